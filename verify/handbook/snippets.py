"""Snippets that run: a call of each closed form with the good arguments of `arguments.py`, written out for float64.

The arguments are read from the text of that file, so that a snippet shows numbers and constructors, no names of ours.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from analytic.arithmetic import float64
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.quantity import Quantity
from verify.handbook import arguments
from verify.regimes.operands import need

WIDE = 100  # a longer call is written one argument a line


def of_function(name: str, f: Callable[..., Any]) -> str:
    """A call of the closed form, with its imports."""
    lines, given = ["ar = float64()"], list[str]()
    for key in arguments.given(name, f, float64()):
        if key == "ar":
            given.append("ar=ar" if given else "ar")
        elif arguments.is_law(key, given):
            lines[1:] = [f"law = {_text(arguments.longest(_table('laws'), name))}"]
            given.append(f"{key}=law" if given else "law")
        else:
            given.append(f"{key}={_text(_good(name, key))}")
    call = f"{name}({', '.join(given)})"
    if len(call) > WIDE:
        call = f"{name}(\n    " + ",\n    ".join(given) + ",\n)"
    body = [*lines, f"print({call})"]
    modules = sorted({m for n in ast.walk(ast.parse("\n".join(body))) if (m := _module(n))})
    used = body if any(isinstance(n, ast.Name) and n.id == "ar" for n in ast.walk(ast.parse("\n".join(body[1:])))) else body[1:]
    imports = [f"from analytic import {', '.join(modules)}", "from analytic.arithmetic import float64"]
    return "\n".join([*imports, "", *used]) + "\n"


def of_quantity(q: Quantity) -> str:
    """The closed form of the first law, at the first exact case with what it needs."""
    law = next(iter(q.of))
    needs = q.needs.union(map(need, q.takes))
    case: Regime = next(cases.ladder(law, needs, 0))
    given = {name: _plain(value) for name, value in cases.parameters(case).items()}
    t, x = _plain(case.times[0]), [_plain(case.points[0])]
    return (
        "from analytic.arithmetic import float64\n"
        "from verify.derivations.quantities import find\n"
        "from verify.regimes.constructors import constructor\n\n"
        f"parameters = {given!r}\n"
        f'law = constructor("{law}", parameters)(float64(), **parameters)\n'
        f'print(find("{q.name}").of["{law}"](law, {t!r}, law.ar.array({x!r})))\n'
    )


def _plain(value: Any) -> Any:
    """Lists and numbers; what is no whole number as a float, which it is exactly."""
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value


def _good(name: str, key: str) -> ast.expr:
    mine = [k for k in (f"{name}.{key}", f"{name.split('.')[0]}.{key}", key) if k in _table("GOOD")]
    return _table("GOOD")[mine[0]]


@cache
def _tree() -> ast.Module:
    return ast.parse(inspect.getsource(arguments))


@cache
def _table(name: str) -> dict[str, ast.expr]:
    """The entries of a dict of that file, as text."""
    node = next(n for n in _tree().body if isinstance(n, ast.FunctionDef | ast.AnnAssign) and _named(n) == name)
    found = next(n for n in ast.walk(node) if isinstance(n, ast.Dict))
    return {str(ast.literal_eval(k)): v for k, v in zip(found.keys, found.values, strict=True) if k is not None}


def _named(node: ast.FunctionDef | ast.AnnAssign) -> str:
    return node.name if isinstance(node, ast.FunctionDef) else ast.unparse(node.target)


@cache
def _letters() -> Mapping[str, ast.expr]:
    """What the names of that file stand for: H, I, S, and the laws that others are made of."""
    found: dict[str, ast.expr] = {"linear": ast.parse("path.linear", mode="eval").body}
    for node in ast.walk(_tree()):
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            found.setdefault(target.id, node.value)
        elif isinstance(node, ast.Assign) and isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            found |= {t.id: v for t, v in zip(target.elts, node.value.elts, strict=True) if isinstance(t, ast.Name)}
    return found


class _Written(ast.NodeTransformer):
    """Names of ours by what they stand for; fractions as floats."""

    def visit_Name(self, node: ast.Name) -> Any:
        return self.visit(_letters()[node.id]) if node.id in _letters() else node

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        said = ast.unparse(node.func)
        if said == "_in":
            return self.visit(node.args[1])
        if said == "Fraction":
            return ast.Constant(float(Fraction(*(int(ast.literal_eval(a)) for a in node.args))))
        return self.generic_visit(node)


def _text(node: ast.expr) -> str:
    return ast.unparse(_Written().visit(ast.parse(ast.unparse(node), mode="eval").body))


def _module(node: ast.AST) -> str:
    """The module of ours that an attribute is taken of."""
    ours = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in arguments.MODULES
    return ast.unparse(node.value) if ours and isinstance(node, ast.Attribute) else ""
