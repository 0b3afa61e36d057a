"""How long trajectories are, beside their chords."""

from analytic import straightness
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes import once
from verify.regimes.couplings import NARROW, WIDTHS, line_parameters
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.time_integrals import wandering


def length(pair: Law) -> Array:
    return straightness.length(pair.ar, *line_parameters(pair)[:2])


def chord(pair: Law) -> Array:
    s0, s1, _ = line_parameters(pair)
    return abs(s1 - s0)


def by_the_mean(pair: Law) -> Array:
    s0, s1, _ = line_parameters(pair)
    return s0 + s1


claim = Claim(
    id="FX-44l",
    source="derived here",
    says="On a line, ends independent and of one mean, points go towards the mean first: all paths but its own exceed chords.",
    latex=r"\int_0^1|v(t,\phi_t)|dt=(s_0+s_1-\frac{2s_0s_1}{\sqrt{s_0^2+s_1^2}})\frac{|x-m|}{s_0}>|\phi_1-\phi_0|,\ x\neq m",
    formula=length,
    tests=(Test("balls", equals(wandering), once((*WIDTHS[1:3], *NARROW))),),
    near_misses={"chord": chord, "by way of the mean": by_the_mean, "off by 1e-9": off(length)},
    note="Between equal ends the chord is nothing, and length over chord infinite, though every point is back where it was.",
)
