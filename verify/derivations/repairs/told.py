"""A change of a text as it is told: a line, what stands in it, and what would have to."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from verify.derivations.marked import Mark

SHOWN = 48  # characters of a text that is told whole
AROUND = 20  # characters beside where two longer texts differ


@dataclass(frozen=True)
class Edit:
    """What stands in a line, and what would have to; the line is 0 where it is so throughout."""

    line: int
    old: str
    new: str
    mark: Mark | None = None

    def __str__(self) -> str:
        where = f"in line {self.line}" if self.line else "throughout"
        return f'right with "{self.new}" for "{self.old}" {where}'


def told(line: int, top: ast.AST, node: ast.AST, new: ast.AST, do: Callable[[], Callable[[], None]]) -> Edit:
    """The change of `node` to `new` in the statement `top`, with so much around it as is short enough."""
    shown = _around(top, node)
    old, undo = ast.unparse(shown), do()
    try:
        return Edit(line, *shortened(old, ast.unparse(new if shown is node else shown)))
    finally:
        undo()


def shortened(old: str, new: str) -> tuple[str, str]:
    """Both without what is far from where they differ."""
    if max(len(old), len(new)) <= SHOWN:
        return old, new
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    left, right = max(0, start - AROUND), max(0, end - AROUND)
    return _cut(old, left, right), _cut(new, left, right)


def _alike(a: str, b: str) -> int:
    """How many characters at their start are the same."""
    return next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))


def _cut(text: str, left: int, right: int) -> str:
    return f"{'...' if left else ''}{text[left : len(text) - right]}{'...' if right else ''}"


def _around(top: ast.AST, node: ast.AST) -> ast.AST:
    """The largest expression about the place that is short enough to be told."""
    holders = {id(child): parent for parent in ast.walk(top) for child in ast.iter_child_nodes(parent)}
    shown = up = node
    while isinstance(up := holders.get(id(up), top), (ast.expr, ast.keyword)) and len(ast.unparse(up)) <= SHOWN:
        shown = shown if isinstance(up, (ast.Attribute, ast.keyword, ast.Lambda)) else up
    return shown
