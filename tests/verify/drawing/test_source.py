"""A line of the author's text is shown with a mark under what is meant, on any terminal; a mark elsewhere shows something else."""

import pytest
from rich.cells import cell_len, chop_cells

from tests.verify.drawing.test_answer import EVIL, Answer, Balanced
from verify.derivations.marked import Mark
from verify.drawing import answer, cards, source

LINE = "    return x + t * v"
MARK = Mark("mine.py", 12, 12, 12, 21, LINE, "right: x - t * v")


def row(mark: Mark) -> dict[str, object]:
    found = answer.marked(mark)
    assert found is not None
    return found


def underlined(lines: list[str]) -> str:
    """What stands above the carets, cell by cell."""
    text, under = lines[0], lines[1]
    first = under.index("^")
    cells = [c for letter in text for c in (letter, *[""] * (cell_len(letter) - 1))]
    return "".join(cells[first : first + under.count("^")])


def test_the_line_its_number_and_the_mark() -> None:
    assert source.lines(row(MARK), 80) == ["  12 |     return x + t * v", "     |            ^^^^^^^^^ right: x - t * v"]
    assert source.lines(None, 80) == [] and source.parts(None) is None


@pytest.mark.parametrize(
    ("line", "span"),
    [
        (LINE, "x + t * v"),
        ("\treturn x + t * v", "x + t * v"),
        ("    é = 'ü'; return x + t", "x + t"),
        ("    s = '流' + x", "x"),
        ("    s = '流' + x", "'流'"),
        ("    return " + "a + " * 60 + "t * v + b", "t * v"),
        ("    return t * v" + " + a" * 60, "t * v"),
        ("    return " + "a + " * 30 + "t * v" + " + a" * 30, "t * v"),
    ],
)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_what_is_meant_is_underlined(line: str, span: str, width: int) -> None:
    column = line.index(span) + 1
    shown = source.lines(row(Mark("f.py", 7, column, 7, column + len(span), line, "right: b")), width)
    assert underlined(shown) == span and all(cell_len(text) <= width for text in shown)
    beside = source.lines(row(Mark("f.py", 7, column - 1, 7, column + len(span) - 1, line, "right: b")), width)
    assert underlined(beside) != span  # a column off


def test_what_is_said_does_not_wrap_on_a_narrow_terminal() -> None:
    long = Mark("f.py", 8, 33, 8, 60, " " * 32 + "x - (1 - t) * mu0 + t * mu1", "right: x - (1 - t) * mu0 - t * mu1 and more")
    for width in (40, 60):
        shown = source.lines(row(long), width)
        assert all(cell_len(text) <= width and "|" in text for text in shown) and len(shown) > 2
        assert "right: x - (1 - t) * mu0 - t * mu1 and more" in " ".join(" ".join(shown[2:]).replace("|", "").split())


def test_a_mark_longer_than_the_terminal_is_cut() -> None:
    line = "x = " + " + ".join("abcdefgh" * 1 for _ in range(30))
    shown = source.lines(row(Mark("f.py", 1, 5, 1, len(line) + 1, line, "right: 0")), 60)
    assert all(cell_len(text) <= 60 for text in shown) and "..." in shown[0] and "right: 0" in "".join(shown)


def test_of_several_lines_the_first_is_marked_to_its_end() -> None:
    shown = source.lines(row(Mark("f.py", 3, 12, 5, 4, "    return (x  ", "right: x")), 80)
    assert underlined(shown) == "(x"


def test_letters_that_steer_a_terminal_do_not() -> None:
    evil = Mark("f.py", 1, 1, 1, 2, "x = '\x1b[31m\u202e'", "right: \x07")
    assert not {"\x1b", "\u202e", "\x07"} & {*"".join(source.lines(row(evil), 80))}


def test_it_stands_in_the_text_and_in_the_card() -> None:
    marked = Answer(mark=MARK)
    assert "\n  12 |     return x + t * v\n     |            ^^^^^^^^^ right: x - t * v\n  stated in " in answer.text(marked)
    assert answer.text(Answer()) == answer.text(answer.row(Answer()) | {"mark": None}).replace("\n  12 |", "")
    html = cards.html(marked)
    assert "<mark>x + t * v</mark>" in html and "12 |" in html and "right: x - t * v" in Balanced(html).words
    assert "dp-source" not in cards.card(answer.row(Answer()))
    evil = cards.html(Answer(mark=Mark(EVIL, 1, 1, 1, 9, EVIL, EVIL)))
    assert "script" not in Balanced(evil).tags


def test_a_row_of_an_earlier_version_has_none() -> None:
    old = {key: value for key, value in answer.row(Answer()).items() if key != "mark"}
    assert answer.text(old) == answer.text(Answer()) and cards.html(old) == cards.html(Answer())
    assert chop_cells("流x", 2) == ["流", "x"]  # rich counts cells as the test does
