"""Section 4.1.1: the drift between independent Gaussians, here with any means and any source covariance."""

from analytic import gaussian
from verify.claim import Claim, NearMiss, equation, identity, network, sampling
from verify.regimes import PAIR, PAIRS, symbolic_independent, timed
from verify.regimes.trained import LINE_STANDARD, LINE_WIDER, PLANE_CORRELATED
from verify.residuals import equals
from verify.residuals.flows import covariance_rate
from verify.residuals.wrong import off, reversed_time, target_only
from verify.routes.conditional import drift

claim = Claim(
    id="CD-4.2",
    source="Causality-Delta, 4.1.1 and B.2",
    says="Between independent Gaussians the drift is affine in x, with an explicit matrix A(t); any covariances, commuting or not.",
    latex=r"v(x,t)=m_1-m_0+A(t)(x-m_t),\quad A(t)=(t\Sigma_1-(1-t)\Sigma_0)((1-t)^2\Sigma_0+t^2\Sigma_1)^{-1}",
    formula=gaussian.drift,
    tests=(
        *identity(equals(drift), PAIRS, (symbolic_independent(1), symbolic_independent(2))),
        *equation(covariance_rate, timed(PAIRS), kinds=("rate", "autodiff")),
        *sampling(lambda draw: draw.velocity, (PAIR,), 20_000),
        *network((LINE_STANDARD, LINE_WIDER, PLANE_CORRELATED)),
    ),
    near_misses={
        "as in the published code": target_only(gaussian.denoiser),
        "time reversed": reversed_time(gaussian.drift),
        "off by 1e-9": NearMiss(off(gaussian.drift), ("sampling", "network")),
    },
)
