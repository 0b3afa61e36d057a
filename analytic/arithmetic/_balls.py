"""Arb balls (python-flint): every result encloses the exact one.

Precision is global in python-flint, so evaluate inside `with ar.scope():`. Overlapping balls compare False both ways;
decide with `overlaps`, `contains` and radii. Arb has no matrix square root or logarithm: both are built here on
`arb_mat`, from an approximation that an enclosure then certifies.
"""

from functools import partial
from typing import Any

import numpy as np
from flint import arb, arb_mat, ctx, fmpq

from analytic.arithmetic._objects import Objects, exact


def make(bits: int) -> Objects:
    names = ("exp", "log", "sqrt", "sin", "cos", "erfc")
    return Objects(
        name="balls",
        number=lambda v: exact(v, (arb,), lambda p, q: arb(fmpq(p, q))),
        scalar={name: getattr(arb, name) for name in names},
        constant_pi=arb.pi,
        to_float=float,
        peak=lambda logits: max((x.mid() for x in logits), key=float),
        solve_columns=lambda A, b: _array(arb_mat(A.tolist()).solve(arb_mat(b.tolist()))),
        det=lambda A: arb_mat(A.tolist()).det(),
        matrix={},
        scope=partial(ctx.workprec, bits),
    )


def _array(M: Any) -> Any:
    return np.array(M.tolist(), dtype=object)
