"""SymPy expressions. Explicit small matrices only; entries are left unsimplified."""

from contextlib import nullcontext
from typing import Any

import numpy as np
import sympy as sp

from analytic.arithmetic._objects import Objects, exact


def make() -> Objects:
    return Objects(
        name="symbols",
        number=lambda v: exact(v, (sp.Basic,), sp.Rational),
        scalar={"exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt, "sin": sp.sin, "cos": sp.cos, "erfc": sp.erfc},
        constant_pi=lambda: sp.pi,
        to_float=None,
        peak=lambda logits: sp.Integer(0),
        solve_columns=_solve,
        det=lambda A: sp.Matrix(A).det(method="berkowitz"),
        matrix={"sqrtm": _sqrtm, "expm": _expm, "logm": _logm},
        scope=nullcontext,
    )


def _array(A: Any) -> Any:
    return np.array(A.tolist(), dtype=object).reshape(A.shape)


def _solve(A: Any, b: Any) -> Any:
    M = sp.Matrix(A)
    det = M.det(method="berkowitz")
    if det.is_zero or sp.expand(det) == 0:
        raise ZeroDivisionError
    return _array((M.adjugate(method="berkowitz") / det) * sp.Matrix(b))


def _sqrtm(A: Any) -> Any:
    """(A + sqrt(det A) I) / sqrt(tr A + 2 sqrt(det A)), by Cayley-Hamilton for d = 2."""
    if len(A) == 1:
        return _array(sp.Matrix(A).applyfunc(sp.sqrt))
    M = _two(A, "sqrtm")
    delta = sp.sqrt(M.det())
    return _array((M + delta * sp.eye(2)) / sp.sqrt(M.trace() + 2 * delta))


def _expm(A: Any) -> Any:
    """e^h (cosh(q) I + sinh(q)/q (A - h I)), h = tr A / 2, q^2 = h^2 - det A."""
    if len(A) == 1:
        return _array(sp.Matrix(A).applyfunc(sp.exp))
    M = _two(A, "expm")
    h = M.trace() / 2
    q2 = sp.factor(h**2 - M.det())
    if q2 == 0:
        return _array(sp.exp(h) * (sp.eye(2) + M - h * sp.eye(2)))
    q = sp.sqrt(q2)
    return _array(sp.exp(h) * (sp.cosh(q) * sp.eye(2) + sp.sinh(q) / q * (M - h * sp.eye(2))))


def _logm(A: Any) -> Any:
    """log(delta) I + (log(l1) - log(l2))/(l1 - l2) (A - h I) ... from the eigenvalues l1, l2 = h +- q of A."""
    if len(A) == 1:
        return _array(sp.Matrix(A).applyfunc(sp.log))
    M = _two(A, "logm")
    h = M.trace() / 2
    q2 = sp.factor(h**2 - M.det())
    if q2 == 0:
        return _array(sp.log(h) * sp.eye(2) + (M - h * sp.eye(2)) / h)
    q = sp.sqrt(q2)
    mean, slope = (sp.log(h + q) + sp.log(h - q)) / 2, (sp.log(h + q) - sp.log(h - q)) / (2 * q)
    return _array(mean * sp.eye(2) + slope * (M - h * sp.eye(2)))


def _two(A: Any, name: str) -> Any:
    if len(A) != 2:
        raise ValueError(f"{name} of a {len(A)} x {len(A)} matrix: symbols have a closed form for d = 1 and d = 2 only")
    return sp.Matrix(A)
