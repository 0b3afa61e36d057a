"""A line of the author's text, with its number and a mark under what an answer is about."""

import textwrap
from dataclasses import dataclass

from verify.drawing.tables import Row

TAB = 4
LEAST = 24  # columns for a text, on however narrow a terminal
CUT = "..."


@dataclass(frozen=True)
class Parts:
    """What stands before, under and behind the mark, tabs as spaces; what is said beside it."""

    number: int
    before: str
    span: str
    behind: str
    says: str


def parts(mark: Row | None) -> Parts | None:
    """Of what goes over several lines, the first is marked to its end."""
    if not mark:
        return None
    text, start = _shown(mark["source"]).rstrip(), mark["column"] - 1
    end = mark["end_column"] - 1 if mark["end_line"] == mark["line"] else len(text)
    before, through = (text[:n].expandtabs(TAB) for n in (start, max(start, end)))
    return Parts(mark["line"], before, through[len(before) :], text.expandtabs(TAB)[len(through) :], _shown(mark["says"]))


def _shown(text: str) -> str:
    """Without letters that steer a terminal; as long."""
    return "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in text)


def lines(mark: Row | None, width: int) -> list[str]:
    """`12 |     return x + t * v`, and below it the mark with what is said, within so many columns; nothing without a place."""
    p = parts(mark)
    if p is None:
        return []
    gutter = f"  {p.number} | "
    room = max(width - len(gutter), LEAST)
    before, span, behind = _within(p, room)
    below = f"{' ' * (len(gutter) - 2)}| "
    under = f"{' ' * _columns(before)}{'^' * max(1, _columns(span))}"
    if _columns(f"{under} {p.says}") <= room:
        return [f"{gutter}{before}{span}{behind}", f"{below}{under} {p.says}".rstrip()]
    at = " " * min(_columns(before), max(room - max(_columns(p.says), LEAST), 0))
    said = textwrap.wrap(p.says, room, initial_indent=at, subsequent_indent=at)
    return [f"{gutter}{before}{span}{behind}", *(f"{below}{line}" for line in (under, *said))]


def _within(p: Parts, room: int) -> tuple[str, str, str]:
    """Cut to so many columns: behind the mark first, then before it, then what it marks."""
    span = _cut(p.span, room)
    left = room - _columns(span)
    before = _cut(p.before[::-1], left - min(_columns(p.behind), len(CUT)))[::-1]
    return before, span, _cut(p.behind, left - _columns(before))


def _cut(text: str, room: int) -> str:
    if _columns(text) <= room:
        return text
    while text and _columns(text) + len(CUT) > room:
        text = text[:-1]
    return text + CUT if room >= len(CUT) else ""


def _columns(text: str) -> int:
    """Of a terminal: some letters take two, some none."""
    from rich.cells import cell_len

    return cell_len(text)
