"""The letters of the two ends of a law, exchanged; and its ends on another path."""

from dataclasses import replace
from typing import Any

from analytic.arithmetic import Array, Law
from analytic.path import Path
from verify.regimes.laws import COUPLED, MIXED, has_path, kind_of


def exchanged(law: Law) -> Any:
    """The law with the letters 0 and 1 exchanged; the source of a mixture has a place of its own, and keeps it."""
    if kind_of(law) in MIXED:
        return law
    changed = type(law)(**{**_fields(law), "m0": law.m1, "S0": law.S1, "m1": law.m0, "S1": law.S0})
    if kind_of(law) not in COUPLED:
        return changed
    T = None if law.T is None else _inverse(law.ar, law.T)
    return replace(changed, X=law.X.T, T=T)


def along(law: Law, given: Path) -> Any:
    """The same ends on another path, where the law has one."""
    return replace(law, path=given) if has_path(law) else law


def _fields(law: Law) -> dict[str, Any]:
    return {name: getattr(law, name) for name in law.__dataclass_fields__}


def _inverse(ar: Any, M: Array) -> Array:
    return ar.solve(M, ar.eye(len(M))).T
