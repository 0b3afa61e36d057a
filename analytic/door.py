"""Checks at the door: each error gives the value, the reason and the fix. Symbols pass, they have no value."""

from numbers import Rational
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array


def shape(name: str, a: Array, expected: tuple[int, ...], letters: str) -> None:
    if tuple(a.shape) != expected:
        raise ValueError(f"{name} has shape {tuple(a.shape)}: it must be {letters} = {expected}")


def finite(ar: Arithmetic, name: str, a: Array) -> None:
    v = ar.floats(a)
    if v is not None and not np.isfinite(v).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(v))[0])
        raise ValueError(f"{name}{list(where) if where else ''} is {v[where]}: every entry must be a finite number")


def covariance(ar: Arithmetic, name: str, S: Array, definite: bool = False) -> None:
    """Symmetric and positive (semi)definite, up to the rounding of d x d arithmetic: d u |S|."""
    finite(ar, name, S)
    v = ar.floats(S)
    if v is None:
        return
    u = float(np.finfo(v.dtype).eps if v.dtype != object else 2.0**-52)
    allowed = v.shape[-1] * _unit(ar, u) * max(float(abs(v).max()), 0.0)
    skew = float(abs(v - np.swapaxes(v, -1, -2)).max())
    if skew > allowed:
        raise ValueError(f"{name} is not symmetric: |S - S^T| reaches {skew:.3g}; pass (S + S.T)/2 if that is what you mean")
    low = float(np.linalg.eigvalsh(v)[..., 0].min())
    if low < -allowed:
        raise ValueError(f"{name} has the eigenvalue {low:.3g} < 0: a covariance must be positive semidefinite")
    if definite and low <= allowed:
        raise ValueError(f"{name} has the eigenvalue {low:.3g}: it must be positive definite here")


def weights(ar: Arithmetic, given: Any, w: Array) -> None:
    """Positive, summing to one: exactly for ints and Fractions, to K u for floats."""
    finite(ar, "weights", w)
    v = ar.floats(w)
    if v is None:
        return
    if (v <= 0).any():
        k = int(np.argmin(v))
        raise ValueError(f"weights[{k}] is {v[k]:.6g}: weights must be positive; leave out components without weight")
    listed = list(given)
    total: Any = sum(listed) if all(isinstance(x, Rational) for x in listed) else float(v.sum())
    if abs(total - 1) > (0 if isinstance(total, Rational) else len(v) * _unit(ar, 2.0**-52)):
        raise ValueError(f"weights sum to {total}, not to 1: divide them by their sum")


def time(ar: Arithmetic, t: Array) -> None:
    v = ar.floats(t)
    if v is not None and not ((v >= 0) & (v <= 1)).all():
        bad = v[~((v >= 0) & (v <= 1))].flat[0]
        raise ValueError(f"t = {bad} is outside [0, 1]: t = 0 is the source, t = 1 the data")


def points(ar: Arithmetic, x: Array, d: int, t: Array) -> None:
    if x.ndim == 0 or x.shape[-1] != d:
        raise ValueError(f"x has shape {tuple(x.shape)}: its last axis must be d = {d}")
    if t.ndim and tuple(t.shape) != tuple(x.shape[:-1]):
        raise ValueError(f"t has shape {tuple(t.shape)}: pass a number, or one per point, shape {tuple(x.shape[:-1])}")
    finite(ar, "x", x)


def _unit(ar: Arithmetic, u: float) -> float:
    """The rounding unit of the numbers as they came in: float32 tensors are symmetric to float32 rounding only."""
    dtype = getattr(ar, "dtype", None)
    return max(u, {"torch.float32": 2.0**-23, "torch.bfloat16": 2.0**-7, "torch.float16": 2.0**-10}.get(str(dtype), 0.0))


def joint(ar: Arithmetic, S0: Array, X: Array, S1: Array) -> None:
    """[[S0, X], [X^T, S1]] is a covariance."""
    parts = [ar.floats(M) for M in (S0, X, S1)]
    if any(p is None for p in parts):
        return
    full = np.block([[parts[0], parts[1]], [parts[1].T, parts[2]]])
    low, allowed = float(np.linalg.eigvalsh(full)[0]), 2 * len(full) * _unit(ar, 2.0**-52) * float(abs(full).max())
    if low < -allowed:
        raise ValueError(
            f"[[cov0, cross], [cross^T, cov1]] has the eigenvalue {low:.3g} < 0: no joint law has this cross-covariance"
        )


def zero(ar: Arithmetic, M: Array, otherwise: str) -> None:
    """M vanishes: in floats up to d u, in symbols after simplification."""
    v = ar.floats(M)
    if v is None:
        if any(e.simplify() != 0 for e in M.flat):
            raise ValueError(otherwise)
    elif abs(v).max() > 64 * v.shape[-1] * _unit(ar, 2.0**-52):
        raise ValueError(f"{otherwise}; here it misses by {abs(v).max():.3g}")


def probability(ar: Arithmetic, p: Array) -> None:
    v = ar.floats(p)
    if v is not None and not ((v > 0) & (v < 1)).all():
        bad = v[~((v > 0) & (v < 1))].flat[0]
        raise ValueError(f"p = {bad} is not a probability strictly between 0 and 1: the quantiles at 0 and 1 are infinite")
