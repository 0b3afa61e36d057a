"""Arb balls (python-flint): every result encloses the exact one.

Precision is global in python-flint, so evaluate inside `with ar.scope():`. Overlapping balls compare False both ways;
decide with `overlaps`, `contains` and radii. Arb has no matrix square root or logarithm: `_ball_matrices` builds both on
`arb_mat`, from an approximation that an enclosure then certifies.
"""

from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from flint import arb, arb_mat, ctx, fmpq

from analytic.arithmetic import _ball_matrices, _roots
from analytic.arithmetic._objects import Objects, exact


def make(bits: int) -> Objects:
    names = ("exp", "expm1", "log", "sqrt", "sin", "cos", "erfc", "atan", "acos")
    return Objects(
        name="balls",
        number=lambda v: exact(v, (arb,), lambda p, q: arb(fmpq(p, q))),
        scalar={**{name: getattr(arb, name) for name in names}, "bessel_quotient": _bessel_quotient, "log_ndtr": _log_ndtr},
        constant_pi=arb.pi,
        to_float=float,
        peak=lambda logits: max((x.mid() for x in logits), key=float),
        solve_columns=lambda A, b: _array(arb_mat(A.tolist()).solve(arb_mat(b.tolist()))),
        det=lambda A: arb_mat(A.tolist()).det(),
        matrix={name: partial(_function, name) for name in ("sqrtm", "expm", "logm")},
        find_root=_root,
        scope=partial(ctx.workprec, bits),
    )


def _bessel_quotient(nu: Fraction, q: Any) -> Any:
    """0F1(nu + 2; q/4)/0F1(nu + 1; q/4)/(2 nu + 2)."""
    m = arb(fmpq(nu.numerator, nu.denominator)) + 1
    return (q / 4).hypgeom_0f1(m + 1) / (q / 4).hypgeom_0f1(m) / (2 * m)


def _log_ndtr(z: Any) -> Any:
    """log(erfc(u)/2), u = -z/sqrt(2); where erfc of a ball has no lower bound, from u's middle, |d log erfc| <= 2 |u| + 2."""
    u = -z / arb(2).sqrt()
    value = (u.erfc() / 2).log()
    if value.is_finite():
        return value
    return (u.mid().erfc() / 2).log() + arb(0, (arb(u.rad()) * (2 * u.abs_upper() + 2)).upper())


def _array(M: Any) -> Any:
    return np.array(M.tolist(), dtype=object)


def _function(name: str, A: Any) -> Any:
    _roots.square(name, A)
    return _array(getattr(_ball_matrices, name)(arb_mat(A.tolist())))


_mid = np.frompyfunc(lambda v: v.mid(), 1, 1)
_lower = np.frompyfunc(lambda v: v.lower().mid(), 1, 1)
_higher = np.frompyfunc(lambda v: v.upper().mid(), 1, 1)
_upper = np.frompyfunc(lambda v: v.abs_upper().mid(), 1, 1)


def _exact(y: Any) -> Any:
    return np.asarray(_mid(y), dtype=object)


def _root(f: Any, df: Any, lo: Any, hi: Any) -> Any:
    """y +- r with f(y - r) < 0 < f(y + r), which encloses the root because f increases; else all of [lo, hi]."""

    def g(y: Any) -> Any:
        return sum(f(np.asarray(y, dtype=object)))

    def middles(y: Any) -> list[Any]:
        return [_mid(term) for term in f(y)]

    unit, ends = arb(2) ** -ctx.prec, _roots.sorted_ends(_lower(lo), _higher(hi))
    lo, hi = ends[..., 0], ends[..., -1]
    on = _roots.Numbers(np, unit, 8 * ctx.prec, settle=_exact)
    (y, *_), _ = _roots.increasing(on, middles, lambda y: _mid(df(y)), ends)
    r = _upper(g(y) / df(y)) + (_upper(y) + _upper(hi - lo)) * unit
    found = np.zeros(y.shape, dtype=bool)
    for _ in range(ctx.prec):
        found |= (g(y - r) < 0) & (g(y + r) > 0)
        if found.all():
            break
        r = np.where(found, r, 2 * _mid(r))
    bracket = np.frompyfunc(arb.union, 2, 1)(lo, hi)
    return np.where(found, np.frompyfunc(arb.intersection, 2, 1)(np.frompyfunc(arb, 2, 1)(y, _upper(r)), bracket), bracket)
