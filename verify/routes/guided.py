"""Guidance by Bayes' rule on the most likely ends: a law has `mix`, `k`, `w`; of Gaussians `pair`, the class's `aim`, and `w`."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.routes import conditional


def members(law: Law) -> list[int]:
    return [law.k] if isinstance(law.k, int) else law.k


def blended(law: Law, t: Time, x: Points, p: Array, q: Array) -> Array:
    """(1 - w) E[p x0 + q x1 | x_t = x] + w E[p x0 + q x1 | x_t = x, c], (..., d)."""
    ar, c = law.ar, members(law)
    r, x0, x1 = conditional.posterior(law.mix, t, x)
    both, chosen = ar.einsum("...k,...ki->...i", r, p * x0 + q * x1), r[..., c] / r[..., c].sum(-1)[..., None]
    return (1 - law.w) * both + law.w * ar.einsum("...k,...ki->...i", chosen, (p * x0 + q * x1)[..., c, :])


def velocity(law: Law, t: Time, x: Points) -> Array:
    _, _, da, db = law.mix.path(law.ar, t)
    return blended(law, t, x, da, db)


def log_class(law: Law, t: Time, x: Points) -> Array:
    """log P(c | x_t = x), (...)."""
    return law.ar.log(conditional.responsibilities(law.mix, t, x)[..., members(law)].sum(-1))


def pair_velocity(law: Law, t: Time, x: Points) -> Array:
    """The blend of the velocities of two Gaussian pairs."""
    return (1 - law.w) * conditional.drift(law.pair, t, x) + law.w * conditional.drift(law.aim, t, x)


def pair_slope(law: Law, t: Time) -> Array:
    """Its Jacobian, (d, d), from its values at 0 and at the unit vectors."""
    unit = law.ar.eye(len(law.pair.m0))
    return (pair_velocity(law, t, unit) - pair_velocity(law, t, 0 * unit)).T


def geometric_mean(law: Law) -> Array:
    """S1^(1 - w) C^w of numbers, or of matrices [[p, q], [q, p]]: the powers of p + q and p - q."""
    one = law.ar.array([[1, 1], [1, -1]])[: (d := len(law.pair.m0)), :d]
    S, C = (P[0] @ one for P in (law.pair.S1, law.aim.S1))
    ends = law.ar.exp((1 - law.w) * law.ar.log(S) + law.w * law.ar.log(C))
    return one * ends @ one / d
