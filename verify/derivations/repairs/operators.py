"""The single changes of an expression that undo what people get wrong, as rules: what may stand instead of a node of the text.

Each rule is one entry, the cheaper first. PLAIN: what stands there otherwise, or not at all. FARTHER: what is nowhere in the text.
"""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from verify.derivations.repairs.matrices import inverted, of_matrix, transposed
from verify.derivations.repairs.scope import Rule, Scope, called, name

SWAPPED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
PRODUCTS = (ast.Mult, ast.Div, ast.MatMult)
OTHERS = {  # functions that are taken for one another
    "sum": ("mean",), "mean": ("sum",), "log2": ("log",), "log10": ("log",), "log1p": ("log",), "expm1": ("exp",),
    "maximum": ("minimum",), "minimum": ("maximum",), "max": ("min",), "min": ("max",), "sin": ("cos",), "cos": ("sin",),
    "eigvalsh": ("eigvals",), "inv": ("pinv", "cholesky"), "median": ("mean",),
}  # fmt: skip


def unchanged(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """r for r * pi in `r = r * pi`."""
    target = of.targets[0] if isinstance(of, ast.Assign) else None
    if isinstance(target, ast.Name) and any(isinstance(n, ast.Name) and n.id == target.id for n in ast.walk(e)):
        yield name(target.id)


def other_sign(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.USub):
        yield e.operand
    elif is_term(e, of) and not isinstance(of, ast.UnaryOp):
        yield ast.UnaryOp(ast.USub(), e)


def other_operation(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.BinOp) and type(e.op) in SWAPPED:
        yield ast.BinOp(e.left, SWAPPED[type(e.op)](), e.right)
    if isinstance(e, ast.BinOp) and isinstance(e.op, (ast.Div, ast.Sub)):
        yield ast.BinOp(e.right, e.op, e.left)
    if _is_product(e) and _is_product(p := e.left):
        yield ast.BinOp(p.left, ast.Add(), ast.BinOp(p.right, e.op, e.right))


def less(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """A term, a factor, a power or a function left out; all but one name."""
    if isinstance(e, ast.BinOp):
        yield e.left
        if not isinstance(e.op, (ast.Div, ast.Sub, ast.Pow)):
            yield e.right
    if isinstance(e, ast.Call) and e.args:
        yield e.args[0]
    if isinstance(e, ast.Call) and isinstance(e.func, ast.Attribute) and not isinstance(e.func.value, ast.Attribute):
        yield e.func.value  # of a library's function nonsense, which has no value
    if isinstance(e, ast.Attribute) and e.attr in ("T", "mT"):
        yield e.value
    if isinstance(of, (ast.Return, ast.Assign)) and not isinstance(e, ast.Name):
        yield from (name(n) for n in dict.fromkeys(n.id for n in ast.walk(e) if isinstance(n, ast.Name)) if n in scope.names)


def other_number(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Constant) and isinstance(e.value, (int, float)) and not isinstance(e.value, bool):
        c = e.value
        yield from (ast.Constant(n) for n in dict.fromkeys((1, 2, 0.5, 0, 2 * c, c / 2, c + 1, c - 1, -c)) if n != c)
        yield from (ast.parse(text, mode="eval").body for text in scope.values)


def power(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Constant) or (isinstance(of, ast.BinOp) and isinstance(of.op, ast.Pow)):
        return
    for p in (2, 0.5, -1):
        yield ast.BinOp(e, ast.Pow(), ast.Constant(p))


def factor(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if is_term(e, of) and not isinstance(e, ast.Constant):
        for n in scope.factors:
            yield ast.BinOp(e, ast.Mult(), n)
            yield ast.BinOp(e, ast.Div(), n)


def reversed_time(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Name) and e.id in scope.scales:
        yield ast.BinOp(ast.Constant(1), ast.Sub(), e)


def other_function(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Call) and isinstance(e.func, ast.Attribute):
        for other in OTHERS.get(e.func.attr, ()):
            yield ast.Call(ast.Attribute(e.func.value, other, ast.Load()), e.args, e.keywords)


def normalised(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Name) or isinstance(of, (ast.Assign, ast.Return)):
        for axis in ("-1, keepdims=True", "0"):
            yield ast.BinOp(e, ast.Div(), ast.parse(f"({ast.unparse(e)}).sum({axis})", mode="eval").body)


def weighted(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """An average with weights, where the components are averaged without."""
    if isinstance(e, ast.Call) and called(e) in ("mean", "sum"):
        inside = e.args[0] if e.args and not isinstance(e.args[0], ast.Constant) else getattr(e.func, "value", None)
        yield from (ast.BinOp(name(n), ast.MatMult(), inside) for n in scope.names if inside is not None)


def other_name(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if isinstance(e, ast.Name):
        yield from (name(n) for n in scope.names if n != e.id)
    if isinstance(e, ast.Attribute) and e.attr in scope.parts:
        yield from (ast.Attribute(e.value, part, ast.Load()) for part in scope.parts if part != e.attr)


def rest_of_one(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """1 minus another number: one scale, or weight, taken for what is left by another."""
    if isinstance(e, ast.Name):
        yield from (ast.BinOp(ast.Constant(1), ast.Sub(), name(n)) for n in scope.names if n != e.id)


def another_term(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if is_term(e, of) and not isinstance(e, ast.Constant):
        for n in scope.names:
            yield ast.BinOp(e, ast.Sub(), name(n))
            yield ast.BinOp(e, ast.Add(), name(n))


def another_factor(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    if is_term(e, of) and not isinstance(e, ast.Constant):
        for n in scope.names:
            yield ast.BinOp(e, ast.Mult(), name(n))
            yield ast.BinOp(e, ast.Div(), name(n))
            yield ast.BinOp(name(n), ast.MatMult(), e)
            yield ast.BinOp(e, ast.MatMult(), name(n))


def coefficient_of_another(e: ast.expr, of: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """A term without the coefficient that another has, of either sign."""
    if isinstance(e, ast.BinOp) and isinstance(e.op, (ast.Add, ast.Sub)):
        for text in scope.coefficients:
            both = ast.BinOp(ast.parse(text, mode="eval").body, ast.Mult(), e.right)
            yield ast.BinOp(e.left, e.op, both)
            yield ast.BinOp(e.left, SWAPPED[type(e.op)](), both)


PLAIN: tuple[Rule, ...] = (
    unchanged, other_operation, other_sign, less, reversed_time, other_number, transposed, other_function, of_matrix, weighted,
    other_name,
)  # fmt: skip
FARTHER: tuple[Rule, ...] = (power, factor, inverted, normalised, rest_of_one, coefficient_of_another, another_term, another_factor)


def _is_product(e: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(e, ast.BinOp) and isinstance(e.op, ast.Mult)


def is_term(e: ast.expr, of: ast.AST) -> bool:
    """Is it no factor of a larger product?"""
    return not (isinstance(of, ast.BinOp) and isinstance(of.op, PRODUCTS)) and not isinstance(of, (ast.Attribute, ast.Tuple))
