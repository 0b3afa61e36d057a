"""All single changes of a user's text: each where it stands, and the function as it is with it.

The text is read from the user's file, and taken only if it compiles to the code that runs. Functions that the formula calls are
changed like itself, if they are the user's. Nothing with a `while` in it is changed, since it may then never end.
"""

import __future__

import ast
import linecache
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, islice
from types import CodeType, FunctionType, ModuleType
from typing import Any

from verify.derivations.remade import Remade, loops, parts
from verify.derivations.repairs.matrices import ENTRYWISE
from verify.derivations.repairs.operators import FARTHER, PLAIN
from verify.derivations.repairs.places import expressions, put
from verify.derivations.repairs.scope import Rule, Scope
from verify.derivations.repairs.span import marked
from verify.derivations.repairs.told import Edit, told
from verify.derivations.repairs.whole import wholes
from verify.derivations.whose_code import is_users

MOST = 6000  # of one formula
TIMES = ["t", "s", "tau", "sigma", "sigma_t", "alpha", "alpha_t", "alpha_bar", "sigma_min", "sigma_data", "beta", "snr"]
RATES = ["a", "b", "da", "db", "dalpha", "dsigma", "alpha_rate", "sigma_rate"]
PARTS = ("m0", "S0", "m", "C", "m1", "S1", "w")  # of a law
FUTURE: set[int] = {getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}
FLAGS = sum(FUTURE)
Key = tuple[str, int]


@dataclass(frozen=True)
class _Change:
    """One change of the statement `top` of a file: `do` makes it, and returns what undoes it."""

    file: str
    top: ast.stmt
    flags: int
    node: ast.AST  # where
    do: Callable[[], Callable[[], None]]
    new: ast.AST | None = None  # what stands there then
    says: tuple[str, str] = ("", "")  # what stands for what, throughout


class Text:
    """The text of a formula, and its changes, in order of their price."""

    def __init__(self, formula: FunctionType) -> None:
        self.formula = formula
        made = Remade()
        made(formula)
        own = [f for f in made.functions if is_users(f.__code__.co_filename)]
        self.changes = [] if any(loops(c) for f in own for c in parts(f.__code__)) else _changes(own)

    def edited(self, n: int) -> Any:
        """The formula with the n-th change. SyntaxError, ValueError: it makes no function."""
        change = self.changes[n]
        undo = change.do()
        try:
            codes = _codes(change.top, change.file, change.flags)
        finally:
            undo()

        def changed(code: CodeType) -> CodeType:
            return codes.get((code.co_qualname, code.co_firstlineno), code) if code.co_filename == change.file else code

        return Remade(changed)(self.formula)

    def told(self, n: int) -> Edit:
        change = self.changes[n]
        if change.new is None:
            return Edit(0, *change.says)
        edit = told(getattr(change.node, "lineno", 0), change.top, change.node, change.new, change.do)
        return replace(edit, mark=marked(change.file, _tree(change.file), change.node, change.new, change.do))


@lru_cache(8)
def text_of(formula: FunctionType) -> Text:
    return Text(formula)


def _changes(functions: list[FunctionType]) -> list[_Change]:
    """Rule by rule, of the formula first, then of what it calls; its arguments throughout before what is nowhere in the text."""
    found = [(f, *place, _scope(f, place[1])) for f in functions if (place := _place(f))]

    def local(rules: Iterable[Rule]) -> Iterator[_Change]:
        for rule in rules:
            for f, top, node, flags, scope in found:
                for e, new, do in _of_rule(rule, node, scope):
                    yield _Change(f.__code__.co_filename, top, flags, e, do, new)

    def throughout() -> Iterator[_Change]:
        for f, top, node, flags, scope in found[:1]:
            for says, do in wholes(node, scope):
                yield _Change(f.__code__.co_filename, top, flags, node, do, says=says)

    return list(islice(chain(local(PLAIN), throughout(), local(FARTHER)), MOST))


