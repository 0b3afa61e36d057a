"""What CD-4.9 should say: the correction to the blend, in closed form for a shared covariance."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes import SHARED, symbolic_shared
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def explicit(mix: Law, t: Time, x: Points, factor: Array | None = None) -> Array:
    """A + t (1 - t) S0 S^-1 Cov_gamma(m) S^-1, S the covariance of x_t given k."""
    ar, r = mix.ar, mixture.responsibilities(mix, t, x)
    inverse = ar.solve((1 - t) ** 2 * mix.S0 + t**2 * mix.C[0], ar.eye(x.shape[-1]))
    away = mix.m - ar.einsum("...k,ki->...i", r, mix.m)[..., None, :]
    spread = ar.einsum("...k,...ki,...kj->...ij", r, away, away)
    factor = t * (1 - t) if factor is None else factor
    return mixture.jacobian_do(mix, t, x, 0) + factor * (mix.S0 @ inverse @ spread @ inverse)


claim = Claim(
    id="CD-4.9a",
    source="derived here (not in the paper); amends Causality-Delta, 4.2, 'Local linearity'",
    says="With one covariance for all components the Jacobian is A plus t (1 - t) times a spread of the means.",
    latex=r"\nabla v=A+t(1-t)\,\Sigma_0 S^{-1}\,\mathrm{Cov}_\gamma(\mu)\,S^{-1}",
    formula=explicit,
    tests=(
        *derivative(conditional.drift, SHARED, (symbolic_shared(1, 2), symbolic_shared(1, 3)), kinds=("rate", "differences")),
        *identity(equals(mixture.jacobian), SHARED),
    ),
    near_misses={
        "no correction": mixture.blend,
        "t in place of t (1 - t)": lambda mix, t, x: explicit(mix, t, x, t),
        "off by 1e-9": off(explicit),
    },
    note="So the field is affine near x if (1 - gamma) t (1 - t) |m_k - m_j|^2 is small against S^2/S0: not if only 1 - gamma is.",
)
