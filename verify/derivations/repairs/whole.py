"""An argument taken for another throughout: a formula with 1 - t for t, a rate with its sign too, or with two exchanged."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

from verify.derivations.repairs.scope import Scope

LETTERS = (("alpha", "sigma"), ("0", "1"))  # of arguments that are exchanged together
ONE = ("1 - {}", "-{}", "{} ** 2", "1 / {}")


def wholes(function: Any, scope: Scope) -> Iterator[tuple[tuple[str, str], Callable[[], Callable[[], None]]]]:
    """Each in words, and as a statement in front of all others. What is read once is changed there."""
    if not isinstance(function, ast.FunctionDef):
        return
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    forms = [*ONE, *([f"{scope.linalg}.inv({{}})"] if scope.linalg else [])]
    read = Counter(n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
    said = [(n, form.format(n)) for form in forms for n in names if read[n] > 1]
    said += [(f"{n}, {m}", f"{m}, {n}") for n, m in combinations(names, 2)]
    together = [(found, _exchanged(found, *pair)) for pair in LETTERS if len(found := _with(names, *pair)) > 2]
    said += [(", ".join(found), ", ".join(changed)) for found, changed in together]
    for old, new in said:
        (statement,) = ast.parse(f"{old} = {new}").body
        ast.increment_lineno(statement, function.lineno - 1)
        yield (old, new), partial(_first, function, statement)
    for n in (n for n in scope.scales if n in names and read[n] > 1):
        yield (f"{function.name}({n})", f"-{function.name}(1 - {n})"), partial(_backwards, function, n)


def _exchanged(names: list[str], one: str, other: str) -> list[str]:
    return [n.replace(one, "\0").replace(other, one).replace("\0", other) for n in names]


def _with(names: list[str], one: str, other: str) -> list[str]:
    """Those of the names that have one of the letters, and their counterparts the other."""
    return [n for n, m in zip(names, _exchanged(names, one, other), strict=True) if m != n and m in names]


def _first(function: ast.FunctionDef, statement: ast.stmt) -> Callable[[], None]:
    function.body.insert(0, statement)
    return lambda: function.body.remove(statement)


def _backwards(function: ast.FunctionDef, time: str) -> Callable[[], None]:
    """Time runs the other way, and with it what is a rate."""
    (statement,) = ast.parse(f"{time} = 1 - {time}").body
    undo = _first(function, ast.increment_lineno(statement, function.lineno - 1))
    returns = [(r, r.value) for r in ast.walk(function) if isinstance(r, ast.Return) and r.value is not None]
    for r, value in returns:
        r.value = ast.copy_location(ast.UnaryOp(ast.USub(), value), value)

    def back() -> None:
        undo()
        for r, value in returns:
            r.value = value

    return back
