"""Where a function can slip, and how: single changes of its syntax tree, as people make them, found by rule."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

PARTS = 10**9  # "off by 1e-9"
HELD = "_held"  # where the value is kept that is off
MEANS = ("m", "m0", "m1", "mu")
NO_RESULT = ("_", "ar", "t", "x", "d", "i", "j", "k", "name", "each")
NO_FORMULA = (ast.Raise, ast.Expr, ast.If, ast.Assert, ast.JoinedStr, ast.Try, ast.comprehension, ast.Subscript, ast.arguments)
NUMBERS = ("Any", "Array", "Points", "Time", "float")  # or may be
WHOLE = ("bool", "comb", "factorial", "int", "len", "list", "reduce", "sorted")  # make whole numbers, truth values or lists
Change = tuple[str, ast.AST, ast.AST]  # what it is, the node, what stands there instead
Slip = tuple[str, str, ast.AST, ast.AST]  # and the rule


def slips(tree: ast.AST) -> Iterator[Slip]:
    """Every change that a rule makes of the formula: not of its checks, its shapes or its words."""
    stated = set(stated_otherwise(tree))
    for node in _formula(tree):
        for rule, changes in RULES.items():
            yield from ((rule, *change) for change in changes(node) if rule != "off" or change[1] not in stated)


def replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """A copy of the tree with `new` where `old` was."""
    memo: dict[int, ast.AST] = {id(old): new}
    return ast.fix_missing_locations(copy.deepcopy(tree, memo))


def _formula(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that compute: a formula's assignments and returns, and what they are made of."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If):
            for inner in (*child.body, *child.orelse):
                if not isinstance(inner, NO_FORMULA):
                    yield inner
                    yield from _formula(inner)
        elif isinstance(child, ast.Call) and _name(child.func).startswith("door."):
            continue
        elif not isinstance(child, NO_FORMULA) and child is not getattr(node, "returns", None):
            yield child
            yield from _formula(child)


def stated_otherwise(tree: ast.AST) -> Iterator[ast.AST]:
    """Results that are no numbers by the annotation of the function that returns them: laws, truth values, counts."""
    owner = {r: f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for r in ast.walk(f) if isinstance(r, ast.Return)}
    for node, f in owner.items():
        if f.returns is None or node.value is None:
            continue
        several = isinstance(f.returns, ast.Subscript) and ast.unparse(f.returns.value) == "tuple"
        if several and isinstance(node.value, ast.Tuple):
            pairs = zip(node.value.elts, _kinds(f.returns), strict=False)  # tuple[A, ...] has fewer
            yield from (part for part, kind in pairs if kind not in (*NUMBERS, "..."))
        elif not isinstance(node.value, ast.Tuple) and ast.unparse(f.returns) not in NUMBERS:
            yield node.value


def _kinds(annotation: ast.expr) -> list[str]:
    """Of tuple[A, B] the names A, B."""
    inner: Any = annotation.slice  # type: ignore[attr-defined]
    return [ast.unparse(kind) for kind in (inner.elts if isinstance(inner, ast.Tuple) else [inner])]


def _off(node: ast.AST) -> Iterator[Change]:
    """The returned value, or one of several, times 1 + 1e-9."""
    if isinstance(node, (ast.Return, ast.Lambda)):
        value = node.value if isinstance(node, ast.Return) else node.body
        for part in value.elts if isinstance(value, ast.Tuple) else [value]:
            if part is not None and not _is_no_number(part):
                held = ast.NamedExpr(ast.Name(HELD, ast.Store()), copy.deepcopy(part))
                share = ast.BinOp(ast.Name(HELD, ast.Load()), ast.Div(), ast.Constant(PARTS))
                yield f"off by 1e-9: {short(part)}", part, ast.BinOp(held, ast.Add(), share)


def _squared(node: ast.AST) -> Iterator[Change]:
    """Weights exp(z)/sum exp(z) of 2 z."""
    if isinstance(node, ast.Call) and _name(node.func).endswith((".softmax", ".logsumexp")):
        arg = node.args[0]
        yield f"weights squared: {_name(node.func).split('.')[-1]}", arg, _times(2, arg)


def _power(node: ast.AST) -> Iterator[Change]:
    """A determinant to the power 1/3 for 1/2."""
    if isinstance(node, ast.Call) and _name(node.func).endswith(".logdet"):
        new = ast.BinOp(ast.BinOp(copy.deepcopy(node), ast.Mult(), ast.Constant(2)), ast.Div(), ast.Constant(3))
        yield "determinant to the power 1/3", node, new


def _doubled(node: ast.AST) -> Iterator[Change]:
    """A mean, of the source or the data, taken twice."""
    if isinstance(node, ast.Attribute) and node.attr in MEANS and isinstance(node.ctx, ast.Load):
        yield f"{ast.unparse(node)} doubled", node, _times(2, node)


def _transposed(node: ast.AST) -> Iterator[Change]:
    """A matrix as its transpose: the two last letters of a result exchanged, or `.T` forgotten."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "->" in node.value:
        into, out = node.value.split("->")
        if len(letters := out.removeprefix("...")) == 2:
            yield f"transposed: {node.value}", node, ast.Constant(f"{into}->{out[:-2]}{letters[::-1]}")
    if isinstance(node, ast.Attribute) and node.attr == "T" and not is_field(node):
        yield f"not transposed: {short(node)}", node, node.value


