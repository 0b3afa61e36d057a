"""The published check of the finite differences: the tangent eps u is pushed through jvp, the result is never divided by eps."""

from dataclasses import replace

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, Outcome, Standing, Test
from verify.regimes import LINES, at_one_point

BENT = tuple(replace(r, times=(0,)) for r in at_one_point(LINES))


def gap(law: Law, eps: Time, x: Points, share: Time) -> Array:
    """The divided difference of the flow map to t = 1 along u = 1, less its slope times the tangent `share` u."""
    one = law.ar.array(1)
    ends = [line.flow_map(law, 0, one, y) for y in (x, x + eps)]
    return (ends[1] - ends[0]) / eps - share * line.flow_jacobian(law, 0, one, x)[..., 0]


published: Formula = lambda law, eps, x: gap(law, eps, x, eps)  # noqa: E731
divided: Formula = lambda law, eps, x: gap(law, eps, x, law.ar.array(1))  # noqa: E731

claim = Claim(
    id="CD-5.1b",
    source="Causality-Delta, 5.1 and Appendix C, Fig. 6; its published code",
    says="Both sides of the published check, a divided difference and the automatic JVP of eps u, agree like O(eps).",
    latex=r"\frac{f(x_0+\varepsilon u)-f(x_0)}{\varepsilon}-J_f(x_0)\,(\varepsilon u)=O(\varepsilon)",
    formula=lambda law, eps, x: law.ar.array([1]),
    tests=(Test("order", published, BENT, {"called": "eps"}),),
    right_where=(Test("order", divided, BENT, {"called": "eps"}),),
    repairs={"the gap stays": lambda law, eps, x: law.ar.array([0])},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-5.1b-amended",
    note="The two sides differ by the factor eps at every eps, so the curve of Fig. 6 shows the size of Ju, not an error.",
)
