"""Eq. (4) read rightly: the Jacobian of the mixture drift under observation."""

from analytic import mixture
from verify.claim import Claim, derivative
from verify.claims.causality_delta.cd_4_6p_typed_order import typed_order
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals.wrong import off, standard_source
from verify.routes import conditional

claim = Claim(
    id="CD-4.6",
    source="Causality-Delta, 4.2, Eq. (4)",
    says="The Jacobian is the blend of the A_k plus the sum of b_k times the gradient of gamma_k, in that order.",
    latex=r"\nabla v=\sum_k\gamma_k A_k+\sum_k b_k(\nabla\gamma_k)^T,\quad b_k=\mu_k-\mu_0+A_k(x-m_k)",
    formula=mixture.jacobian,
    tests=derivative(conditional.drift, MIXTURES, SYMBOLIC_MIXTURES),
    near_misses={
        "order as typed": typed_order,
        "blend only": mixture.blend,
        "standard source": standard_source(mixture.jacobian),
        "off by 1e-9": off(mixture.jacobian),
    },
)
