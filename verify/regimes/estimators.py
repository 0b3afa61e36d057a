"""Laws for claims about estimators: maps of a normal source, two modes, graphs, Jacobians, quadratic outputs."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from analytic import estimator, scm
from analytic.arithmetic import Arithmetic
from verify.claim import Regime


def _expanded(rows: Any, ar: Arithmetic) -> estimator.Expansion:
    return estimator.expansion(ar, rows)


def _map(name: str, about: str, rows: Any) -> Regime:
    """A map of a standard normal source, by its Hermite coefficients (n, d, K+1)."""
    return Regime.once(name, about, partial(_expanded, rows))


_CUBIC = [[0, 1, 0, 0], [0, 3, 0, 1]]  # z and z^3
MAPS = (
    _map("z and its cube", "(z, z^3) of a standard normal z", [[row] for row in _CUBIC]),
    _map("z plus and minus He_3/3", "z +- He_3/3 of a standard normal z", [[[0, 1, 0, F(1, 3)]], [[0, 1, 0, F(-1, 3)]]]),
    _map(
        "two inputs",
        "two maps of degree 3 of two inputs",
        [[[1, 2, F(1, 2), 0], [0, -1, 0, F(1, 3)]], [[0, 1, 0, F(1, 5)], [0, 3, F(-1, 4), 0]]],
    ),
)
MAPS_SYMBOLIC = (
    _map(
        "symbols, degree 3",
        "all maps of degree 3 of one normal to two outputs",
        [[[f"a_{k}" for k in range(4)]], [[f"b_{k}" for k in range(4)]]],
    ),
)
MAPS_AFFINE = (_map("affine map", "an affine map of two inputs", [[[1, 2], [0, -1]], [[0, 1], [0, 3]]]),)

_AT = (F(0),)
POLYNOMIALS = (
    replace(MAPS[1], times=_AT, points=((F(3, 5),), (-2,)), takes="tx"),
    replace(MAPS[2], times=_AT, points=((F(3, 5), -2), (0, F(7, 3))), takes="tx"),
)
POLYNOMIALS_SYMBOLIC = (replace(MAPS_SYMBOLIC[0], times=("t",), points=(("x_0",),), takes="tx"),)


class Diagonal(NamedTuple):
    """Components at +-(m, m) with covariance c [[1, r], [r, 1]], source N(0, I); `plane` is the covariance of the data."""

    ar: Arithmetic
    m: F
    c: F
    r: F
    plane: Any
    modes: estimator.Modes


def _diagonal(m: F, c: F, r: F, ar: Arithmetic) -> Diagonal:
    cov = [[m * m + c, m * m + c * r], [m * m + c * r, m * m + c]]
    return Diagonal(ar, m, c, r, ar.array(cov), estimator.modes(ar, m, c, r))


def _modes(m: F, c: F, r: F) -> Regime:
    about = f"N(+-({m}, {m}), {c} [[1, {r}], [{r}, 1]]) in the plane, source N(0, I)"
    return Regime.once(f"modes at {m}, correlation {r}", about, partial(_diagonal, m, c, r))


MODES = (_modes(F(3, 5), F(3, 5), F(-7, 10)), _modes(F(7, 10), F(3, 5), F(-17, 20)), _modes(F(9, 10), F(3, 5), F(-1, 2)))
MODES_FLOW = (replace(MODES[0], times=(F(1, 4), F(1)), points=((F(3, 5), F(2, 5)),), takes="tx"),)


class Steep(NamedTuple):
    """Source N(0, 1), data (N(-m, s^2) + N(m, s^2))/2."""

    ar: Arithmetic
    m: F
    s: F


def _steep(s: F) -> Regime:
    about = f"d=1, (N(-1, s^2) + N(1, s^2))/2, s = {s}"
    return Regime.once(f"modes at +-1, s = {s}", about, lambda ar: Steep(ar, F(1), s))


STEEP = tuple(map(_steep, (F(1, 2), F(3, 10), F(1, 5))))


class Graphs(NamedTuple):
    """Common cause 1 <- 0 -> 2, mediator 0 -> 1 -> 2, collider 0 -> 2 <- 1."""

    ar: Arithmetic
    models: tuple[scm.Model, ...]
    a: Any
    b: Any


def _graphs(a: Any, b: Any, ar: Arithmetic) -> Graphs:
    a, b = ar.array([a, b])
    return Graphs(ar, (scm.common_cause(ar, a, b), scm.mediator(ar, a, b), scm.collider(ar, a, b)), a, b)


GRAPHS = tuple(
    Regime.once(f"effects {a} and {b}", f"common cause, mediator and collider with effects {a} and {b}", partial(_graphs, a, b))
    for a, b in ((F(3, 4), F(1)), (F(-2), F(1, 3)))
)


def _noisy(ar: Arithmetic) -> Graphs:
    """The same with noises of variances 2, 3, 1/2."""
    models = _graphs(F(3, 4), F(-2), ar).models
    return Graphs(ar, tuple(scm.model(ar, m.B, [2, 3, F(1, 2)]) for m in models), F(3, 4), F(-2))


NOISY = (*GRAPHS, Regime.once("unequal noises", "the three graphs, effects 3/4 and -2, noises of variances 2, 3, 1/2", _noisy))
GRAPHS_SYMBOLIC = (Regime.once("symbols, three graphs", "all effects, unit noises", partial(_graphs, "a", "b")),)
ROLES = ((1, 2, 0), (0, 2, 1), (0, 1, 2))  # the two variables and the third: common cause, mediator, collider


def cut_off(m: scm.Model, k: int) -> scm.Model:
    """Without causes of variable k."""
    return replace(m, B=np.where(np.arange(len(m.V))[:, None] == k, 0 * m.B, m.B))


def filtered(law: Graphs) -> list[Any]:
    """(S_ij, S_ii S_jj), S the covariance of L u given (L u)_k = 0: what the filter sees, L the Jacobian of the model."""
    found = []
    for m, (i, j, k) in zip(law.models, ROLES, strict=True):
        S = estimator.conditioned(m.ar, scm.loading(m) @ scm.loading(m).T, k)
        found.append((S[i, j], S[i, i] * S[j, j]))
    return found


def drawn_graphs(law: Graphs, n: int, random: Generator) -> SimpleNamespace:
    """Of each graph, cause by cause: the normalised product of the residuals of x_i and x_j on x_k; x x^T where k has no cause."""
    found: Any = ([], [])
    for m, (i, j, k) in zip(law.models, ROLES, strict=True):
        u = random.standard_normal((n, 3)) * np.sqrt(m.V)
        seen, done = np.zeros((n, 3)), np.zeros((n, 3))
        for v in range(3):
            seen[:, v] = u[:, v] + seen @ m.B[v]
            done[:, v] = u[:, v] + (done @ m.B[v] if v != k else 0)
        p, q = (seen[:, v] - seen[:, k] * (seen[:, v] @ seen[:, k]) / (seen[:, k] @ seen[:, k]) for v in (i, j))
        found[0].append(p * q / np.sqrt(p @ p * (q @ q)) * n)
        found[1].append(done[:, :, None] * done[:, None])
    return SimpleNamespace(xt=np.zeros((n, 1)), partial=np.stack(found[0], axis=1), after=np.stack(found[1], axis=1))


class Matrix(NamedTuple):
    ar: Arithmetic
    J: Any  # (n, d)


def _matrix(rows: Any, ar: Arithmetic) -> Matrix:
    return Matrix(ar, ar.array(rows))


def matrix(name: str, about: str, rows: Any) -> Regime:
    return Regime.once(name, about, partial(_matrix, rows))


JACOBIAN = matrix("three outputs", "a Jacobian of three outputs, three inputs", [[1, 2, 0], [-3, F(1, 2), 4], [5, 0, -2]])
SQUARES = tuple(
    matrix(f"symbols d={d}, square", f"all matrices, d={d}", [[f"J_{i}{j}" for j in range(d)] for i in range(d)]) for d in (2, 3)
)
JACOBIAN_SYMBOLIC = matrix("symbols, three outputs", "all Jacobians, n=3, d=2", [[f"J_{i}{j}" for j in range(2)] for i in range(3)])


class Bowl(NamedTuple):
    """f_i(x) = x^T H_i x/2, and a step eps of finite differences."""

    ar: Arithmetic
    H: Any  # (n, d, d)
    eps: Any


def _bowl(rows: Any, eps: Any, ar: Arithmetic) -> Bowl:
    return Bowl(ar, ar.array(rows), ar.array(eps))


_NAMED = [[[f"{h}_{min(i, j)}{max(i, j)}" for j in range(2)] for i in range(2)] for h in "GH"]
_BOWLS = [[[1, 2], [2, 3]], [[0, -1], [-1, 5]]]
BOWLS = (Regime("two bowls", "two quadratic outputs of two inputs", partial(_bowl, _BOWLS, F(1, 100)), (F(0),), ((1, -2),)),)
BOWLS_SYMBOLIC = (
    Regime(
        "symbols, two bowls", "all quadratic maps, n=2, d=2, every step", partial(_bowl, _NAMED, "eps"), ("t",), (("x_0", "x_1"),)
    ),
)
