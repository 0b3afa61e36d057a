"""Two nodes on a line, x_1 -> x_2 = f(x_1) + s(x_1) u, f increasing: units, what is set, and a common cause of few values."""

from dataclasses import dataclass
from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic import mixture
from analytic.arithmetic import Arithmetic, Array, Points
from analytic.mixture import Mixture
from analytic.path import trigonometric
from verify.claim import Regime


@dataclass(frozen=True, eq=False)
class Nodes:
    """The noise of x_2; f and s of x_1 as seen and as set; units x_2 (n, 1)."""

    ar: Arithmetic
    noise: Mixture
    f: Array  # (2,)
    s: Array  # (2,)
    x: Points


def cubic(x: Any) -> Any:
    return x + x**3 / 3


def _nodes(noise: dict[str, Any], f: Any, s: Any, x: Any, ar: Arithmetic) -> Nodes:
    return Nodes(ar, mixture.mixture(ar, **noise), ar.array(f), ar.array(s), ar.array(x))


BENT = [cubic(F(1, 2)), cubic(F(-2))]  # x_1 = 1/2 seen, -2 set
UNITS = [[F(1)], [F(-1, 3)], [F(4)]]
ONE: dict[str, Any] = {"weights": [1], "means": [[F(1, 3)]], "covs": [[[2]]]}
TWO: dict[str, Any] = {"weights": [F(1, 3), F(2, 3)], "means": [[-1], [2]], "covs": [[[1]], [[F(1, 4)]]]}
EVEN = {"weights": [F(1, 2), F(1, 2)], "means": [[-1], [1]], "covs": [[[1]], [[1]]]}
OTHER = {"mean0": [1], "cov0": [[4]], "path": trigonometric}  # source and path


def _regime(name: str, noise: dict[str, Any], s: Any = (1, 1), f: Any = BENT, x: Any = UNITS) -> Regime:
    return Regime.once(name, "x_2 given x_1, f(x) = x + x^3/3", partial(_nodes, noise, f, list(s), x))


ADDITIVE = (_regime("Gaussian noise", ONE), _regime("noise of two modes", TWO), _regime("another source and path", TWO | OTHER))
SCALED = (_regime("scaled noise of two modes", TWO, (1, F(3, 2))),)
SYMBOLIC = (_regime("symbols, Gaussian noise", ONE, (1, F(3, 2)), ["f", "g"], [["x"]]),)
SYMMETRIC = (_regime("noise of two modes, symmetric", EVEN),)
AT_ZERO = (_regime("units without noise", EVEN, x=[[BENT[0]]]),)


@dataclass(frozen=True, eq=False)
class Confounded:
    """c takes few values, w; x_1 = g_c + u_1 is v; x_2 = f(v) + h_c + u_2 is asked at y (n, 1)."""

    ar: Arithmetic
    first: Mixture
    noise: Mixture
    w: Array
    g: Array
    h: Array
    v: Array
    f: Array
    y: Points


def _confounded(ar: Arithmetic) -> Confounded:
    one, two = (mixture.mixture(ar, **noise) for noise in (ONE, TWO))
    w, g, h = (ar.array(a) for a in ([F(1, 4), F(3, 4)], [-1, 2], [3, 0]))
    v = ar.array([F(1, 2)])
    return Confounded(ar, one, two, w, g, h, v, cubic(v), ar.array(UNITS))


CONFOUNDED = (Regime.once("a common cause of two values", "c -> x_1, c -> x_2, x_1 -> x_2", _confounded),)
