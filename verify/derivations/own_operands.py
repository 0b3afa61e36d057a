"""Operands of the author's own: where={"noise_level": sqrt(t)} says what g is at their time, instead of any number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations.conventions import Convention
from verify.derivations.coordinates.paths import number_at, own_number
from verify.derivations.quantities import find
from verify.derivations.quantity import Quantity

Own = tuple[tuple[str, Any], ...]  # the name of an operand, and an expression in the time


def declared(where: Mapping[str, Any] | None, quantity: Quantity) -> Own:
    """What a user declares. ValueError, TypeError: no operand that the quantity takes, or no number."""
    found = []
    for name, given in (where or {}).items():
        q = find(name)
        if not q.carried or not q.takes <= quantity.takes or q.of_time or q.axes:
            raise ValueError(f"where={{{name!r}: ...}}: {quantity.name} takes no number of this name")
        found.append((next(iter(q.takes)), own_number(name, given)))
    return tuple(found)


def carrying(f: Formula, own: Own, convention: Convention) -> Formula:
    """f of laws that carry these."""
    if not own:
        return f

    def of_law(law: Law, place: Time, x: Points) -> Array:
        ar = law.ar
        t = ar.array(convention.time.at(place))[()]
        return f(replace(law, **{name: ar.array(number_at(e, ar, t)) for name, e in own}), place, x)

    return of_law
