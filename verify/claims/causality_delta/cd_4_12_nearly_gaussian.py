"""Section 4.2, last sentence: data close to Gaussian do not make the drift close to linear."""

from analytic import gaussian, line, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, bounded
from verify.regimes import COINS, when
from verify.routes import conditional


def bend(mix: Law, t: Time, x: Points) -> Array:
    """v less the drift from N(0, 1) to N(0, 1)."""
    return (conditional.drift(mix, t, x) - gaussian.drift(gaussian.independent(mix.ar, [0], [[1]], [0], [[1]]), t, x))[:, 0]


def as_stated(mix: Law, t: Time, x: Points) -> Array:
    """100 W2(data, N(0, 1)); W2^2 = 2 - 2 sum_j a_j (p(z_j) - p(z_j+1)), N(0, 1) having the masses of the atoms between the z_j."""
    ar, normal = mix.ar, mixture.mixture(mix.ar, [1], [[0]], [[[1]]])
    z = line.quantile(normal, 0, mix.w.cumsum()[:-1, None])[:, 0]
    p = ar.exp(-z * z / 2) / ar.sqrt(2 * ar.pi())
    return 100 * ar.sqrt(2 - 2 * (mix.m[1:, 0] - mix.m[:-1, 0]) @ p)


def with_pole(mix: Law, t: Time, x: Points) -> Array:
    """(R + |E[x1 | x]|)/(1 - t): R the largest atom, E the Gaussian's."""
    return (mix.m[-1, 0] + abs(t * x[:, 0]) / ((1 - t) * (1 - t) + t * t)) / (1 - t)


claim = Claim(
    id="CD-4.12",
    source="Causality-Delta, 4.2, conclusion",
    says="If the data are close to Gaussian the drift is close to linear: within 100 Wasserstein distances, at all times.",
    latex=r"|v(x,t)-A(t)x|\leq 100\,W_2(p_1,N)",
    formula=as_stated,
    tests=bounded(bend, COINS),
    right_where=bounded(bend, when(COINS, lambda t: t < 0.95)),
    repairs={"with a pole at t = 1": with_pole},
    expect=Outcome.REFUTED,
    amended="CD-4.12a",
    note="The paper names no distance; for atoms ever closer to the Gaussian the drift still bends like 1/(1 - t).",
)