def _place(f: FunctionType) -> tuple[ast.stmt, ast.AST, int] | None:
    """The statement of the file that the function stands in, its node, the flags of its code; None where its text is another."""
    code = f.__code__
    whole = _tree(code.co_filename)
    key, flags = (code.co_qualname, code.co_firstlineno), code.co_flags & FLAGS
    for top in whole.body if whole else []:
        if not _first_line(top) <= code.co_firstlineno <= (top.end_lineno or 0):
            continue
        nodes = [n for n in ast.walk(top) if isinstance(n, (ast.FunctionDef, ast.Lambda)) and _first_line(n) == code.co_firstlineno]
        nodes = [n for n in nodes if getattr(n, "name", "<lambda>") == f.__code__.co_name]
        if len(nodes) == 1 and _same(_codes(top, code.co_filename, flags).get(key), code):
            return top, nodes[0], flags
    return None


def _first_line(node: Any) -> int:
    return min(int(n.lineno) for n in (node, *getattr(node, "decorator_list", [])))


def _same(made: CodeType | None, code: CodeType) -> bool:
    return made is not None and made.co_code == code.co_code and made.co_names == code.co_names


@lru_cache(8)
def _tree(file: str) -> ast.Module | None:
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return None


def _codes(top: ast.stmt, file: str, flags: int) -> dict[Key, CodeType]:
    """The code of every function in a statement; the compiler looks at what is imported."""
    imports = [s for s in getattr(_tree(file), "body", []) if isinstance(s, (ast.Import, ast.ImportFrom))]
    made = compile(ast.Module([*imports, top], []), file, "exec", flags=flags, dont_inherit=True)
    return {(c.co_qualname, c.co_firstlineno): c for c in parts(made)}


def _scope(f: FunctionType, node: ast.AST) -> Scope:
    stored = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    named = [*(a.arg for a in ast.walk(node) if isinstance(a, ast.arg)), *stored]
    names = tuple(dict.fromkeys(n for n in named if not n.startswith("_")))
    attributes = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    of_law = PARTS if attributes & {*PARTS} else ()
    used = [n for n, v in f.__globals__.items() if isinstance(v, ModuleType) and hasattr(v, "linalg")]
    reads = [n for n in ast.walk(node) if isinstance(n, (ast.Name, ast.Subscript, ast.Attribute)) and isinstance(n.ctx, ast.Load)]
    values = tuple(dict.fromkeys(text for n in reads if (text := ast.unparse(n)).split(".")[0].split("[")[0] in names))
    scales = tuple(n for n in names if n in TIMES + RATES)
    pi = next((ast.unparse(n) for n in reads if "pi" in (getattr(n, "attr", ""), getattr(n, "id", ""))), "")
    linalg, of_matrices = f"{used[0]}.linalg" if used else "", tuple(_of_matrices(f.__globals__))
    return Scope(names, scales, of_law, values, linalg, pi, tuple(_coefficients(node, scales)), of_matrices)


def _coefficients(node: ast.AST, scales: tuple[str, ...]) -> Iterator[str]:
    """Products, quotients and powers of scales and numbers, each once."""
    seen = set[str]()
    for e in ast.walk(node):
        if isinstance(e, ast.BinOp) and isinstance(e.op, (ast.Mult, ast.Div, ast.Pow)):
            inside = [n for n in ast.walk(e) if isinstance(n, (ast.Name, ast.Call, ast.Subscript, ast.Attribute))]
            if inside and all(isinstance(n, ast.Name) and n.id in scales for n in inside) and (text := ast.unparse(e)) not in seen:
                seen.add(text)
                yield text


def _of_matrices(names: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the file imports of functions of a matrix, by itself or in a module."""
    for other in ENTRYWISE.values():
        if callable(names.get(other)):
            yield other, other
        yield from ((other, f"{n}.{other}") for n, v in names.items() if isinstance(v, ModuleType) and hasattr(v, other))


def _of_rule(rule: Any, function: Any, scope: Scope) -> Iterator[tuple[ast.AST, ast.AST, Callable[[], Callable[[], None]]]]:
    for holder, field, index, e in expressions(function):
        for new in rule(e, holder, scope):
            placed = ast.copy_location(copy(new), e)  # it may be a part of the text, which keeps its own place
            yield e, new, partial(put, holder, field, index, ast.fix_missing_locations(placed))
