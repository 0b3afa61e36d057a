"""A comment in the paper's source: from N(0, 3) to N(0, 1) on a line."""

from dataclasses import replace

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, NearMiss, equation, identity
from verify.regimes import NARROWING
from verify.residuals import equals
from verify.residuals.wrong import off

SYMBOLS = replace(NARROWING, name="variance 3 to 1, symbols", about="all t and x", times=("t",), points=(("x_0",),))


def flow(mix: Law, t: Time, x: Points) -> Array:
    return x * mix.ar.sqrt((3 * (1 - t) * (1 - t) + t * t) / 3)


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """phi' = A(t) phi, A = (4 t - 3)/(3 (1 - t)^2 + t^2)."""
    return formula, lambda mix, t, x: (4 * t - 3) / (3 * (1 - t) * (1 - t) + t * t) * formula(mix, t, x)


def straight(mix: Law, t: Time, x: Points) -> Array:
    return x * (1 - t + t / mix.ar.sqrt(mix.ar.array(3)))


claim = Claim(
    id="CD-L2",
    source="Causality-Delta, a comment in the LaTeX source",
    says="From variance 3 to variance 1 on a line the flow shrinks x by the root of the variance at t over 3, at t = 1 too.",
    latex=r"\phi_t(x)=x\sqrt{(3(1-t)^2+t^2)/3},\quad A(t)=\frac{4t-3}{3(1-t)^2+t^2}",
    formula=flow,
    tests=(
        *identity(equals(lambda mix, t, x: line.flow_map(mix, 0, t, x)), (NARROWING,)),
        *equation(carried, (NARROWING,), (SYMBOLS,)),
    ),
    near_misses={"straight lines": straight, "off by 1e-9": NearMiss(off(flow), ("symbols", "rate", "autodiff", "differences"))},
    note="Any multiple of the flow solves the linear equation: only the comparison with quantiles fixes the factor.",
)
