"""The vector field of optimal transport, through the proximal map."""

from analytic import proximal
from verify.claim import Claim, equation
from verify.regimes.manifolds import TARGETS, quick, symbolic_quadratic
from verify.residuals.flows import along_the_path
from verify.residuals.wrong import mixed, off

claim = Claim(
    id="PX-2",
    source="Proximal Operators, Section 2, the vector field after Corollary 2.2",
    says="The velocity of optimal transport is a combination of x and the proximal point, on every schedule.",
    latex=r"v_t(x)=\frac{a_t'}{a_t}x+\left(b_t'-b_t\frac{a_t'}{a_t}\right)\mathrm{prox}_{(a_t/b_t)\phi}(x/b_t)",
    formula=proximal.velocity,
    tests=equation(along_the_path(proximal.flow), TARGETS, (symbolic_quadratic(2), symbolic_quadratic(1, quick))),
    near_misses={
        "b' for b' - b a'/a": mixed(lambda a, b, da, db, x, p: da / a * x + db * p),
        "divided by b, not by a": mixed(lambda a, b, da, db, x, p: (p - x) / b),
        "the linear formula on every schedule": mixed(lambda a, b, da, db, x, p: (p - x) / (1 - b)),
        "sign of a'": mixed(lambda a, b, da, db, x, p: -da / a * x + (db + b * da / a) * p),
        "off by 1e-9": off(proximal.velocity),
    },
    note="Off the support of p_t the formula is one extension of many (inside the circle |x| < t it gives x/t): no loss fixes it.",
)
