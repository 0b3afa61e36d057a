"""The conditional velocity with sigma_min."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.regimes.given_ends import NARROW, NARROW_SYMBOLIC
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import off
from verify.routes.conditional import drift


def velocity(law: Law, t: Time, x: Points, above: int = 1, below: int = 1) -> Array:
    """(x1 - (1 - s) x)/(1 - (1 - s) t), s = sigma_min = a at 1, or 0 above or below the line."""
    s, x1 = law.path(law.ar, 0 * t + 1)[0], law.m[0]
    return (x1 - (1 - above * s) * x) / (1 - (1 - below * s) * t)


def straight(law: Law, t: Time, x: Points) -> Array:
    """x1 - x0 for x1 - (1 - s) x0."""
    x0 = (x - t * law.m[0]) / law.path(law.ar, t)[0]
    return law.m[0] - x0


claim = Claim(
    id="FX-40a",
    source="Lipman et al. 2023, optimal transport path; mistaken in public threads",
    says="With sigma_min the conditional velocity is (x1 - (1 - s) x)/(1 - (1 - s) t): s enters above and below the line.",
    latex=r"u(x|x_1)=\frac{x_1-(1-\sigma_{min})x}{1-(1-\sigma_{min})t}=x_1-(1-\sigma_{min})x_0",
    formula=velocity,
    tests=(
        *equation(continuity, NARROW, NARROW_SYMBOLIC, kinds=("rate",)),
        *identity(equals(drift), NARROW, NARROW_SYMBOLIC),
    ),
    near_misses={
        "sigma_min above the line only": lambda law, t, x: velocity(law, t, x, below=0),
        "sigma_min below the line only": lambda law, t, x: velocity(law, t, x, above=0),
        "x1 - x0": straight,
        "off by 1e-9": off(velocity),
    },
)
