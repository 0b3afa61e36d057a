"""The public face, name by name: how each is called, and what its docstring says."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

FACES = ("verify", "learned.model", "learned.flow", "learned.probe", "learned.dependence", "learned.data")


@dataclass(frozen=True)
class Name:
    name: str
    call: str  # with its arguments; "" of what is not called
    says: str


def faces() -> list[tuple[str, str, list[Name]]]:
    """Of each module its name, its first line, and what it offers. `driftproof` has the names of `verify` by themselves."""
    return [(face, _first(module := import_module(face)), list(_names(module))) for face in FACES]


def _names(module: ModuleType) -> Iterator[Name]:
    offered = getattr(module, "__all__", None) or [n for n, v in vars(module).items() if _own(module, n, v)]
    for name in sorted(offered, key=str.lower):
        value = getattr(module, name)
        if not isinstance(value, ModuleType) and (inspect.isroutine(value) or inspect.isclass(value)):
            yield Name(name, _call(name, value), inspect.getdoc(value) or "")


def _own(module: ModuleType, name: str, value: object) -> bool:
    return not name.startswith("_") and getattr(value, "__module__", None) == module.__name__


def _call(name: str, value: object) -> str:
    """The signature without annotations: the names and what they are if they are left out."""
    try:
        signature = inspect.signature(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return name
    plain = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return f"{name}{signature.replace(parameters=plain, return_annotation=signature.empty)}"


def _first(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").partition("\n")[0]
