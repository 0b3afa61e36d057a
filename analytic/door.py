"""Checks at the door: each error gives the value, the reason and the fix.

Floats are checked as they were given, before they are rounded, up to the rounding of their own type: 1 + 10^-9 is after the
end in float32 too. Ints and Fractions that enter an exact arithmetic are checked exactly. Symbols have no value and pass, but
numbers among them do not, and what must hold for all their values (symmetry, weights summing to one) is asked of them too.
"""

from typing import Any

import numpy as np

from analytic._counts import count as count
from analytic._counts import dimensions as dimensions
from analytic._counts import member as member
from analytic._counts import members as members
from analytic._counts import whole as whole
from analytic._entries import admit, as_given, largest, unit
from analytic._least import floats, least_eigenvalue, rationals
from analytic._values import EXACT, certain, is_finite, show
from analytic.arithmetic import Arithmetic, Array


def array(ar: Arithmetic, name: str, values: Any) -> Array:
    """`values` as numbers of `ar`: real, and rectangular. Numbers, lists, arrays, tensors; TypeError for all else."""
    values = admit(ar, name, values)
    try:
        return ar.array(values)
    except OverflowError:
        raise ValueError(f"{name} has an entry too large for {ar.name}: use digits or balls") from None
    except (TypeError, ValueError) as e:
        raise type(e)(f"{name}: {e}") from None
    except RuntimeError as e:  # what torch and a stranger's number raise
        raise TypeError(f"{name} cannot become numbers of {ar.name} ({e}): pass real numbers") from None


def number(ar: Arithmetic, name: str, value: Any, x: Array | None = None) -> Array:
    """One finite number; where points are given, or one for each of them, (..., 1)."""
    a = array(ar, name, value)
    expected = () if x is None or not a.ndim else (*x.shape[:-1], 1)
    shape(name, a, expected, "a number, or one for each point (..., 1)" if expected else "a number")
    finite(ar, name, a)
    return a


def square(ar: Arithmetic, name: str, given: Any, definite: bool = False) -> Array:
    """A covariance, (d, d)."""
    S = array(ar, name, given)
    d = S.shape[-1] if S.ndim else 0
    dimensions(d=d)
    shape(name, S, (d, d), "(d, d)")
    covariance(ar, name, S, definite, given)
    return S


def shape(name: str, a: Array, expected: tuple[int, ...], letters: str) -> None:
    if tuple(a.shape) != expected:
        raise ValueError(f"{name} has shape {tuple(a.shape)}: it must be {letters} = {expected}")


def shapes(arrays: dict[str, tuple[Array, str]], **sizes: int) -> None:
    """Each array has the axes that its letters name: `mean0=(m0, "d")`, `covs=(C, "Kdd")`."""
    for name, (a, letters) in arrays.items():
        said = f"({', '.join(letters)}{',' if len(letters) == 1 else ''})"
        shape(name, a, tuple(sizes[c] for c in letters), said)


def finite(ar: Arithmetic, name: str, a: Array) -> None:
    """Every entry is finite, and in floats its square too: what a Gaussian does to it."""
    most = largest(ar)
    if ar.name not in EXACT and ((v := ar.floats(a)) is None or not v.size or (-most <= v.min() and v.max() <= most)):
        return
    bad = certain(ar, a, lambda e: not is_finite(e), lambda v: ~(abs(v) <= most))
    if bad.any():
        where = tuple(int(i) for i in np.argwhere(bad)[0])
        why = "every entry must be a finite real number"
        if ar.name not in EXACT and np.isfinite(ar.floats(a)[where]):
            why = f"its square is too large for {ar.name}, at most {most:.2g}; scale the data, or use digits or balls"
        raise ValueError(f"{name}{list(where) if where else ''} is {show(a[where])}: {why}")


def covariance(ar: Arithmetic, name: str, S: Array, definite: bool = False, given: Any = None) -> None:
    """Symmetric and positive (semi)definite: exactly where `given` (else S) is rational and `ar` exact, else to d u |S_k|."""
    finite(ar, name, S)
    v, exact = floats(ar, S, given)
    if v is None:
        if ar.name in EXACT and any((a - b).equals(0) is False for a, b in zip(S.flat, np.swapaxes(S, -1, -2).flat, strict=True)):
            raise ValueError(f"{name} is not symmetric for all values of its symbols: give entries ij and ji one name")
        return
    allowed = v.shape[-1] * unit(ar, given) * abs(v).max((-2, -1))
    M = v if exact is None else exact
    skew = np.asarray(abs(M - np.swapaxes(M, -1, -2)).max((-2, -1)))
    if np.any(skew > (allowed if exact is None else 0)):
        raise ValueError(f"{name} is not symmetric: |S - S^T| reaches {float(skew.max()):.3g}; pass (S + S.T)/2 if you mean that")
    low, slack = least_eigenvalue(v, exact, allowed)
    if (low < -slack).any():
        raise ValueError(f"{name} has the eigenvalue {float(low.min()):.3g} < 0: a covariance must be positive semidefinite")
    if definite and (low <= (slack if exact is not None else v.shape[-1] * unit(ar) * abs(v).max((-2, -1)))).any():
        raise ValueError(f"{name} has the eigenvalue {float(low.min()):.3g}: it must be positive definite here")


