"""The picture of causes: each recorded cell has its mark, and a wrong answer its distance."""

import itertools
from typing import Any

from matplotlib.colors import to_hex

from tests.verify.suites.test_catalogue import recorded
from verify.drawing.style import GREEN, GREY, ORANGE, figure
from verify.suites.causal import picture
from verify.suites.causal.kinds import Construction


def drawn(rows: list[dict[str, Any]]) -> Any:
    ((_, draw),) = picture.plots(rows)[0].panels
    (ax,) = figure([draw]).axes
    return ax


def marks(ax: Any, colour: str) -> list[str]:
    return [t.get_text() for t in ax.texts if to_hex(t.get_color()) == colour]


def test_each_cell_is_drawn_as_it_was_decided() -> None:
    rows = recorded("causal")
    ax, of = drawn(rows), {outcome: [r for r in rows if r["outcome"] == outcome] for outcome in ("HOLDS", "REFUTED", "UNDECIDED")}
    discs = [line for line in ax.lines if to_hex(line.get_color()) == GREEN and len(line.get_xdata())]
    nearly = [r for r in of["UNDECIDED"] if "value" in r]
    assert len(discs) == len(of["HOLDS"]) + len(nearly)
    assert sum(line.get_markerfacecolor() == "none" for line in discs) == len(nearly)
    assert sorted(marks(ax, ORANGE)) == sorted(f"{r['error']:.2g}" for r in of["REFUTED"])
    assert marks(ax, GREY) == ["none"] * sum("value" not in r for r in rows)
    assert set(picture.NAMES) == set(Construction)


def test_a_cell_that_changes_is_another_mark() -> None:
    rows = recorded("causal")
    i = next(i for i, r in enumerate(rows) if r["outcome"] == "HOLDS")
    rows[i] |= {"outcome": "REFUTED", "error": 12345.0}
    assert marks(drawn(rows), ORANGE).count("1.2e+04") == 1


def test_texts_of_a_row_do_not_overlap() -> None:
    """At the width that is drawn; without rows there is no picture."""
    ax = drawn(recorded("causal"))
    boxes = sorted((t.get_window_extent() for t in ax.texts if "\n" in t.get_text()), key=lambda b: float(b.x0))
    assert len(boxes) == 7 and all(a.x1 < b.x0 for a, b in itertools.pairwise(boxes))
    assert min(t.get_window_extent().x0 for t in ax.texts) >= 0 and picture.plots([]) == []
