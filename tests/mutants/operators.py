"""How a line can be wrong: single changes of a syntax tree, each by an operator of this table."""

import ast
import copy
from collections.abc import Callable, Iterator

from tests.slips.sites import RULES, Change, short

Operator = Callable[[ast.AST], Iterator[Change]]
OPPOSITE = {"min": "max", "amin": "amax", "lower": "upper", "any": "all", "argmin": "argmax", "minimum": "maximum", "floor": "ceil"}
OPPOSITES = OPPOSITE | {new: old for old, new in OPPOSITE.items()}
EDGES = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
PAIRS = {"a": "b", "b": "a", "da": "db", "db": "da", "m0": "m1", "m1": "m0", "S0": "S1", "S1": "S0"}  # what is easily exchanged


def _of_slips(rule: str, start: str = "") -> Operator:
    """The changes of a rule of planted slips whose words begin so."""
    return lambda node: (change for change in RULES[rule](node) if change[0].startswith(start))


def _swapped(node: ast.AST) -> Iterator[Change]:
    """b for a, S1 for S0."""
    yield from RULES["exchanged"](node)
    if isinstance(node, ast.Name) and node.id in PAIRS and isinstance(node.ctx, ast.Load):
        yield f"{PAIRS[node.id]} for {node.id}", node, ast.Name(PAIRS[node.id], ast.Load())
    if isinstance(node, ast.Attribute) and node.attr in PAIRS and isinstance(node.ctx, ast.Load):
        yield f"{PAIRS[node.attr]} for {ast.unparse(node)}", node, ast.Attribute(node.value, PAIRS[node.attr], ast.Load())


def _letter(node: ast.AST) -> Iterator[Change]:
    """The last two letters of an operand of einsum exchanged."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "->" in node.value:
        into, out = node.value.split("->")
        operands = into.split(",")
        for i, letters in enumerate(operands):
            if len(plain := letters.replace(".", "")) > 1 and plain[-1] != plain[-2] and not letters.endswith("..."):
                turned = [*operands[:i], letters[:-2] + letters[:-3:-1], *operands[i + 1 :]]
                yield f"{letters} turned in {node.value}", node, ast.Constant(f"{','.join(turned)}->{out}")


def _solved(node: ast.AST) -> Iterator[Change]:
    """solve(b, A) for solve(A, b)."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "solve" and len(node.args) == 2:
        yield f"arguments exchanged: {short(node)}", node, ast.Call(node.func, node.args[::-1], node.keywords)


def _guarded(node: ast.AST) -> Iterator[Change]:
    """An early return that is never taken."""
    if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return | ast.Continue | ast.Break):
        yield f"never: if {short(node.test)}", node.test, ast.Constant(False)


def _factor(node: ast.AST) -> Iterator[Change]:
    """Times for over, or over for times."""
    if isinstance(node, ast.BinOp):
        yield from RULES["inverted"](node)


def _constant(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield f"{node.value + 1} for {node.value}", node, ast.Constant(node.value + 1)


def _negated(node: ast.AST) -> Iterator[Change]:
    yield from (change for change in RULES["dropped"](node) if change[0].startswith("sign"))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield f"sign: {short(node)}", node, node.operand


def _untransposed(node: ast.AST) -> Iterator[Change]:
    """A transpose forgotten, or the factors of a product exchanged."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield f"not transposed: {short(node)}", node, node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield f"exchanged: {short(node)}", node, ast.BinOp(node.right, ast.MatMult(), node.left)


def _edge(node: ast.AST) -> Iterator[Change]:
    """< for <=, a range or a slice one too long."""
    if isinstance(node, ast.Compare) and (new := EDGES.get(type(node.ops[0]))):
        yield f"edge: {short(node)}", node, ast.Compare(node.left, [new(), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        yield f"one more: {short(node)}", node, ast.Call(node.func, [*node.args[:-1], _more(node.args[-1])], [])
    if isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            if (end := getattr(node, name)) is not None:
                new_slice = copy.copy(node)
                setattr(new_slice, name, _more(end))
                yield f"{name} end one more: {short(node)}", node, new_slice


def _extreme(node: ast.AST) -> Iterator[Change]:
    """max for min, rounded down for up, all for any."""
    if isinstance(node, ast.Name) and node.id in OPPOSITES:
        yield f"{OPPOSITES[node.id]} for {node.id}", node, ast.Name(OPPOSITES[node.id], ast.Load())
    if isinstance(node, ast.Attribute) and node.attr in OPPOSITES:
        yield f"{OPPOSITES[node.attr]} for {short(node)}", node, ast.Attribute(node.value, OPPOSITES[node.attr], ast.Load())


def _unchecked(node: ast.AST) -> Iterator[Change]:
    """A refusal that never comes, a call that is only there to check."""
    if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise):
        yield f"unchecked: {short(node.test)}", node.test, ast.Constant(False)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"unchecked: {short(node.value)}", node, ast.Pass()


OPERATORS: dict[str, Operator] = {
    "a and b exchanged": _swapped,
    "einsum letter": _letter,
    "einsum transposed": _of_slips("transposed", "transposed"),
    "solve swapped": _solved,
    "return guard": _guarded,
    "off by 1e-9": _of_slips("off"),
    "times and over": _factor,
    "constant by 1": _constant,
    "sign": _negated,
    "transpose": _untransposed,
    "term dropped": _of_slips("dropped", "term dropped"),
    "off by one": _edge,
    "min and max": _extreme,
    "check removed": _unchecked,
}


def _more(node: ast.expr) -> ast.expr:
    return ast.BinOp(copy.deepcopy(node), ast.Add(), ast.Constant(1))
