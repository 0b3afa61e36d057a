"""Table 4, first column, recomputed without rounding."""

from fractions import Fraction as F

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, Test
from verify.papers.causality_delta import printed, recipe, slips
from verify.regimes.tables import TABLE4
from verify.residuals.bounds import mean_norm
from verify.routes import conditional

LEAST, *_, MOST = sorted(printed.TABLE4[printed.NUMERICAL], key=lambda n: n.value)
BOUND = printed.TABLE4[printed.INTERVENTION][0]


def forward(law: Law, t: Time, step: F = recipe.STEP, drift: Formula = conditional.drift) -> Array:
    """The mean Frobenius distance between forward differences of the drift and the Jacobian of Eq. (4)."""
    ar, y = law.ar, law.points
    h, u = ar.array(step), drift(law.mix, t, y)
    columns = [(drift(law.mix, t, y + h * e) - u) / h for e in ar.eye(y.shape[-1])]
    return mean_norm(ar, np.stack(columns, axis=-1) - mixture.jacobian(law.mix, t, y))


claim = Claim(
    id="CD-6.2n",
    source="amends Causality-Delta, Table 4, 'Numerical vs. Analytical'",
    says=f"At the published step 1e-6 the column would read {BOUND.text} at every time, but for rounding: "
    f"{LEAST.short} to {MOST.short} is printed.",
    latex=r"\mathrm{mean}_x|\frac{v(x+he_j)-v(x)}{h}-\nabla v|_F<.001,\quad h=10^{-6}",
    formula=forward,
    tests=(Test("printed", lambda case: (BOUND.text,), TABLE4),),
    near_misses={
        "a step of 1/200": lambda law, t: forward(law, t, F(1, 200)),
        "drift of the published code": lambda law, t: forward(law, t, drift=slips.drift),
    },
    note="So the first column says nothing about overlap: in float32 this step resolves nothing (`driftproof table4`).",
)
