"""The places of a function's text where something is computed, and what is put there."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

Place = tuple[Any, str, int | None, ast.expr]  # what holds an expression, and where
COMPUTE = (ast.Return, ast.Assign, ast.AugAssign, ast.Lambda)


def put(holder: Any, field: str, index: int | None, new: Any) -> Callable[[], None]:
    """The new node put in its place."""
    if index is None:
        old = getattr(holder, field)
        setattr(holder, field, new)
        return lambda: setattr(holder, field, old)
    rows = getattr(holder, field)
    old, rows[index] = rows[index], new
    return lambda: rows.__setitem__(index, old)


def expressions(function: Any) -> Iterator[Place]:
    """Every expression that computes: the last statement first, and of each the larger first."""
    for statement in reversed([n for n in ast.walk(function) if isinstance(n, COMPUTE)]):
        level: list[Any] = [statement]
        while level:
            places = [place for node in level for place in _inside(node)]
            yield from places
            level = [e for *_, e in places]


def _inside(node: Any) -> Iterator[Place]:
    """The expressions next below: not what is called, plain indices, conditions, targets."""
    if isinstance(node, ast.Compare):
        return
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute):
        yield called, "value", None, called.value
    for field, value in ast.iter_fields(node):
        if field in ("func", "targets", "target", "test", "args" if isinstance(node, ast.Lambda) else ""):
            continue
        if field == "slice" and not isinstance(value, ast.BinOp):  # k - 1 for k
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.expr):
                yield node, field, index, child
            elif isinstance(child, (ast.keyword, ast.comprehension)):
                yield from _inside(child)
