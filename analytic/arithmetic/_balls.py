"""Arb balls (python-flint): every result encloses the exact one.

Precision is global in python-flint, so evaluate inside `with ar.scope():`. Overlapping balls compare False both ways;
decide with `overlaps`, `contains` and radii. Arb has no matrix square root or logarithm: `_ball_matrices` builds both on
`arb_mat`, from an approximation that an enclosure then certifies.
"""

from fractions import Fraction
from functools import partial, reduce
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
        scalar={**{name: getattr(arb, name) for name in names}, "bessel_quotient": _bessel_quotient},
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


def _array(M: Any) -> Any:
    return np.array(M.tolist(), dtype=object)


def _function(name: str, A: Any) -> Any:
    _roots.square(name, A)
    return _array(getattr(_ball_matrices, name)(arb_mat(A.tolist())))


_mid = np.frompyfunc(lambda v: v.mid(), 1, 1)
_upper = np.frompyfunc(lambda v: v.abs_upper().mid(), 1, 1)


def _root(f: Any, df: Any, lo: Any, hi: Any) -> Any:
    """y +- r with f(y - r) < 0 < f(y + r), which encloses the root because f increases; else all of [lo, hi]."""
    lo = np.apply_along_axis(lambda row: reduce(arb.min, row).lower(), -1, lo)
    hi = np.apply_along_axis(lambda row: reduce(arb.max, row).upper(), -1, hi)
    y = _mid(_roots.increasing(np, lambda y: _mid(f(_mid(y))), lambda y: _mid(df(_mid(y))), lo, hi, 2.0**-ctx.prec, 8 * ctx.prec))
    r = _upper(f(y) / df(y)) + (_upper(y) + _upper(hi - lo)) * arb(2) ** -ctx.prec
    found = np.zeros(y.shape, dtype=bool)
    for _ in range(ctx.prec):
        found |= (f(y - r) < 0) & (f(y + r) > 0)
        if found.all():
            break
        r = np.where(found, r, 2 * _mid(r))
    bracket = np.frompyfunc(arb.union, 2, 1)(lo, hi)
    return np.where(found, np.frompyfunc(arb.intersection, 2, 1)(np.frompyfunc(arb, 2, 1)(y, _upper(r)), bracket), bracket)
