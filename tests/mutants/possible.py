"""Every mutant of `analytic/`: where a single change of a function's body can be made, what kind of line it is, and a sample."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

from tests.mutants.operators import OPERATORS
from tests.slips.sites import HELD, stated_otherwise
from tests.sources import OF_JAX, ROOT

# What comes in is checked and read there, and what is shown is written: no formula of a paper.
DOORS = ("door", "exact", "options", "_answers", "_counts", "_entries", "_least", "_points", "_shown", "_values")
DOES = ("append", "exp", "matmul", "run", "setbufsize", "__init__")  # what is called for what it does, not to check
NUMERICS = ("arithmetic.", "_eigenvalues")  # no formula of a paper either
WORDS = (ast.Raise, ast.JoinedStr, ast.arguments)


class Stratum(StrEnum):
    FORMULA = "formulas, values"
    DOOR = "formulas and door, checks"
    ARITHMETIC = "arithmetic, values"
    GUARD = "arithmetic, checks"


@dataclass(frozen=True)
class Mutant:
    """One change of one function; `about` says it, with a number where a function has several that read alike."""

    module: str  # mixture, arithmetic._roots
    function: str  # Transport.A; of a function within a function outer.<locals>.inner, as Python names it
    operator: str
    about: str
    stratum: Stratum
    line: int
    old: ast.AST
    new: ast.AST

    @property
    def id(self) -> str:
        return f"{self.module}.{self.function} | {self.operator} | {self.about}"

    @property
    def path(self) -> Path:
        return ROOT / "analytic" / f"{self.module.replace('.', '/')}.py"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def mutants() -> tuple[Mutant, ...]:
    """All of them, module by module, in the order of the lines; the faces of packages, which only import, have none; nor has
    what needs JAX, which tests/analytic/test_compiled.py holds against float64 where it is.
    """
    paths = sorted(path for path in (ROOT / "analytic").rglob("*.py") if path.stem not in ("__init__", *OF_JAX))
    return tuple(chain.from_iterable(_of_module(path) for path in paths))


@cache
def named() -> dict[str, Mutant]:
    """All of them by their ids."""
    return {m.id: m for m in mutants()}


def sample(n: int, seed: int) -> list[Mutant]:
    """The first n of an order that takes the modules in turn, and of each module the operators: of a larger n the first n too."""

    def shuffled(name: str) -> bytes:
        return hashlib.sha256(f"{seed} {name}".encode()).digest()

    modules: dict[str, dict[str, list[Mutant]]] = {}
    for m in sorted(mutants(), key=lambda m: shuffled(m.id)):
        modules.setdefault(m.module, {}).setdefault(m.operator, []).append(m)
    in_turn = [_in_turn([of[name] for name in sorted(of, key=lambda o, m=name: shuffled(m + o))]) for name, of in modules.items()]
    return _in_turn(in_turn)[:n]


def _in_turn(lists: list[list[Mutant]]) -> list[Mutant]:
    return [m for row in zip_longest(*lists) for m in row if m is not None]


def _of_module(path: Path) -> Iterator[Mutant]:
    name = ".".join(path.relative_to(ROOT / "analytic").with_suffix("").parts)
    whole, seen = tree(path), Counter[tuple[str, str, str]]()
    stated = set(stated_otherwise(whole))
    for function, qualified in functions(whole):
        refuses, names = _only_refuses(function), _names(whole if "." in qualified else function)
        for node, checks in _lines(function):
            for operator, changes in OPERATORS.items():
                for about, old, new in changes(node):
                    known = _names(new) <= names | {HELD} and not {"super"} & _names(old) - _names(new)  # it closes over its class
                    if (old in stated and operator == "off by 1e-9") or not known or ast.dump(old) == ast.dump(new):
                        continue
                    seen[key := (qualified, operator, about)] += 1
                    number = f" ({seen[key]})" if seen[key] > 1 else ""
                    check = checks or refuses or (operator == "check removed" and isinstance(node, ast.If))
                    line = getattr(node, "lineno", function.lineno)
                    yield Mutant(name, qualified, operator, about + number, _stratum(name, check), line, old, new)


def functions(node: ast.AST, within: str = "") -> Iterator[tuple[ast.FunctionDef, str]]:
    """Every function with its qualified name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield child, within + child.name
            yield from functions(child, f"{within}{child.name}.<locals>.")
        else:
            yield from functions(child, f"{within}{child.name}." if isinstance(child, ast.ClassDef) else within)


def _lines(node: ast.AST, checks: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """The nodes of a function's own body, and whether they are part of a check."""
    for child in node.body if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node):
        if isinstance(child, (*WORDS, ast.FunctionDef)) or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            continue
        if isinstance(node, ast.AnnAssign) and child is node.annotation:
            continue
        refuses = isinstance(node, ast.If) and child is node.test and isinstance(node.body[-1], ast.Raise)
        here = checks or refuses or _checks(child)
        yield child, here
        yield from _lines(child, here)


def _names(node: ast.AST) -> set[str]:
    """What is read there: an unknown name would be no mutant but an error."""
    return {n.id if isinstance(n, ast.Name) else n.attr for n in ast.walk(node) if isinstance(n, ast.Name | ast.Attribute)}


def _checks(node: ast.AST) -> bool:
    """A call for nothing but its refusal."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] not in DOES


def _only_refuses(function: ast.FunctionDef) -> bool:
    """It returns nothing, and raises."""
    nodes = [*ast.walk(function)]
    return any(isinstance(n, ast.Raise) for n in nodes) and not any(isinstance(n, ast.Return) and n.value for n in nodes)


def _stratum(module: str, check: bool) -> Stratum:
    if module.startswith(NUMERICS):
        return Stratum.GUARD if check else Stratum.ARITHMETIC
    return Stratum.DOOR if check or module in DOORS else Stratum.FORMULA
