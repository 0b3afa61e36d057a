"""SymPy expressions as JSON and back: each node once, its arguments by their numbers. Only what is listed here is made again."""

from functools import cache
from typing import Any

from analytic import arithmetic

FUNCTIONS = (
    "Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "atan", "acos",
    "Abs", "sign", "Max", "Min",
    "Piecewise", "Equality", "Unequality", "StrictGreaterThan", "StrictLessThan", "GreaterThan", "LessThan", "And", "Or", "Not",
)  # fmt: skip
CONSTANTS = ("Pi", "Exp1", "ImaginaryUnit", "NaN", "Infinity", "NegativeInfinity", "ComplexInfinity", "BooleanTrue", "BooleanFalse")
MOST = 1 << 20  # nodes


def encode_all(entries: list[Any]) -> dict[str, Any]:
    """The nodes, arguments first, and which of them the entries are. TypeError: a node of another kind."""
    import sympy as sp
    from sympy.functions.elementary.piecewise import ExprCondPair

    nodes, number = list[Any](), dict[Any, int]()

    def add(e: Any) -> int:
        stack = [(e, False)]
        while stack:
            node, ready = stack.pop()
            if node in number:
                continue
            if not ready and node.args and not isinstance(node, (sp.Rational, sp.Symbol)):
                stack.append((node, True))
                stack.extend((a, False) for a in reversed(node.args))
                continue
            nodes.append(_node(node, [number[a] for a in node.args] if ready else []))
            number[node] = len(nodes) - 1
        return number[e]

    def _node(node: Any, args: list[int]) -> list[Any]:
        if isinstance(node, sp.Symbol):
            return ["symbol", node.name]
        if isinstance(node, sp.Rational):
            return ["number", f"{int(node.p):x}/{int(node.q):x}"]
        if isinstance(node, sp.Float):
            return ["float", float(node).hex()]
        if isinstance(node, ExprCondPair):
            return ["pair", args]
        name = type(node).__name__
        if name in FUNCTIONS or (name in CONSTANTS and not args):
            return [name, args]
        raise TypeError(f"returns an expression with {name}, which is not understood here")

    found = [add(sp.sympify(e)) for e in entries]
    return {"nodes": nodes, "entries": found}


def decode_all(said: dict[str, Any]) -> list[Any]:
    """The expressions again. ValueError, TypeError, KeyError, IndexError: they do not read."""
    made = list[Any]()
    if len(said["nodes"]) > MOST:
        raise ValueError(f"an expression of more than {MOST} nodes")
    for name, what in said["nodes"]:
        made.append(_made(name, what, made))
    return [made[i] for i in said["entries"]]


def _made(name: str, what: Any, made: list[Any]) -> Any:
    import sympy as sp
    from sympy.functions.elementary.piecewise import ExprCondPair

    if name == "symbol":
        return _symbol(what)
    if name == "number":
        p, q = (int(n, 16) for n in what.split("/"))
        return sp.Rational(p, q)
    if name == "float":
        return sp.Float(float.fromhex(what))
    args = [made[i] for i in what]
    if name == "pair":
        return ExprCondPair(*args)
    if name in CONSTANTS:
        return _constants()[name]
    if name not in FUNCTIONS:
        raise ValueError(f"{name!r} is no function of an expression")
    return getattr(sp, name)(*args)


@cache
def _constants() -> dict[str, Any]:
    import sympy as sp

    return {type(e).__name__: e for e in (sp.pi, sp.E, sp.I, sp.nan, sp.oo, -sp.oo, sp.zoo, sp.true, sp.false)}


def _symbol(name: str) -> Any:
    """As the arithmetic of symbols makes it."""
    return arithmetic.symbols().array(name)[()]
