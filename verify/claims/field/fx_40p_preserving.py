"""The conditional velocity of the variance preserving path."""

from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import variance_preserving
from verify.claim import Claim, equation, identity
from verify.regimes.given_ends import PRESERVING
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import negated, off
from verify.routes.conditional import drift


def velocity(law: Law, t: Time, x: Points, power: int = 2) -> Array:
    """-(T'/2)(e^-T x - e^(-T/2) x1)/(1 - e^-T), T = s/10 + 199 s^2/20 at s = 1 - t: alpha'/(1 - alpha^2)(alpha x - x1)."""
    ar, s = law.ar, 1 - t
    T, rate = s / 10 + 199 * s * s / 20, ar.array(1) / 10 + 199 * s / 10
    alpha = ar.exp(-T / 2)
    return -rate / 2 * (ar.exp(-T) * x - alpha * law.m[0]) / (1 - alpha**power)


def exploding(law: Law, t: Time, x: Points) -> Array:
    """The rate of the noise level times the way to x1."""
    a, _, da, _ = variance_preserving(law.ar, t)
    return da / a * (x - law.m[0])


claim = Claim(
    id="FX-40p",
    source="Lipman et al. 2023, variance preserving path; Song et al. 2021 for beta",
    says="On the variance preserving path the conditional velocity is alpha'/(1 - alpha^2)(alpha x - x1), at time 1 - t.",
    latex=r"u(x|x_1)=\frac{\alpha_{1-t}'}{1-\alpha_{1-t}^2}(\alpha_{1-t}x-x_1)",
    formula=velocity,
    tests=(*equation(continuity, PRESERVING, kinds=("rate",)), *identity(equals(drift), PRESERVING)),
    near_misses={
        "that of the variance exploding path": exploding,
        "alpha for alpha^2": lambda law, t, x: velocity(law, t, x, 1),
        "noise at 1": negated(velocity),
        "off by 1e-9": off(velocity),
    },
)
