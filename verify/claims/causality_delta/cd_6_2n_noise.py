"""Table 4, first column, recomputed without rounding."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array
from verify.claim import Claim, Formula, Law, Test, Time
from verify.published import causality_delta, slips
from verify.regimes.tables import TABLE4
from verify.residuals.bounds import mean_norm


def forward(law: Law, t: Time, step: F = causality_delta.STEP, drift: Formula = mixture.drift) -> Array:
    """The mean Frobenius distance between forward differences of the drift and the Jacobian of Eq. (4)."""
    ar, y = law.ar, law.points
    h, u = ar.array(step), drift(law.mix, t, y)
    columns = [(drift(law.mix, t, y + h * e) - u) / h for e in ar.eye(y.shape[-1])]
    return mean_norm(ar, np.stack(columns, axis=-1) - mixture.jacobian(law.mix, t, y))


claim = Claim(
    id="CD-6.2n",
    source="amends Causality-Delta, Table 4, 'Numerical vs. Analytical'",
    says="At the published step 1e-6 the column would read <0.001 at every time, but for rounding: .058 to .289 is printed.",
    latex=r"\mathrm{mean}_x|\frac{v(x+he_j)-v(x)}{h}-\nabla v|_F<.001,\quad h=10^{-6}",
    formula=forward,
    tests=(Test("printed", lambda case: ("<0.001",), TABLE4),),
    near_misses={
        "a step of 1/200": partial(forward, step=F(1, 200)),
        "drift of the published code": partial(forward, drift=slips.drift),
    },
    note="So the first column says nothing about overlap: in float32 this step resolves nothing (`driftproof table4`).",
)