def _exchanged(node: ast.AST) -> Iterator[Change]:
    """The first two of several results exchanged: b for a, and a for b."""
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store) and len(node.elts) > 1:
        first, second, *rest = node.elts
        names = [e.id for e in (first, second) if isinstance(e, ast.Name) and e.id not in NO_RESULT]
        if len(names) == 2:
            yield f"{names[0]} and {names[1]} exchanged", node, ast.Tuple([second, first, *rest], ast.Store())


def _dropped(node: ast.AST) -> Iterator[Change]:
    """The last term of a sum forgotten, or its sign."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield f"term dropped: {short(node.right)}", node, node.left
        yield f"sign: {short(node.right)}", node, ast.BinOp(node.left, other, node.right)


def _inverted(node: ast.AST) -> Iterator[Change]:
    """A factor under the bar, or a divisor above it; `2` for `3` as a factor."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div)):
        other = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        yield f"{'multiplied' if isinstance(other, ast.Mult) else 'divided'}: {short(node)}", node, _binary(node, other)
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 1:
        yield f"{node.value + 1} for {node.value}", node, ast.Constant(node.value + 1)


RULES = {
    "off": _off,
    "squared": _squared,
    "power": _power,
    "doubled": _doubled,
    "transposed": _transposed,
    "exchanged": _exchanged,
    "dropped": _dropped,
    "inverted": _inverted,
}


def _times(factor: int, node: ast.expr) -> ast.expr:
    return ast.BinOp(ast.Constant(factor), ast.Mult(), copy.deepcopy(node))


def _binary(node: ast.BinOp, op: ast.operator) -> ast.expr:
    return ast.BinOp(node.left, op, node.right)


def _name(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""


def _builds(call: ast.Call) -> bool:
    """A law of that name is built: a value of it would be no number."""
    name = _name(call.func).split(".")[-1]
    return name[:1].isupper()


def _is_no_number(node: ast.expr) -> bool:
    """By its text: several values, a list, a truth value, a whole number, a law."""
    if isinstance(node, ast.IfExp):
        return _is_no_number(node.body)
    if isinstance(node, ast.Call):
        return _builds(node) or _name(node.func) in WHOLE
    return isinstance(node, (ast.Starred, ast.List, ast.ListComp, ast.Compare, ast.BoolOp))


def is_field(node: ast.Attribute) -> bool:
    """The T of a coupling, a matrix of its own."""
    return _name(node.value) in ("pair", "law", "self")


def short(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else f"{text[:37]}..."
