"""Eq. (4) read rightly: the Jacobian of the mixture drift under observation."""

from analytic import mixture
from verify.claim import Claim, NearMiss, derivative
from verify.regimes import MIXTURES, symbolic_mixture


def typed_order(mix, t, x):  # type: ignore[no-untyped-def]
    """(grad gamma_k) b_k^T, the order in which Eq. (4) is typed."""
    gradient = mixture.jacobian(mix, t, x) - mixture.blend(mix, t, x)
    return mixture.blend(mix, t, x) + gradient.swapaxes(-1, -2)


def off(mix, t, x):  # type: ignore[no-untyped-def]
    return mixture.jacobian(mix, t, x) * (1 + mix.ar.array(1) / 10**9)


claim = Claim(
    id="CD-4.6",
    source="Causality-Delta, 4.2, Eq. (4)",
    says="The Jacobian is the blend of the A_k plus the sum of b_k times the gradient of gamma_k, in that order.",
    latex=r"\nabla v=\sum_k\gamma_k A_k+\sum_k b_k(\nabla\gamma_k)^{\mathsf T},\quad b_k=\mu_k-\mu_0+A_k(x-m_k)",
    formula=mixture.jacobian,
    tests=derivative(mixture.drift, MIXTURES, (symbolic_mixture(1, 2), symbolic_mixture(2, 1))),
    near_misses={
        "order as typed": NearMiss(typed_order, ("symbols",)),
        "blend only": NearMiss(mixture.blend),
        "off by 1e-9": NearMiss(off, ()),
    },
)
