"""The same density with the factor of the appendix."""

from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_l3_density import DENSITY, appendix, as_commented
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time
from verify.routes.line_moments import moment

claim = Claim(
    id="CD-L3a",
    source="Causality-Delta, a comment in the LaTeX source, appendix",
    says="The density along the flow from variance 3 to 1 has the factor 1/(sqrt(2 pi 3) Y).",
    latex=r"p_t(x)=\frac{1}{\sqrt{2\pi\cdot 3}\,Y_t}\,\exp(-x^2/(6Y_t^2))",
    formula=appendix,
    tests=(Test("balls", equals(lambda mix, t, x: moment(mix, t, x, 0)), DENSITY),),
    near_misses={"3 without root": as_commented, "time reversed": reversed_time(appendix), "off by 1e-9": off(appendix)},
)
