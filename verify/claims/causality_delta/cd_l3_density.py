"""A comment in the paper's source, main text: a density that does not integrate to one."""

from dataclasses import replace

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, Outcome, Standing, Test
from verify.claims.causality_delta.cd_l2_three_to_one import flow
from verify.regimes import NARROWING
from verify.residuals import equals
from verify.routes.line_moments import moment

DENSITY = (replace(NARROWING, times=NARROWING.times[::2]),)


def bell(mix: Law, t: Time, x: Points) -> Array:
    Y = flow(mix, t, mix.ar.eye(1))
    return (mix.ar.exp(-x * x / (6 * Y * Y)) / (mix.ar.sqrt(2 * mix.ar.pi()) * Y))[:, 0]


def appendix(mix: Law, t: Time, x: Points) -> Array:
    return bell(mix, t, x) / mix.ar.sqrt(mix.ar.array(3))


as_commented: Formula = lambda mix, t, x: bell(mix, t, x) / 3  # noqa: E731
claim = Claim(
    id="CD-L3",
    source="Causality-Delta, a comment in the LaTeX source, main text",
    says="The density along the flow from variance 3 to 1 has the factor 1/(sqrt(2 pi) 3 Y).",
    latex=r"p_t(x)=\frac{1}{\sqrt{2\pi}\,3Y_t}\,\exp(-x^2/(6Y_t^2))",
    formula=as_commented,
    tests=(Test("balls", equals(lambda mix, t, x: moment(mix, t, x, 0)), DENSITY),),
    right_where=(Test("balls", equals(lambda mix, t, x: moment(mix, t, x, 0) / mix.ar.sqrt(mix.ar.array(3))), DENSITY),),
    repairs={"root of 3, as in the appendix": appendix},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-L3a",
    note="It integrates to 1/sqrt(3) = 0.57735.",
)
