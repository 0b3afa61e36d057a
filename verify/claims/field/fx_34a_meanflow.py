"""MeanFlow's identity, on every path."""

from analytic import two_times
from verify.claim import Claim, equation, identity
from verify.regimes.two_times import MOVING, PLACES, SYMBOLIC
from verify.residuals.two_times import along_flow, apart, exchanged, from_each, identical
from verify.residuals.wrong import negated, off

total = from_each(two_times.total_derivative)

claim = Claim(
    id="FX-34a",
    source="Geng et al. 2025, MeanFlow, with time reversed; every path and coupling here",
    says="The average velocity is the velocity less t - s times the rate of the average along the flow, whatever the path.",
    latex=r"u=v-(t-s)\left(\partial_tu+(\nabla u)v\right)",
    formula=total,
    tests=(*equation(along_flow, MOVING, SYMBOLIC, kinds=("rate",)), *identity(identical, PLACES)),
    near_misses={
        "tangents of s and t exchanged": from_each(exchanged),
        "sign of t - s": negated(total),
        "t - s left out": lambda law, t, x: apart(law, t) * total(law, t, x),
        "rate at a fixed x": from_each(two_times.average_velocity_rate),
        "off by 1e-9": off(total),
    },
)
