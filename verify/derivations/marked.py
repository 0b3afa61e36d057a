"""A place in the author's text, and what is said of it: what would be right there, what an error or a refusal is about."""

import ast
import linecache
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar

from verify.derivations.whose_code import steps

E = TypeVar("E", bound=BaseException)
LONGEST = 1000  # characters of a line that is shown
MEANT = re.compile(r"did you mean [^?]*\?")


class Span(NamedTuple):
    """A place in a text: lines count from 1, columns from 0, in characters; the end column is the first one behind."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Mark:
    """Lines and columns count from 1, columns in characters; the end column is the first one behind."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    source: str  # the line, as it stands
    says: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.line <= self.end_line or not 0 < self.column <= 1 + len(self.source) or self.end_column < 1:
            raise ValueError(f"columns {self.column} to {self.end_column} are no part of line {self.line}")


def put(e: E, mark: Mark | None) -> E:
    """The error with the place that it came from."""
    e.mark = mark  # type: ignore[attr-defined]
    return e


def of_error(e: BaseException, why: str = "") -> Mark | None:
    """Where the error, in these words, left the author's text: what was computed there; None where that is not known."""
    place = _of_error(e)
    return replace(place, says=place.says or meant(why)) if place else None


def _of_error(e: BaseException) -> Mark | None:
    if (known := getattr(e, "mark", None)) is not None:
        return known if isinstance(known, Mark) else None
    if isinstance(e, SyntaxError):
        return _of_syntax(e)
    if not (at := [*steps(e.__traceback__)]):
        return None
    code = at[-1].tb_frame.f_code
    names = ("lineno", "end_lineno", "col_offset", "end_col_offset")
    place = dict(zip(names, next(islice(code.co_positions(), at[-1].tb_lasti // 2, None), (None,) * 4), strict=True))
    return None if None in place.values() else of_node(SimpleNamespace(**place), code.co_filename)


def of_node(node: Any, file: str, says: str = "") -> Mark | None:
    """A node of the text that the file has, or what has its attributes."""
    at = in_characters(linecache.getlines(file), node)
    return of_span(file, at, says) if at else None


def of_word(file: str, line: int, why: str) -> Mark | None:
    """What the function that begins in this line is refused for: the word of its decorator, or the option, that is named first."""
    with suppress(SyntaxError, ValueError):
        functions = [n for n in ast.walk(ast.parse("".join(linecache.getlines(file)))) if isinstance(n, ast.FunctionDef)]
        told = [d for f in functions if min([f.lineno, *(d.lineno for d in f.decorator_list)]) == line for d in f.decorator_list]
        named = [(why.find(said), node) for call in told for said, node in _named(call)]
        if found := [pair for pair in named if pair[0] >= 0]:
            return of_node(min(found, key=lambda pair: pair[0])[1], file, meant(why))
    return None


def _named(decorator: ast.AST) -> Iterator[tuple[str, Any]]:
    """How a refusal names what stands in a decorator: the words, the values of options, the options."""
    yield from ((repr(n.value), n) for n in ast.walk(decorator) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    for option in getattr(decorator, "keywords", []):
        yield f"{option.arg}=", option
        yield f"option {option.arg}:", option


def meant(why: str) -> str:
    """`did you mean velocity?`, if the reason asks that."""
    return found[0] if (found := MEANT.search(why)) else ""


def from_here(file: str) -> str:
    """The path, from here where that is shorter."""
    here, path = Path.cwd(), Path(file)
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def of_span(file: str, at: Span, says: str = "") -> Mark | None:
    source = linecache.getline(file, at.line).rstrip("\r\n")
    if not 0 < len(source.strip()) <= len(source) <= LONGEST:
        return None
    with suppress(ValueError):  # the file is another by now
        return Mark(from_here(file), at.line, at.column + 1, at.end_line, at.end_column + 1, source, says)
    return None


def in_characters(lines: list[str], node: Any) -> Span | None:
    """The place of a node, whose columns count bytes."""
    if not 0 < node.lineno <= node.end_lineno <= len(lines):
        return None
    first, last = lines[node.lineno - 1], lines[node.end_lineno - 1]
    columns = (len(t.encode()[:n].decode(errors="ignore")) for t, n in ((first, node.col_offset), (last, node.end_col_offset)))
    return Span(node.lineno, next(columns), node.end_lineno, next(columns))


def _of_syntax(e: SyntaxError) -> Mark | None:
    source = (e.text or "").rstrip("\r\n")
    if not e.lineno or not e.offset or not 0 < len(source.strip()) <= len(source) <= LONGEST:
        return None
    end = e.end_offset if e.end_lineno == e.lineno and (e.end_offset or 0) > e.offset else e.offset + 1
    with suppress(ValueError):  # at the end of a line nothing stands
        return Mark(from_here(e.filename or ""), e.lineno, e.offset, e.lineno, end or e.offset + 1, source)
    return None
