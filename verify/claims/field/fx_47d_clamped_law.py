"""A coordinate clamped along the flow, taken to condition."""

from fractions import Fraction as F

from analytic import causal_flows
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, derivative
from verify.regimes.causes import MASKED, MASKED_APART, MASKED_SYMBOLIC
from verify.residuals.causes import its_rate, on_line


def ends(pair: Law) -> tuple[Array, Array]:
    """xi and c."""
    return pair.ar.array(F(1, 3)), pair.ar.array(2)


def there(pair: Law, t: Time) -> Array:
    return on_line(pair, t, ends(pair))


def moved(pair: Law, t: Time) -> Array:
    """x_1 by its line; x_2 by the clamped flow, if it is at its conditional mean."""
    (xi, c), (one, two), row = ends(pair), pair.ar.eye(2), causal_flows.clamped_slope(pair, t, 0)[1]
    return (c - xi) * one + (row[0] * xi + row[1] * there(pair, t)[1] + row[2] * c) * two


claim = Claim(
    id="FX-47d",
    source="converse of FX-45s: by a clamped coordinate; derived here",
    says="Where a coordinate is clamped to its line to c, the flow carries the others along their mean given that coordinate.",
    latex=r"\frac{d}{dt}E[x_2|x_1]=v_2(t,x_1,E[x_2|x_1]),\quad x_1=(1-t)\xi+tc",
    formula=moved,
    tests=derivative(there, MASKED, MASKED_SYMBOLIC, along="t"),
    right_where=derivative(there, MASKED_APART, along="t"),
    repairs={"the rate of that mean": lambda pair, t: its_rate(pair, t, ends(pair))},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-45s",
)
