"""What the published check shows, and what it would show with the JVP divided by eps."""

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, Test
from verify.claims.causality_delta.cd_5_1b_tangent import BENT, divided, published


def both(law: Law, eps: Time, x: Points) -> Array:
    return np.stack([published(law, eps, x), divided(law, eps, x)])


def orders(as_published: int, as_meant: int) -> Formula:
    return lambda law, eps, x: law.ar.array([[[as_published]], [[as_meant]]])


claim = Claim(
    id="CD-5.1b-amended",
    source="amends Causality-Delta, Appendix C, Fig. 6",
    says="As published the gap stays, at the size of J u, whatever eps; with the JVP of eps u divided by eps it falls like eps.",
    latex=r"\frac{f(x+\varepsilon u)-f(x)}{\varepsilon}-J_f(\varepsilon u)\rightarrow J_fu,\quad"
    r"\frac{f(x+\varepsilon u)-f(x)}{\varepsilon}-\frac{1}{\varepsilon}J_f(\varepsilon u)=O(\varepsilon)",
    formula=orders(0, 1),
    tests=(Test("order", both, BENT, {"called": "eps"}),),
    near_misses={"both fall": orders(1, 1), "neither falls": orders(0, 0), "like eps^2": orders(0, 2)},
    note="The suite of autodiff pushes both tangents by torch: at eps = 1e-2, 1e-4, 1e-6 the undivided JVP is eps times J u.",
)
