"""Eq. (3): the drift of a mixture."""

from analytic import mixture
from verify.claim import Claim, NearMiss, Test, equation, identity, network, sampling
from verify.regimes import INSIDE, INTEGRATED, MIXTURES, SAMPLED, SYMBOLIC_MIXTURES
from verify.regimes.trained import PLANE_MIXTURE
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import off, reversed_time, standard_source, target_only
from verify.routes.conditional import drift
from verify.routes.line_moments import drift_by_quadrature

claim = Claim(
    id="CD-4.3c",
    source="Causality-Delta, 4.1.2, Eq. (3)",
    says="The drift of a mixture is the average of its components' affine drifts, weighted by their responsibilities.",
    latex=r"v(x,t)=\sum_k\gamma_k(\mu_k-\mu_0+A_k(t)(x-m_k)),\quad A_k=(t\Sigma_k-(1-t)\Sigma_0)S_k^{-1}",
    formula=mixture.drift,
    tests=(
        *identity(equals(drift), MIXTURES, SYMBOLIC_MIXTURES),
        Test("balls", equals(drift_by_quadrature), INTEGRATED),
        *equation(continuity, INSIDE, kinds=("rate",)),
        *sampling(lambda draw: draw.velocity, SAMPLED, 20_000),
        *network((PLANE_MIXTURE,)),
    ),
    near_misses={
        "as in the published code": target_only(mixture.denoiser),
        "standard source": NearMiss(standard_source(mixture.drift), ("network",)),  # its source is standard
        "time reversed": reversed_time(mixture.drift),
        "off by 1e-9": NearMiss(off(mixture.drift), ("sampling", "network")),
    },
)
