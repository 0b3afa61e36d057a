"""Every case in every arithmetic. A row is a case, an arithmetic, and a way of asking: value, or a derivative."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Arithmetic
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.arithmetics import matrices, pencils, pieces, roots, scalars, sums
from verify.suites.arithmetics.case import Case, reference

CASES: tuple[Case, ...] = (*scalars.CASES, *sums.CASES, *matrices.CASES, *pencils.CASES, *roots.CASES)
FORWARD = ("", "derivative", "second derivative", "third derivative")
REVERSE = "derivative, in reverse"
FACTOR = 8  # roundings for each entry of the largest input: a sum over it, and what comes before and after
EVALUATED = 60  # digits to which symbols are evaluated

mp = reference()
UNITS = {"float64": mp.mpf(2) ** -52, "torch": mp.mpf(2) ** -52, "digits": mp.mpf(10) ** -60, "balls": mp.mpf(2) ** -256}
UNITS["symbols"] = mp.mpf(10) ** (2 - EVALUATED)


def rows(cases: Iterable[Case] = CASES) -> list[Row]:
    asked = chain.from_iterable(_of(case, name) for case in cases for name in case.on)
    return [*asked, *(_piece(at) for at in pieces.PIECES)]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    for r in table:
        if r["outcome"] != Outcome.HOLDS:
            what = f"{r['of']}, {r['at']}, {r['arithmetic']}, {r['way']}"
            return Outcome.REFUTED, f"{what}: {r['why'] or 'off by {miss:.3g} where rounding explains {bound:.3g}'.format(**r)}"
    return (Outcome.HOLDS, "") if table else (Outcome.UNDECIDED, "no rows")


def _of(case: Case, name: str) -> Iterator[Row]:
    ar: Arithmetic = getattr(arithmetic, name)()
    yield _row(case, ar, "value", 0, lambda: _value(case, ar))
    if name == "torch":
        for order in range(1, case.orders + 1):
            yield _row(case, ar, FORWARD[order], order, lambda n=order: _forward(case, ar, n))
        if case.orders:
            weights = [mp.mpf(5 + i % 7) / 8 for i in range(len(case.exact()[1]))]
            yield _row(case, ar, REVERSE, 1, lambda: _reverse(case, ar, weights), weights)


def _row(case: Case, ar: Arithmetic, way: str, order: int, ask: Any, weights: Any = None) -> Row:
    about = {"suite": "arithmetics", "of": case.of, "at": case.at, "arithmetic": ar.name, "way": way}
    bound = float(FACTOR * case.size() * case.lift * case.growth**order * UNITS[ar.name])
    try:
        miss, why = float(_miss(case, ask(), order, weights)), ""
    except Exception as e:  # whatever it is, it stands in the table
        miss, why = np.inf, f"{type(e).__name__}: {e}"
    outcome = Outcome.HOLDS if miss <= bound else Outcome.REFUTED
    return {**about, "miss": None if why else miss, "bound": bound, "why": why, "outcome": outcome.value}


def _miss(case: Case, found: list[Any], order: int, weights: Any) -> Any:
    """The largest distance from the truth, relative to the largest of value and derivatives up to this order.

    `found` are numbers with a radius each: what a ball holds farthest from the truth counts, and all if it does not hold it.
    """
    scales = [max(abs(v) for v in column) for column in zip(*case.exact()[: order + 1], strict=True)]
    if not case.alone:
        scales = [max(scales)] * len(scales)
    truth = case.exact()[order]
    if weights is not None:  # one number is asked for: the sum with these weights
        truth, scales = [mp.fdot(weights, truth)], [mp.fsum(scales)]
    if len(found) != len(truth):
        raise ValueError(f"{len(found)} numbers where {len(truth)} were asked for")
    worst = mp.mpf(0)
    for (v, radius), w, scale in zip(found, truth, scales, strict=True):
        gap = abs(v - w)
        if radius is not None:
            gap = gap + radius if gap <= radius + scale * mp.mpf(10) ** -100 else mp.inf
        if mp.isnan(gap):
            return mp.inf
        worst = max(worst, gap / scale if scale else (mp.inf if gap else gap))
    return worst


def _value(case: Case, ar: Arithmetic) -> list[Any]:
    with ar.scope():
        flat = np.asarray(case.call(ar, *case.given(ar)), dtype=object).reshape(-1)
        return [_number(ar, v) for v in flat]


def _number(ar: Arithmetic, v: Any) -> tuple[Any, Any]:
    """As a number of 130 digits, and the radius of a ball."""
    if ar.name == "balls":
        return _exactly(v.mid()), _exactly(v.rad())
    if ar.name == "symbols":
        return mp.mpf(str(v.evalf(EVALUATED))), None
    return mp.mpf(v), None


def _exactly(v: Any) -> Any:
    """A ball without radius is a whole number times a power of two."""
    whole, exponent = v.man_exp()
    return mp.ldexp(mp.mpf(int(whole)), int(exponent))


def _forward(case: Case, ar: Arithmetic, order: int) -> list[Any]:
    import torch

    def f(h: Any) -> Any:
        return case.call(ar, *case.given(ar, h))

    for _ in range(order):
        f = _slope(f)
    return _floats(f(torch.zeros((), dtype=torch.float64)))


def _slope(f: Any) -> Any:
    import torch

    return lambda h: torch.func.jvp(f, (h,), (torch.ones_like(h),))[1]


def _reverse(case: Case, ar: Arithmetic, weights: list[Any]) -> list[Any]:
    """Of the sum of the entries with these weights."""
    import torch

    h = torch.zeros((), dtype=torch.float64, requires_grad=True)
    out = case.call(ar, *case.given(ar, h)).reshape(-1)
    return _floats(torch.autograd.grad(out @ torch.tensor([float(w) for w in weights], dtype=torch.float64), h)[0])


def _floats(a: Any) -> list[Any]:
    return [(mp.mpf(float(v)), None) for v in a.detach().reshape(-1)]


def _piece(at: str) -> Row:
    found, whole = pieces.PIECES[at]()
    miss = float(np.max(abs(found - whole))) if found.shape == whole.shape else np.inf
    about = {"suite": "arithmetics", "of": "in pieces", "at": at, "arithmetic": "float64", "way": "value"}
    outcome = Outcome.HOLDS if miss == 0 else Outcome.REFUTED
    return {**about, "miss": miss, "bound": 0.0, "why": "", "outcome": outcome.value}
