"""Maps along turned axes, whose columns are orthogonal: T = U diag(s), U a rotation."""

from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.regimes.causes import Map, pair

QUARTER = [[F(3, 5), F(-4, 5)], [F(4, 5), F(3, 5)]]
THIRD = [[F(2, 3), F(-1, 3), F(2, 3)], [F(2, 3), F(2, 3), F(-1, 3)], [F(-1, 3), F(2, 3), F(2, 3)]]


def _along(axes: Any, lengths: Any, ar: Arithmetic) -> Map:
    return Map(ar, ar.array(axes) * ar.array(lengths), 0)


def _map(name: str, axes: Any, lengths: Any) -> Regime:
    return Regime.once(name, "columns are orthogonal", partial(_along, axes, lengths))


TURNED = (
    _map("axes turned, lengths 3 and 1", QUARTER, [3, 1]),
    _map("axes turned, lengths 1, 2 and 1/2", THIRD, [1, 2, F(1, 2)]),
)
STRAIGHT = (_map("axes of the coordinates", [[1, 0], [0, 1]], [3, 1]),)
PLANE = tuple(
    Regime.once(f"a map of two, {name}", "d=2, no symmetry", partial(_along, rows, [1, 1]))
    for name, rows in (("1 2; -1 1/2", [[1, 2], [-1, F(1, 2)]]), ("3 1; 1/3 1/7", [[3, 1], [F(1, 3), F(1, 7)]]))
)
PLANE_SYMBOLIC = (
    Regime.once("symbols, maps of two", "all maps, d=2", partial(_along, [["T_00", "T_01"], ["T_10", "T_11"]], [1, 1])),
)
INVERSES = (pair("variances 5/4, covariance 3/4", [[F(5, 4), F(3, 4)], [F(3, 4), F(5, 4)]]),)  # eigenvalues 2 and 1/2
EFFECT = (pair("x2 = x1 + u2", [[1, 1], [1, 2]]),)
