"""What a file states while it is executed, each statement with its line: also what no name of the file holds in the end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Statement:
    """A marked function with its mark, or a Derivation."""

    what: Any
    mark: Any
    line: int


_heard: list[tuple[str, list[Statement]]] = []  # the files that are being executed, the innermost last


@contextmanager
def heard(file: str) -> Iterator[list[Statement]]:
    """The statements that the text of this file makes meanwhile."""
    statements: list[Statement] = []
    _heard.append((file, statements))
    try:
        yield statements
    finally:
        _heard.pop()


def tell(what: Any, mark: Any = None) -> None:
    """Of a statement, by the function that the file called to make it."""
    if not _heard:
        return
    file, statements = _heard[-1]
    caller = sys._getframe(2)
    own = getattr(what, "__code__", None)
    if caller.f_code.co_filename == file or (own and own.co_filename == file):
        statements.append(Statement(what, mark, own.co_firstlineno if own and own.co_filename == file else caller.f_lineno))
