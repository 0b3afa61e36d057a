"""Every door, both sides of it. A row is one door in one arithmetic."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Arithmetic
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.refusals import (
    bridges,
    causes,
    chains,
    formulas,
    guided,
    laws,
    losses,
    numbers,
    operations,
    samplers,
    twice,
    words,
)
from verify.suites.refusals.door import Door

MODULES = (bridges, causes, chains, formulas, guided, laws, losses, numbers, operations, samplers, twice, words)
DOORS: tuple[Door, ...] = tuple(chain.from_iterable(m.DOORS for m in MODULES))
TAKEN = "taken"


def rows(doors: Iterable[Door] = DOORS) -> list[Row]:
    """HOLDS where the one side is taken and the other refused, by the error and with the words that are its own."""
    return [*chain.from_iterable((_row(door, name) for name in door.on) for door in doors)]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    for r in table:
        if r["outcome"] != Outcome.HOLDS:
            return Outcome.REFUTED, f"{r['of']}, {r['arithmetic']}: inside {r['inside']}; outside {r['outside']}"
    return (Outcome.HOLDS, "") if table else (Outcome.UNDECIDED, "no rows")


def _row(door: Door, name: str) -> Row:
    ar: Arithmetic = getattr(arithmetic, name)()
    with ar.scope():
        inside, outside = _became(door, ar, door.inside), _became(door, ar, door.outside)
    refused = outside.startswith(f"{door.error.__name__}: ") and door.says in outside
    outcome = Outcome.HOLDS if inside == TAKEN and refused else Outcome.REFUTED
    about = {"suite": "refusals", "of": door.of, "arithmetic": name}
    return {**about, "inside": inside, "outside": outside, "says": door.says, "outcome": outcome.value}


def _became(door: Door, ar: Arithmetic, value: Any) -> str:
    """Taken, or what became of it instead."""
    try:
        answer = door.call(ar, value)
    except Exception as e:  # whatever it is, it stands in the table
        return f"{type(e).__name__}: {e}"
    same = door.gives is None or np.array_equal(np.asarray(answer), np.asarray(door.gives))
    return TAKEN if same else f"gives {answer}, not {door.gives}"
