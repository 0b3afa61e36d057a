"""Section 4.2, "local linearity": a dominant responsibility does not make the field locally affine."""

from fractions import Fraction as F

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Regime, bounded


def modes(apart: int) -> Regime:  # at the x where gamma_1 = 1/(1 + exp(-7)) = 0.9991
    law = lambda ar: mixture.mixture(ar, [F(1, 2)] * 2, [[0], [apart]], [[[1]]] * 2)  # noqa: E731
    return Regime(f"modes {apart} apart", f"modes {apart} apart", law, (F(1, 2),), ((F(apart, 4) - F(7, apart),),))


def deviation(mix: Law, t: Time, x: Points) -> Array:
    return (mixture.jacobian(mix, t, x) - mixture.jacobian_do(mix, t, x, 0))[..., 0, 0]


def as_stated(mix: Law, t: Time, x: Points) -> Array:
    return 100 * (1 - mixture.responsibilities(mix, t, x)[..., 0])


def with_distance(mix: Law, t: Time, x: Points) -> Array:
    shift = t * (mix.m[1, 0] - mix.m[0, 0]) / ((1 - t) ** 2 * mix.S0[0, 0] + t**2 * mix.C[0, 0, 0])
    return as_stated(mix, t, x) / 100 * (1 - t) / t * mix.S0[0, 0] * shift * shift


claim = Claim(
    id="CD-4.9",
    source="Causality-Delta, 4.2, 'Local linearity'",
    says="Where one responsibility is close to one the field is affine: its Jacobian is within 100 (1 - gamma_k) of A_k.",
    latex=r"\gamma_k\approx 1\Rightarrow|\nabla v-A_k|\leq 100\,(1-\gamma_k)",
    formula=as_stated,
    tests=bounded(deviation, tuple(map(modes, (2, 10, 100, 1000)))),
    right_where=bounded(deviation, (modes(2),)),
    repairs={"with the squared distance": with_distance},
    expect=Outcome.REFUTED,
    amended="CD-4.9a",
    note="Whatever the constant, modes far enough apart exceed it.",
)
