"""The place of a change is where its text stands: with what is said put there, the file computes what the change computes."""

import runpy
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.repairs.test_edits import written
from verify.derivations.marked import Mark
from verify.derivations.repairs import span
from verify.derivations.repairs.edits import Text

AT = (3.0, 0.25, 2.0)
TEXTS = [
    "def f(x, t, v):\n    return x + t * v",
    "def f(x, t, v):\n\treturn x + t * v",
    "def f(x, t, v):\n    é = 'ü→'; return é and x + t * v",
    "def f(x, t, v):\n    return (x +\n            t * v) * (1 - t)\n\n\ny = 1",
    "def same(f):\n    return f\n\n\n@same\ndef f(x, t, v):\n    return x * (t + v) / 2 ** t",
    "f = lambda x, t, v: x - t * v",
    "def g(x, t):\n    return x + t\n\n\ndef f(x, t, v):\n    return g(x, t) * -v",
    "def f(x, t, v):\n    def inner(a):\n        return a - v\n\n    return inner(x) * t",
]


def put_in(mark: Mark, said: str, text: str) -> str:
    """The text with what is said where the mark is, columns in characters."""
    lines = text.splitlines(keepends=True)
    before = "".join(lines[: mark.line - 1]) + lines[mark.line - 1][: mark.column - 1]
    return before + said + lines[mark.end_line - 1][mark.end_column - 1 :] + "".join(lines[mark.end_line :])


def value(f: Any) -> Any:
    try:
        return np.asarray(f(*AT), dtype=float)
    except Exception as e:  # most changes make no formula
        return type(e)


def told(text: Text, n: int) -> Mark | None:
    with suppress(ValueError):  # inside an f-string nothing is computed
        return text.told(n).mark
    return None


def marks(text: Text) -> list[tuple[Mark, int]]:
    found = [(told(text, n), n) for n in range(len(text.changes))]
    return [(mark, n) for mark, n in found if mark is not None and "..." not in mark.says]


@pytest.mark.parametrize("source", TEXTS)
def test_what_is_said_makes_the_change_where_it_is_marked(tmp_path: Path, source: str) -> None:
    text = Text(written(tmp_path, source))
    file, found = tmp_path / "theirs.py", marks(text)
    whole = file.read_text(encoding="utf-8")
    assert len(found) > 10 and all(mark.file == str(file) for mark, _ in found)
    for mark, n in found[:: max(1, len(found) // 60)]:
        assert mark.source == whole.splitlines()[mark.line - 1]
        file.write_text(put_in(mark, mark.says.removeprefix("right: "), whole), encoding="utf-8")
        assert np.array_equal(value(runpy.run_path(str(file))["f"]), value(text.edited(n)), equal_nan=False)


def test_a_mark_a_column_off_makes_another_text(tmp_path: Path) -> None:
    text = Text(written(tmp_path, TEXTS[0]))
    mark = next(mark for mark, _ in marks(text) if mark.says == "right: x - t * v")
    whole = (tmp_path / "theirs.py").read_text(encoding="utf-8")
    assert put_in(mark, "x - t * v", whole).endswith("return x - t * v") and (mark.line, mark.column, mark.end_column) == (
        5,
        12,
        21,
    )
    off = Mark(mark.file, mark.line, mark.column + 1, mark.end_line, mark.end_column + 1, mark.source)
    assert put_in(off, "x - t * v", whole) != put_in(mark, "x - t * v", whole)


@pytest.mark.parametrize(
    ("text", "under", "says"),
    [
        ("x - t * np.einsum('ij,j->i', np.eye(2), np.ones(2) + v * x)", "-", "+"),
        ('x - t * np.einsum("ij,j->i", np.eye(2), np.ones(2) + v * x)', "-", "+"),
        ("x - t * np.einsum('ij,j->i', np.eye(2),\n            np.ones(2) + v * x)", "-", "+"),
        ("x - t * len(f'{v} and {t}') * np.einsum('ij,j->i', np.eye(2), np.ones(2))", "-", "+"),
        ("(x + t + x + t + x + t + x + t + x + t) + 2 * v + v * (x + 1)", "2", "4"),
    ],
)
def test_of_a_long_text_only_what_is_other_is_marked(tmp_path: Path, text: str, under: str, says: str) -> None:
    whole = Text(written(tmp_path, f"def f(x, t, v):\n    return {text}"))
    found = [mark for n in range(len(whole.changes)) if (mark := told(whole, n)) and mark.says == f"right: {says}"]
    assert under in [mark.source[mark.column - 1 : mark.end_column - 1] for mark in found]


def test_a_place_that_would_read_otherwise_is_not_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the file has changed since, or a node knows its place wrongly."""
    text, right = Text(written(tmp_path, TEXTS[0])), span._replaced
    assert marks(text)
    monkeypatch.setattr(span, "_replaced", lambda lines, at, said: right([*lines[:-1], "    return 2 * (x + t * v)"], at, said))
    assert not [m for m, _ in marks(text) if m.says == "right: x - t * v"]


def test_a_change_that_puts_a_part_of_the_text_in_its_place_leaves_that_part_its_line(tmp_path: Path) -> None:
    """`b` for `a * b` does not move b."""
    text = Text(written(tmp_path, "def f(x, t, v):\n    return (x *\n        v)"))
    lines = {edit.line for n in range(len(text.changes)) if (edit := text.told(n)).old == "x * v" and edit.new == "x * t"}
    assert lines == {6}


def test_a_change_throughout_has_no_one_place(tmp_path: Path) -> None:
    text = Text(written(tmp_path, "def f(x, t):\n    return t * x + t"))
    throughout = [edit for n in range(len(text.changes)) if not (edit := text.told(n)).line]
    assert throughout and all(edit.mark is None for edit in throughout)
