"""The triangle of a published benchmark, by three maps."""

import numpy as np

from analytic import causal_flows, gaussian, knothe
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes.causes import TRIANGLE_PAIR


def answers(law: Law, order: tuple[int, ...] = (0, 1, 2)) -> Array:
    """How x3 moves with x2 and with x1: by the triangular map, by the least edit, by flow matching's own map."""
    ar, own = law.ar, gaussian.flow_matrix(law, law.ar.array(1))
    L = knothe.knothe(ar, law.S1, order)
    each = [[causal_flows.held(ar, L, k), causal_flows.least_norm(ar, own, k), causal_flows.held(ar, own, k)] for k in (1, 0)]
    return np.stack([[by[2] for by in row] for row in each])


claim = Claim(
    id="FX-47t",
    source="Javaloy et al. 2023, the linear triangle of its published code; numbers recomputed here",
    says="In the triangle do(x2) moves x3 by 1/2, the least edit by 0.59901, flow matching's own map by 0.54465; do(x1) by 6.",
    latex=r"\frac{1}{2},\ \frac{121}{202},\ 0.54465;\quad6,\ 6,\ 2.62947",
    formula=answers,
    tests=(Test("printed", lambda case: ("0.50000", "0.59901", "0.54465", "6.00000", "6.00000", "2.62947"), (TRIANGLE_PAIR,)),),
    near_misses={"x3 first": lambda law: answers(law, (2, 1, 0)), "x2 before x1": lambda law: answers(law, (1, 0, 2))},
)
