"""mpmath numbers, in a context of their own: the global mpmath precision is neither read nor changed."""

from contextlib import nullcontext
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

import numpy as np
from mpmath.ctx_mp import MPContext

from analytic.arithmetic import _dense, _roots
from analytic.arithmetic._objects import Objects, exact


def make(dps: int) -> Objects:
    mp = MPContext()
    mp.dps = dps
    mp.npconvert = partial(_no_array, mp.npconvert)
    scalar = {name: getattr(mp, name) for name in ("exp", "expm1", "log", "sqrt", "sin", "cos", "erfc", "atan", "acos")}
    scalar["bessel_quotient"] = partial(_bessel_quotient, mp)
    return Objects(
        name="digits",
        number=lambda v: exact(v, (mp.mpf,), lambda p, q: mp.mpf(p) / q),
        scalar=scalar,
        constant_pi=lambda: +mp.pi,
        to_float=float,
        peak=max,
        solve_columns=partial(_solve, mp),
        det=partial(_det, mp),
        matrix={name: _function(mp, name) for name in ("sqrtm", "expm", "logm")},
        find_root=partial(_root, mp),
        scope=nullcontext,
    )


def _no_array(numbers: Any, v: Any) -> Any:
    """At a number times an array mpmath asks if that is a number, and says no with the array in words: half the product's time."""
    if isinstance(v, np.ndarray):
        raise TypeError("cannot create mpf from an array")
    return numbers(v)


def _bessel_quotient(mp: Any, nu: Fraction, q: Any) -> Any:
    """0F1(nu + 2; q/4)/0F1(nu + 1; q/4)/(2 nu + 2)."""
    m = mp.mpf(nu.numerator) / nu.denominator + 1
    return mp.hyp0f1(m + 1, q / 4) / mp.hyp0f1(m, q / 4) / (2 * m)


def _array(M: Any) -> Any:
    return np.array(M.tolist(), dtype=object)


def _solve(mp: Any, A: Any, b: Any) -> Any:
    LU, order, _ = _factored(A)
    if _dense.singular(np, LU, mp.eps, _inverses):
        raise ZeroDivisionError
    return _up(LU, _down(LU, b[order]))


def _det(mp: Any, A: Any) -> Any:
    LU, _, sign = _factored(A)
    return mp.zero if _dense.singular(np, LU, mp.eps, _inverses) else sign * mp.fprod(LU.diagonal())


def _down(LU: Any, x: Any) -> Any:
    """L^-1 x."""
    for i in range(len(x)):
        x[i + 1 :] -= LU[i + 1 :, i, None] * x[i]
    return x


def _up(LU: Any, x: Any) -> Any:
    """U^-1 x."""
    for i in reversed(range(len(x))):
        x[i] = x[i] / LU[i, i]
        x[:i] -= LU[:i, i, None] * x[i]
    return x


def _inverses(LU: Any) -> tuple[Any, Any]:
    return _down(LU, np.eye(len(LU), dtype=object)), _up(LU, np.eye(len(LU), dtype=object))


def _factored(A: Any) -> tuple[Any, Any, int]:
    """L and U in one matrix, the order of the rows, its sign: A[order] = L U, the pivot the largest entry left in its column."""
    LU, order, sign = A.copy(), np.arange(len(A)), 1
    for j in range(len(A)):
        p = j + int(np.argmax(abs(LU[j:, j])))
        if LU[p, j] == 0:
            continue
        if p != j:
            LU[[j, p]], order[[j, p]], sign = LU[[p, j]], order[[p, j]], -sign
        LU[j + 1 :, j] /= LU[j, j]
        LU[j + 1 :, j + 1 :] -= LU[j + 1 :, j, None] * LU[j, j + 1 :]
    return LU, order, sign


def _function(mp: Any, name: str) -> Any:
    """expm of mpmath; its sqrtm and logm in twice the digits, since they lose some near a singular matrix. Values are kept."""

    @lru_cache(maxsize=256)
    def evaluate(*rows: tuple[Any, ...]) -> Any:
        A = np.array(rows, dtype=object)
        M = mp.matrix(A.tolist())
        if name == "expm":
            return _array(mp.expm(M).apply(mp.re))
        values = mp.eig(M, left=False, right=False) if len(A) > 1 else [M[0, 0]]
        _roots.principal(name, values, len(A) * mp.eps * mp.mnorm(M, 1))
        try:
            with mp.workdps(2 * mp.dps):
                X = getattr(mp, name)(M).apply(mp.re)
        except mp.NoConvergence:
            raise _roots.unsolved(name) from None
        X = _array(X.apply(lambda e: +e))
        half = X if name == "sqrtm" else _array(mp.expm(mp.matrix((X / 2).tolist())))
        _roots.holds(name, A, half, mp.eps, 1 if name == "sqrtm" else 4 * (1 + _roots.norm(X)))
        return X

    def function(A: Any) -> Any:
        _roots.square(name, A)
        return evaluate(*map(tuple, A)).copy()

    return function


def _root(mp: Any, f: Any, df: Any, lo: Any, hi: Any) -> Any:
    on = _roots.Numbers(np, mp.eps, 20 * mp.dps)
    return _roots.solved(on, *_roots.increasing(on, f, df, _roots.sorted_ends(lo, hi)))
