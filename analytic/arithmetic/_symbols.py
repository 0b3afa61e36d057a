"""SymPy expressions. Explicit small matrices only; entries are left unsimplified."""

from contextlib import nullcontext
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from analytic.arithmetic import _roots
from analytic.arithmetic._objects import Objects, exact

NAMES = ("exp", "log", "sqrt", "sin", "cos", "erfc", "atan", "acos")


def make() -> Objects:
    return Objects(
        name="symbols",
        number=_number,
        scalar={"expm1": lambda a: sp.exp(a) - 1, **{name: getattr(sp, name) for name in NAMES}},
        constant_pi=lambda: sp.pi,
        to_float=None,
        peak=lambda logits: logits[0],  # ratios of weights: one exponential fewer
        solve_columns=_solve,
        det=lambda A: sp.Matrix(A).det(method="berkowitz"),
        matrix={"sqrtm": _sqrtm, "expm": _expm, "logm": _logm},
        find_root=_root,
        scope=nullcontext,
    )


def _number(v: Any) -> Any:
    """A string is the name of a real symbol."""
    if isinstance(v, str) and not v.isidentifier():
        raise ValueError(f"{v!r} is no name for a symbol: pass a number as an int or a Fraction")
    return sp.Symbol(v, real=True) if isinstance(v, str) else exact(v, (sp.Basic,), sp.Rational)


def _array(A: Any) -> Any:
    return np.array(A.tolist(), dtype=object).reshape(A.shape)


def _solve(A: Any, b: Any) -> Any:
    return _array(_inverse(sp.ImmutableMatrix(A)) * sp.Matrix(b))


@lru_cache(maxsize=128)
def _inverse(M: Any) -> Any:
    """Kept: the same matrix is solved with for every quantity of a law."""
    M = M.as_mutable()
    det = M.det(method="berkowitz")
    if det.is_zero or sp.expand(det) == 0:
        raise ZeroDivisionError
    return M.adjugate(method="berkowitz") / det


def _sqrtm(A: Any) -> Any:
    """(A + delta I) / sqrt(tr A + 2 delta), delta = sqrt(det A), by Cayley-Hamilton for d = 2."""
    if (diagonal := _diagonal("sqrtm", A, sp.sqrt)) is not None:
        return diagonal
    M, h, _ = _two("sqrtm", A)
    delta = sp.sqrt(M.det())
    return _array((M + delta * sp.eye(2)) / sp.sqrt(2 * h + 2 * delta))


def _expm(A: Any) -> Any:
    """e^h (cosh(q) I + sinh(q)/q (A - h I)), h = tr A / 2, q^2 = h^2 - det A."""
    if (diagonal := _diagonal("expm", A, sp.exp)) is not None:
        return diagonal
    M, h, q = _two("expm", A)
    slope = sp.sinh(q) / q if q != 0 else 1
    return _array(sp.exp(h) * (sp.cosh(q) * sp.eye(2) + slope * (M - h * sp.eye(2))))


def _logm(A: Any) -> Any:
    """(log l1 + log l2)/2 I + (log l1 - log l2)/(l1 - l2) (A - h I), eigenvalues l1, l2 = h +- q."""
    if (diagonal := _diagonal("logm", A, sp.log)) is not None:
        return diagonal
    M, h, q = _two("logm", A)
    slope = (sp.log(h + q) - sp.log(h - q)) / (2 * q) if q != 0 else 1 / h
    return _array((sp.log(h + q) + sp.log(h - q)) / 2 * sp.eye(2) + slope * (M - h * sp.eye(2)))


def _diagonal(name: str, A: Any, f: Any) -> Any:
    _roots.square(name, A)
    M = sp.Matrix(A)
    if not M.is_diagonal():
        return None
    _principal(name, M.diagonal())
    return _array(sp.diag(*[f(v) for v in M.diagonal()]))


def _two(name: str, A: Any) -> tuple[Any, Any, Any]:
    """The matrix, h = tr A / 2 and q with q^2 = h^2 - det A: its eigenvalues are h +- q."""
    if len(A) != 2:
        raise ValueError(
            f"{name} of a {len(A)} x {len(A)} matrix: symbols have a closed form for d <= 2 or diagonal; use digits or balls"
        )
    M = sp.Matrix(A)
    h = M.trace() / 2
    square = sp.factor(h**2 - M.det())
    q = sp.Integer(0) if square.is_number and square.equals(0) else sp.sqrt(square)
    _principal(name, [h + q, h - q])
    return M, h, q


def _principal(name: str, eigenvalues: Any) -> None:
    for v in eigenvalues:
        if name != "expm" and v.is_number and v.is_nonpositive:
            raise _roots.outside(name, float(v))


def _root(f: Any, df: Any, lo: Any, hi: Any) -> Any:
    if lo.shape[-1] == 1 and (lo == hi).all():
        return lo[..., 0]
    raise ValueError("this root has no closed form in symbols (only one Gaussian carried to one Gaussian has): use digits or balls")
