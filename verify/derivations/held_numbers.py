"""Floats of few bits: the times and points that they hold, and what had to be left out; the same formula in more."""

from dataclasses import replace
from typing import Any

from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.statement import Derivation
from verify.evidence.rounding import BITS, FEW, LARGEST, holds


def within(regime: Regime, dtype: str) -> tuple[Regime, list[str]]:
    """The regime at the times and points that floats of this type hold, with their squares; and what had to be left out."""
    if BITS[dtype] >= FEW:
        return regime, []
    if not all(holds(dtype, n) for n in _numbers(list(cases.parameters(regime).values()))):
        return replace(regime, times=()), [f"{regime.name} (no numbers of {dtype})"]
    times = tuple(t for t in regime.times if holds(dtype, t) and all(s == 0 or _divides(dtype, s) for s in (t, 1 - t)))
    points = tuple(x for x in regime.points if all(holds(dtype, c) for c in x))
    left = [f"{regime.name} (in part beyond {dtype})"] if (times, points) != (regime.times, regime.points) else []
    return replace(regime, times=times if points else (), points=points), left


def in_finer_floats(d: Derivation) -> Derivation:
    """The same in floats of more bits, if it has few: those tell one formula from another."""
    finer = d.formula.in_other_precision() if d.bits < FEW else None
    return replace(d, formula=finer) if finer else d


def _divides(dtype: str, s: Any) -> bool:
    """Is 1/s^2 a number of this type?"""
    return bool(s * s * 2 ** LARGEST[dtype] > 1)


def _numbers(value: Any) -> list[Any]:
    return [n for v in value for n in _numbers(v)] if isinstance(value, list | tuple) else [value]
