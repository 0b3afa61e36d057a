"""Section 6.2: why the two Jacobians agree near t = 1."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes import SHARED, when
from verify.routes import conditional


def residual(formula: Formula, case: Case) -> Array:
    """Jacobian less blend, less the formula."""
    law, t, x = case.law, case.t, case.x
    return conditional.jacobian(law, t, x) - mixture.blend(law, t, x) - formula(law, t, x)


def gap(mix: Law, t: Time, x: Points, at: Time) -> Array:
    """s (1 - s) S0 S^-1 Cov_gamma(m) S^-1 at the time s = `at`, S = (1 - s)^2 S0 + s^2 C, gamma the responsibilities at (x, t)."""
    ar, r = mix.ar, conditional.responsibilities(mix, t, x)
    inverse = ar.solve((1 - at) ** 2 * mix.S0 + at**2 * mix.C[0], ar.eye(x.shape[-1]))
    away = mix.m - ar.einsum("...k,ki->...i", r, mix.m)[..., None, :]
    return at * (1 - at) * (mix.S0 @ inverse @ ar.einsum("...k,...ki,...kj->...ij", r, away, away) @ inverse)


claim = Claim(
    id="CD-6.2b",
    source="Causality-Delta, 6.2, after Table 4",
    says="How far blend and Jacobian are apart is decided by the overlap alone: equal responsibilities, equal gap, as at t = 1/2.",
    latex=r"\nabla v-\sum_k\gamma_kA_k=G(\gamma)",
    formula=lambda mix, t, x: gap(mix, t, x, 1 / mix.ar.array(2)),
    tests=identity(residual, when(SHARED, lambda t: 0 < t < 1)),
    right_where=identity(residual, when(SHARED, lambda t: t * 2 == 1)),
    repairs={"with the time": lambda mix, t, x: gap(mix, t, x, t)},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'where (and when) the components are overlapping the difference of our methods becomes larger, but as time passes ... "
    "low'; 'if ... it is clear which component is dominating, the flow becomes a linear map'",
    amended="CD-6.2b-amended",
    note="On the published instance the largest responsibility is still 0.742 on average at t = 0.99, and the gap 0.002.",
)
