"""Functions of `analytic/` with a formula, and the same functions with a slip in them, in force wherever they are held."""

import ast
import hashlib
import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.slips import sites

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_FORMULA = {"__init__", "door", "exact"}  # what comes in is checked and read there; `_points`, `_values`, `_least` likewise
EACH, ALL = 1, 3  # slips of one rule in one function, at most; "off by 1e-9" in each of up to ALL results


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
    """Of each rule the change whose words come first by a hash: another one for each function, the same in every run."""
    f = functions()[name]
    tree = ast.parse(textwrap.dedent(inspect.getsource(f)))
    chosen: dict[str, list[Any]] = {}
    for about, old, new in sites.slips(tree):
        chosen.setdefault(about.split(":")[0].split(" ")[0] if ":" in about else about.split(" ")[-1], []).append((about, old, new))
    out = {}
    for rule, found in chosen.items():
        found.sort(key=lambda s: hashlib.sha256(f"{name} {s[0]}".encode()).digest())
        for about, old, new in found[: ALL if rule == "off" else EACH]:
            out[about] = Slip(name, about, _compiled(f, sites.replaced(tree, old, new)))
    return tuple(out.values())


def _compiled(f: FunctionType, tree: ast.AST) -> CodeType:
    """The code of the function that the tree defines, without its decorators."""
    definition: Any = tree.body[0]  # type: ignore[attr-defined]
    definition.decorator_list = []
    module = compile(ast.Module([definition], []), f.__code__.co_filename, "exec", dont_inherit=True)
    return next(c for c in module.co_consts if isinstance(c, CodeType) and c.co_name == f.__code__.co_name)


@contextmanager
def planted(slip: Slip) -> Iterator[None]:
    """The slip in force: the function itself is changed, so whoever holds it has the slip."""
    f = functions()[slip.function]
    right, f.__code__ = f.__code__, slip.code
    try:
        yield
    finally:
        f.__code__ = right
