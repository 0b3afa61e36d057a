"""Regimes made of others: at some of their times, without points or times, with another source, on another path."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic.path import Path
from verify.claim import Regime


def when(regimes: tuple[Regime, ...], keep: Callable[[F], bool]) -> tuple[Regime, ...]:
    """The same at those of its times that pass `keep`; regimes left without a time drop out."""
    kept = (replace(r, times=tuple(t for t in r.times if keep(t))) for r in regimes)
    return tuple(r for r in kept if r.times)


def at_one_point(regimes: tuple[Regime, ...], t: F | int = F(1)) -> tuple[Regime, ...]:
    """The same laws at one time and their first point."""
    return tuple(replace(r, times=(t,), points=r.points[:1]) for r in regimes)


def timed(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The same laws and times without points, for what depends on none."""
    return tuple(replace(r, points=(), takes="t") for r in regimes)


def once(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The same laws alone, for what depends on neither time nor point."""
    return tuple(Regime.once(r.name, r.about, r.law) for r in regimes)


def along(regimes: tuple[Regime, ...], path: Path) -> tuple[Regime, ...]:
    """The same laws on another interpolation path."""
    make: Any = partial
    name = getattr(path, "__name__", "path").replace("_", " ")
    return tuple(replace(r, name=f"{r.name}, {name}", law=make(r.law, path=path)) for r in regimes)


def isotropic(r: Regime) -> Regime:
    """The same mixture with the source N(m0, 9/4 I)."""
    make: Any = partial
    d = len(r.points[0])
    cov0 = [[F(9, 4) if i == j else 0 for j in range(d)] for i in range(d)]
    return replace(r, name=f"{r.name}, isotropic source", law=make(r.law, cov0=cov0))