def weights(ar: Arithmetic, given: Any, w: Array) -> None:
    """Positive, summing to one: exactly for ints, Fractions and symbols, to K u for floats."""
    finite(ar, "weights", w)
    bad = certain(ar, w, lambda e: e <= 0, lambda v: v <= 0)
    if bad.any():
        k = int(np.argmax(bad))
        raise ValueError(f"weights[{k}] is {show(w[k])}: weights must be positive; leave out components without weight")
    exact, v = rationals(given := admit(ar, "weights", given)), ar.floats(w)
    total = exact.sum() if exact is not None else w.sum() if v is None and ar.name in EXACT else None
    if total is None and v is not None:
        total = float(np.asarray(as_given(ar, w, given), dtype=float).sum())
        wrong = abs(total - 1) > len(v) * unit(ar, given)
    else:
        wrong = total is not None and (total - 1).equals(0) is False if hasattr(total, "equals") else total not in (None, 1)
    if wrong:
        raise ValueError(f"weights sum to {total}, not to 1: divide them by their sum")


def times(ar: Arithmetic, given: Any, one: str = "") -> Array:
    """t in [0, 1], before it is rounded; a number or one per point, or, where `one` says why, one number only."""
    t = array(ar, "t", given)
    if one and t.ndim:
        raise ValueError(f"t has shape {tuple(t.shape)}: {one}")
    finite(ar, "t", t)
    known = t if (exact := rationals(given) if ar.name in EXACT else None) is None else exact
    bad = certain(ar, known, lambda e: (e < 0) | (e > 1), lambda _: ((v := as_given(ar, t, given)) < 0) | (v > 1))
    if bad.any():
        value = _first(known if ar.name in EXACT else np.asarray(as_given(ar, t, given)), bad)
        raise ValueError(f"t = {value} is outside [0, 1]: t = 0 is the source, t = 1 the data")
    return t


def points(ar: Arithmetic, name: str, given: Any, d: int | None, t: Array | None = None) -> Array:
    """Points of dimension d, of any where it is None; as many as there are times, where these are several."""
    x = array(ar, name, given)
    if d is not None and (x.ndim == 0 or x.shape[-1] != d):
        raise ValueError(f"{name} has shape {tuple(x.shape)}: its last axis must be d = {d}")
    if t is not None and t.ndim and tuple(t.shape) != tuple(x.shape[:-1]):
        raise ValueError(f"t has shape {tuple(t.shape)}: pass a number, or one per point, shape {tuple(x.shape[:-1])}")
    finite(ar, name, x)
    return x


def batch(ar: Arithmetic, t: Any, x: Any, d: int, one: str = "") -> tuple[Array, Array]:
    """Times and points, both checked."""
    t = times(ar, t, one)
    return t, points(ar, "x", x, d, t)


def joint(ar: Arithmetic, S0: Array, X: Array, S1: Array, given: Any = (None, None, None)) -> None:
    """[[S0, X], [X^T, S1]] is a covariance."""
    (A, a), (B, b), (C, c) = (floats(ar, M, raw) for M, raw in zip((S0, X, S1), given, strict=True))
    if A is None or B is None or C is None:
        return
    p, q = (float(np.sqrt(abs(M).max())) or 1.0 for M in (A, C))  # ends of very different scale must not hide each other
    full = np.block([[A / p / p, B / p / q], [B.T / p / q, C / q / q]])
    exact = None if a is None or b is None or c is None else np.block([[a, b], [b.T, c]])
    low, slack = least_eigenvalue(full, exact, np.asarray(2 * len(full) * unit(ar)))
    if low < -slack:
        raise ValueError(
            f"[[cov0, cross], [cross^T, cov1]] has, scaled, the eigenvalue {float(low):.3g} < 0: "
            "no joint law has this cross-covariance; make it smaller"
        )


def zero(ar: Arithmetic, M: Array, otherwise: str) -> None:
    """M vanishes: in floats up to d u, in symbols after simplification."""
    v = ar.floats(M)
    if v is None:
        if ar.name in EXACT and any(e.simplify() != 0 for e in M.flat):
            raise ValueError(otherwise)
    elif not abs(v).max() <= 64 * v.shape[-1] * unit(ar):
        raise ValueError(f"{otherwise}; here it misses by {abs(v).max():.3g}")


def nonzero(ar: Arithmetic, a: Array, otherwise: str) -> None:
    if certain(ar, a, lambda e: e == 0, lambda v: v == 0).any():
        raise ValueError(otherwise)


def positive(ar: Arithmetic, name: str, a: Array, strict: bool = True) -> None:
    """a > 0, or a >= 0 where not strict."""
    a = ar.array(a)
    finite(ar, name, a)
    bad = certain(ar, a, lambda e: (e <= 0) if strict else (e < 0), lambda v: v <= 0 if strict else v < 0)
    if bad.any():
        raise ValueError(f"{name} = {_first(a, bad)}: it must be {'positive' if strict else 'zero or positive'}")


def probability(ar: Arithmetic, p: Array) -> None:
    finite(ar, "p", p)
    bad = certain(ar, p, lambda e: (e <= 0) | (e >= 1), lambda v: (v <= 0) | (v >= 1))
    if bad.any():
        raise ValueError(f"p = {_first(p, bad)} is not a probability strictly between 0 and 1: the quantiles there are infinite")


def _first(a: Array, bad: Any) -> str:
    return show(a[tuple(np.argwhere(bad)[0])])
