"""The place of a change in the author's text, with what would have to stand there: taken only if that text then reads so."""

import ast
import io
import linecache
import tokenize
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from verify.derivations.marked import Mark, Span, in_characters, of_span
from verify.derivations.repairs.told import SHOWN, shortened

BETWEEN = (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER)


def marked(file: str, tree: Any, node: Any, new: ast.AST, do: Callable[[], Callable[[], None]]) -> Mark | None:
    """The place of the node, of a long one what is other there, and `right: ...`; None where the text would read otherwise."""
    lines, text, undo = linecache.getlines(file), ast.unparse(new), do()
    try:
        right = _form(ast.unparse(tree))
    finally:
        undo()

    def reads(at: Span, said: str) -> bool:
        with suppress(SyntaxError, ValueError):
            return _form(_replaced(lines, at, said)) == right
        return False

    at = in_characters(lines, node)
    for said in (text, f"({text})") if at else ():
        if at and reads(at, said):
            if len(said) > SHOWN and reads(*(narrow := _narrowed(lines, at, said))):
                at, said = narrow
            return of_span(file, at, f"right: {shortened(_segment(lines, at), said)[1]}")
    return None


def _form(text: str) -> str:
    return ast.dump(ast.parse(text))


def _replaced(lines: list[str], at: Span, text: str) -> str:
    """The file's text with another in this place."""
    before = [*lines[: at.line - 1], lines[at.line - 1][: at.column]]
    return "".join([*before, text, lines[at.end_line - 1][at.end_column :], *lines[at.end_line :]])


def _segment(lines: list[str], at: Span) -> str:
    last = lines[at.end_line - 1][: at.end_column]
    if at.line == at.end_line:
        return last[at.column :]
    return "".join([lines[at.line - 1][at.column :], *lines[at.line : at.end_line - 1], last])


def _narrowed(lines: list[str], at: Span, said: str) -> tuple[Span, str]:
    """Without the words at both ends that are the same; one of them stays where nothing else would."""
    old, new = _words(_segment(lines, at)), _words(said)
    keys = [[_key(word) for word in words] for words in (old, new)]
    least = min(len(old), len(new))
    first = _alike(*keys)
    last = min(_alike(keys[0][::-1], keys[1][::-1]), least - first)
    if first + last >= least:
        first, last = (first - 1, last) if first else (first, last - 1)
    olds, news = old[first : len(old) - last], new[first : len(new) - last]
    (row, column), (end_row, end_column) = olds[0].start, olds[-1].end
    left = at.column if row == 1 else 0, at.column if end_row == 1 else 0
    span = Span(at.line + row - 1, column + left[0], at.line + end_row - 1, end_column + left[1])
    return span, said[news[0].start[1] : news[-1].end[1]]


def _words(text: str) -> list[tokenize.TokenInfo]:
    """The tokens of an expression, which may go over several lines, with their places in it."""
    found = tokenize.generate_tokens(io.StringIO(f"(\n{text}\n)").readline)
    words = [w for w in found if w.type not in BETWEEN][1:-1]
    return [w._replace(start=(w.start[0] - 1, w.start[1]), end=(w.end[0] - 1, w.end[1])) for w in words]


def _key(word: tokenize.TokenInfo) -> object:
    """What it says, however a text is quoted."""
    with suppress(ValueError, SyntaxError):  # of an f-string
        return ast.literal_eval(word.string) if word.type == tokenize.STRING else word.string
    return word.string


def _alike(a: list[Any], b: list[Any]) -> int:
    """How many at their start are the same."""
    return next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))
