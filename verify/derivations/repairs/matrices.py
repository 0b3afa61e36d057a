"""Changes of matrices: their order, transposes, inverses, the letters of an einsum."""

import ast
from collections.abc import Iterator
from itertools import combinations

from verify.derivations.repairs.scope import Scope, called

ENTRYWISE = {"exp": "expm", "log": "logm", "sqrt": "sqrtm"}


def transposed(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """A matrix, the order of a product, the letters of an einsum, the arguments of a solve."""
    if isinstance(e, ast.BinOp) and isinstance(e.op, ast.MatMult):
        yield ast.BinOp(e.right, e.op, e.left)
    if _is_einsum(of) and isinstance(e, ast.Constant) and isinstance(e.value, str):
        yield from (ast.Constant(text) for text in _letters(e.value))
    if isinstance(e, ast.Call) and len(e.args) == 2 and not _is_einsum(e):
        yield ast.Call(e.func, e.args[::-1], e.keywords)
    if isinstance(e, (ast.Name, ast.Call)) and isinstance(of, (ast.BinOp, ast.Call, ast.Return)):
        yield ast.Attribute(e, "mT", ast.Load())


def inverted(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """A precision for a covariance, and a covariance for a precision."""
    if isinstance(e, ast.Call) and called(e) == "solve" and len(e.args) == 2:
        yield ast.BinOp(e.args[0], ast.MatMult(), e.args[1])
    elif scope.linalg and not isinstance(e, ast.Constant):
        yield ast.Call(ast.parse(f"{scope.linalg}.inv", mode="eval").body, [e], [])


def of_matrix(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """The exponential of a matrix for those of its entries."""
    if isinstance(e, ast.Call) and e.args:
        yield from (
            ast.Call(ast.parse(text, mode="eval").body, e.args[:1], [])
            for name, text in scope.of_matrices
            if ENTRYWISE.get(called(e)) == name
        )


def _is_einsum(e: ast.AST) -> bool:
    return called(e) == "einsum"


def _letters(text: str) -> Iterator[str]:
    """The letters of one operand, or of the result, with two of them exchanged."""
    left, arrow, right = text.partition("->")
    words = [*left.split(","), right]
    for n, word in enumerate(words):
        at = [i for i, c in enumerate(word) if c.isalpha()]
        for i, j in combinations(at, 2):
            new = list(word)
            new[i], new[j] = word[j], word[i]
            changed = [*words[:n], "".join(new), *words[n + 1 :]]
            yield ",".join(changed[:-1]) + arrow + changed[-1]
