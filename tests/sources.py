"""The text of the three packages, as the laws of the house read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("analytic", "learned", "verify")
OF_JAX = ("_compiled", "_traced")  # modules of analytic.arithmetic that need it, which few have


@dataclass(frozen=True)
class Import:
    module: str  # of these packages
    within: bool  # a function


@dataclass(frozen=True)
class Module:
    name: str  # verify.routes.draws; of a package its own
    path: Path
    tree: ast.Module

    def imports(self, known: frozenset[str]) -> Iterator[Import]:
        """Which of the known modules it imports, those of type checkers as well."""
        yield from _imports(self.tree, known, within=False)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def modules(package: str, root: Path = ROOT) -> dict[str, Module]:
    """Every module of a package by its name."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def _imports(node: ast.AST, known: frozenset[str], within: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = within or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.ImportFrom):
            assert child.level == 0 and child.module, "imports are absolute here: a relative one is not read"
            names = {f"{child.module}.{alias.name}" for alias in child.names}
            named = names & known or {child.module}
        elif isinstance(child, ast.Import):
            named = {alias.name for alias in child.names}
        else:
            yield from _imports(child, known, inside)
            continue
        yield from (Import(name, within) for name in sorted(named & known))
