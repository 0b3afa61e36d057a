"""What can be named in a function, and how a node of its text is named."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """What can be named in a function."""

    names: tuple[str, ...]  # its arguments, and what it assigns
    scales: tuple[str, ...]  # those of them that are numbers: the time, the scales of a path
    parts: tuple[str, ...]  # attributes of its law
    values: tuple[str, ...]  # names, attributes and entries that its text reads
    linalg: str  # how a library's linear algebra is written; empty without one
    pi: str = ""  # how the text writes it, if it does
    coefficients: tuple[str, ...] = ()  # made of scales and numbers, in its text: beta / 2
    of_matrices: tuple[tuple[str, str], ...] = ()  # functions of a matrix, expm, logm, sqrtm, and how the file writes each

    @property
    def factors(self) -> Iterator[ast.expr]:
        yield ast.Constant(2)
        if self.pi:
            yield ast.BinOp(ast.parse(self.pi, mode="eval").body, ast.Div(), ast.Constant(2))
        for scale in self.scales:
            yield name(scale)
            yield ast.BinOp(ast.Constant(1), ast.Sub(), name(scale))


Rule = Callable[[ast.expr, ast.AST, Scope], Iterator[ast.expr]]  # of a node, what it stands in, and what can be named there


def name(text: str) -> ast.expr:
    return ast.Name(text, ast.Load())


def called(e: ast.AST) -> str:
    f = getattr(e, "func", None)
    return str(getattr(f, "attr", "") or getattr(f, "id", ""))
