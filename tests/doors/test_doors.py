"""Some 28 000 calls with bad input end in a clear error or a finite answer; each way of going wrong is seen."""

from collections.abc import Callable
from inspect import isfunction
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import verify
from analytic import arithmetic, door, mixture
from analytic.options import number
from learned import data, dependence, flow, networks, probe
from tests.doors import calling, library, options, page, table
from tests.doors.calling import Became, call
from verify.claim import Outcome

F64 = arithmetic.float64()


def test_no_call_goes_wrong() -> None:
    outcome, what = page.decide(records := page.counted(chain(table.rows(share=0.45), library.rows())))
    assert outcome is Outcome.HOLDS, (what, [row for row in records if "call" in row][:20])


def unending(t: Any) -> Any:
    while True:
        pass


def named(t: Any) -> Any:
    raise ValueError(f"t = {t} is outside [0, 1]: but a stranger says so")


@pytest.mark.parametrize(
    ("f", "may_answer", "became"),
    [
        (lambda t: door.times(F64, 2), False, Became.ERROR),
        (lambda t: t.missing, False, Became.RAW),
        (named, False, Became.RAW),
        (lambda t: np.array([0.5, np.nan]), True, Became.SILENT),
        (lambda t: 0.5 + 1j, True, Became.SILENT),
        (lambda t: mixture.mixture(F64, [1], [[0]], [[[1]]], mean0=[1e100]), True, Became.ANSWERED),
        (lambda t: 0.5, False, Became.ACCEPTED),
        (lambda t: 0.5, True, Became.ANSWERED),
        (unending, False, Became.HANG),
    ],
)
def test_each_end_of_a_call_is_told(f: Callable[[Any], Any], may_answer: bool, became: Became, monkeypatch: Any) -> None:
    monkeypatch.setattr(calling, "LIMIT", 0.05)
    assert call(f, {"t": 0}, F64, may_answer)[0] is became


def row(arithmetic: str, became: Became) -> dict[str, Any]:
    return {"arithmetic": arithmetic, "call": "mixture.drift(t)", "kind": "NaN | <b>", "became": became.value, "said": "| *said*"}


def test_the_page_is_made_of_the_records(tmp_path: Path) -> None:
    good = page.counted(row(name, Became.ERROR) for name in page.PARTS for _ in range(page.FEWEST // len(page.PARTS)))
    bad = good + page.counted([row("digits", Became.RAW)])
    assert page.decide(good) == (Outcome.HOLDS, "of 21000 calls 0 went wrong")
    assert page.decide(bad)[0] is Outcome.REFUTED
    assert page.decide(good[1:])[0] is Outcome.UNDECIDED
    page.write(bad, tmp_path)
    text = (tmp_path / "doors.md").read_text(encoding="utf-8")
    assert "| digits | 3001 | 3000 | 1 |" in text
    assert "NaN \\| &lt;b&gt;" in text
    assert "What went wrong" not in page.text(good)


def test_every_public_function_of_learned_and_verify_is_tried_or_has_its_reason() -> None:
    tried = {name for doors in library.PARTS.values() for name in doors()}
    excused = {name for names in library.NOT_TRIED for name in names.split(", ")}
    wanted = {
        f"{m.__name__.split('.')[-1]}.{n}"
        for m in (data, dependence, flow, networks, probe)
        for n in m.__all__
        if isfunction(getattr(m, n))
    }
    wanted |= {
        name for name in verify.__all__ if isfunction(getattr(verify, name)) or hasattr(getattr(verify, name), "cache_clear")
    }
    assert wanted - tried - excused == set() and excused <= wanted


def test_a_door_of_learned_that_is_not_shut_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """One without a check takes NaN and words, and trips over some."""
    open_door = {
        "half": (lambda n: n / 2, {"n": (options.NUMBER, 1.0)}),
        "shut": (lambda n: number("n", n), {"n": (options.NUMBER, 1.0)}),
    }
    monkeypatch.setattr(library, "PARTS", {"learned": lambda: open_door})
    became = {(row["call"], row["kind"]): row["became"] for row in library.rows()}
    assert became["half(n)", "NaN"] == Became.SILENT and became["half(n)", "a word"] == Became.RAW
    assert became["half(n)", "true"] == Became.ACCEPTED and became["half(n)", "a Fraction"] == Became.ANSWERED
    assert {b for (call, _), b in became.items() if call == "shut(n)"} == {Became.ERROR, Became.ANSWERED}
