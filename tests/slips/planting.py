"""Functions of `analytic/` with a formula, and the same functions with a slip in them, in force wherever they are held."""

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.planting import in_place
from tests.slips import sites

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_FORMULA = {"__init__", "door", "exact"}  # what comes in is checked and read there; `_points`, `_values`, `_least` likewise
FIRST = ("off", "squared", "power", "doubled", "transposed")  # rules of which every function has a slip, if it can
LEAST = 3  # slips of a function that can have so many


@dataclass(frozen=True)
class Slip:
    """One change of one function: its name `mixture.drift`, what was changed, and the code with the change."""

    function: str
    about: str
    code: CodeType


@cache
def functions() -> dict[str, FunctionType]:
    """Every function of the closed forms by its name, `mixture.drift`, `brenier.Transport.A`: as it is under its decorators."""
    found: dict[str, FunctionType] = {}
    for path in sorted((ROOT / "analytic").glob("*.py")):
        if path.stem in WITHOUT_FORMULA or path.stem.startswith("_"):
            continue
        module = import_module(f"analytic.{path.stem}")
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__:
                found |= {f"{path.stem}.{name}.{key}": f for key, f in _methods(value) if _is_of(f, path)}
            elif isinstance(f := inspect.unwrap(value) if callable(value) else value, FunctionType) and _is_of(f, path):
                found[f"{path.stem}.{name}"] = f
    return found


def _methods(owner: type) -> Iterator[tuple[str, FunctionType]]:
    for key, value in vars(owner).items():
        f = value.fget if isinstance(value, property) else value.func if isinstance(value, cached_property) else value
        if isinstance(f, FunctionType):
            yield key, f


def _is_of(f: FunctionType, path: Path) -> bool:
    """Written in this file: not imported, nor made by `dataclass`."""
    return f.__code__.co_filename == str(path)


@cache
def slips_of(name: str) -> tuple[Slip, ...]:
    """The slips of FIRST that the function can have, one of each, and others by a hash, up to LEAST: the same in every run."""
    f = functions()[name]
    tree = ast.parse(textwrap.dedent(inspect.getsource(f)))
    found = sorted(sites.slips(tree), key=lambda s: hashlib.sha256(f"{name} {s[1]}".encode()).digest())
    one_of_each = list({rule: (about, old, new) for rule, about, old, new in reversed(found)}.items())[::-1]
    named = [slip for rule, slip in one_of_each if rule in FIRST]
    others = [slip for rule, slip in one_of_each if rule not in FIRST]
    chosen = [*named, *others[: max(0, LEAST - len(named))]]
    return tuple(Slip(name, about, _compiled(f, sites.replaced(tree, old, new))) for about, old, new in chosen)


def _compiled(f: FunctionType, tree: ast.AST) -> CodeType:
    """The code of the function that the tree defines, without its decorators."""
    definition: Any = tree.body[0]  # type: ignore[attr-defined]
    definition.decorator_list = []
    module = compile(ast.Module([definition], []), f.__code__.co_filename, "exec", dont_inherit=True)
    return next(c for c in module.co_consts if isinstance(c, CodeType) and c.co_name == f.__code__.co_name)


def planted(slip: Slip) -> AbstractContextManager[None]:
    """The slip in force: the function itself is changed, so whoever holds it has the slip; no value is kept, in or out."""
    return in_place({functions()[slip.function]: slip.code})
