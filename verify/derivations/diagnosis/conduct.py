"""How a refuted formula behaves when it is called again: at random, after other calls, for other batches, a hair beside."""

from collections.abc import Callable
from typing import Any

import numpy as np

from verify.derivations.diagnosis.families import CONSTANT, Family
from verify.derivations.diagnosis.sampled import Sample, constant_axes, family, in_floats, values
from verify.derivations.statement import Derivation

STEP = 4  # units of the last place: so far a point is moved to see whether the formula jumps; fewer may round to the same point
JUMP = 1e5  # units: a text that loses OTHER_TEXT = 2^10 of them moves by 2^12, a difference quotient of step h by 1/h
NOISE = "rounding noise"
MIXED = 1e-6  # of the size: what the other points of a batch change of a value; rounding in another order changes far less


def conduct(d: Derivation, s: Sample) -> list[str]:
    """The first of these that is so."""
    return next((said for look in (_of_calls, _of_batches, _of_rounding) if (said := look(d, s))), [])


def _scale(v: np.ndarray) -> float:
    return float(np.sqrt(np.mean(v * v)))


def _values(d: Derivation, cases: Any) -> np.ndarray | None:
    return values(in_floats(d), cases, constant_axes(d.quantity))


def _of_calls(d: Derivation, s: Sample) -> list[str]:
    """Two calls with the same arguments, one after the other, and with another between them."""
    first = tuple(row[:1] for row in s.cases[:1])
    twice = [_values(d, first) for _ in range(2)]
    if not _equal(*twice):
        return ["not deterministic: two calls with the same arguments differ; it depends on a random or global state"]
    backwards = [_values(d, ((case,),)) for row in s.cases[::-1] for case in row[::-1]]
    again = None if any(v is None for v in backwards) else np.concatenate([v.ravel() for v in backwards[::-1] if v is not None])
    if _equal(twice[0], _values(d, first)) and _equal(s.F.ravel(), again):
        return []
    return ["it depends on earlier calls: the same arguments give another value after calls with others; something is kept "
            "between calls (a cache without all arguments in its key, a module's own state)"]  # fmt: skip


def _equal(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    return one is None or other is None or np.array_equal(one, other, equal_nan=True)


def _of_batches(d: Derivation, s: Sample) -> list[str]:
    """The values at the first points, with and without the others of their batch."""
    law, t, x = s.cases[0][0]
    if len(x) < 2:
        return []
    f, n = in_floats(d), len(x) // 2
    with np.errstate(all="ignore"):
        try:
            whole, part = (np.asarray(f(law, t, y), dtype=float) for y in (x, x[:n]))
        except Exception:  # a user's formula may raise anything
            return []
    each = _of_points(whole, d.quantity.axes, len(x))
    if family(d.quantity) not in CONSTANT:
        whole = whole[:n] if each else part
    elif each and not np.allclose(whole, whole[:1], rtol=MIXED, atol=MIXED):
        return [f"it changes with the point: the {d.quantity.name.replace('_', ' ')} is the same at every point"]
    elif each:
        whole, part = whole[0], part[0]
    if whole.shape != part.shape or np.allclose(whole, part, rtol=MIXED, atol=MIXED * (1 + _scale(whole))):
        return []
    what = "the points of a batch are mixed: the value at a point changes with the points beside it"
    if family(d.quantity) in CONSTANT:
        what = "a statistic of the batch stands for the law's: the value changes with the points given"
    return [f"{what}{_how_mixed(d, f, law, t, x)}"]


def _of_points(value: np.ndarray, axes: tuple[str, ...], n: int) -> bool:
    """Is there one for each point?"""
    return value.ndim == len(axes) + 1 and len(value) == n


def _how_mixed(d: Derivation, f: Callable[..., Any], law: Any, t: Any, x: np.ndarray) -> str:
    """What the batch is used for, where that can be seen."""
    whole = np.asarray(f(law, t, x), dtype=float)
    kind = family(d.quantity)
    if kind in CONSTANT and _of_points(whole, d.quantity.axes, len(x)):
        whole = whole[0]
    for name, statistic in BATCH.get(kind, {}).items():
        if whole.shape == np.shape(statistic(x)) and np.allclose(whole, statistic(x)):
            return f"; it is {name}"
    if kind is Family.COMPONENT and np.allclose(whole.sum(0), 1):
        return "; the values sum to one over the points, not over the components: a softmax or a sum over the wrong axis"
    moved = np.asarray(f(law, t, x + 1), dtype=float)
    if kind is not Family.COMPONENT and moved.shape == whole.shape and np.allclose(moved, whole):
        return "; it stays as it is when all points move together: the batch's mean is subtracted, not the law's"
    return ""


BATCH: dict[Family, dict[str, Callable[[np.ndarray], Any]]] = {
    Family.CONSTANT_VECTOR: {
        "the mean of the points": lambda x: x.mean(0),
        "the median of the points": lambda x: np.median(x, 0),
    },
    Family.CONSTANT_MATRIX: {
        "the covariance of the points, divided by n - 1": lambda x: np.cov(x.T).reshape(x.shape[1], -1),
        "the covariance of the points, divided by n": lambda x: np.cov(x.T, bias=True).reshape(x.shape[1], -1),
        "the second moment of the points": lambda x: x.T @ x / len(x),
    },
}


def _of_rounding(d: Derivation, s: Sample) -> list[str]:
    """Does it jump when x moves by a few units in the last place?"""
    step = STEP * d.unit
    moved = _values(d, tuple(tuple((law, t, x * (1 + step) + step) for law, t, x in row) for row in s.cases))
    jump = _scale(moved - s.F) if moved is not None else 0.0
    if jump < JUMP * d.unit * (1 + _scale(s.F)):
        return []
    ref = values(d.quantity.of[d.law], s.cases, constant_axes(d.quantity))
    off = "" if ref is None else f"; it is the {d.quantity.name} within {_scale(s.F - ref) / _scale(ref):.1g}"
    return [f"{NOISE}: it jumps by {jump:.2g} when x moves by a unit in the last place, as a difference quotient with too "
            f"small a step does (in float32 take a step near 3e-3, or float64){off}"]  # fmt: skip
