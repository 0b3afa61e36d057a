"""The small constants of a formula's text, and the same formula without them: `+ 1e-8` in a fraction, clip(t, 1e-6, 1 - 1e-6).

A float next to 0, 1 or -1 becomes that number: in the function's own code, its defaults, what it closes over, the globals that it
reads, and in the functions of the user that it calls. No function with a `while` in it is changed, since the loop may end by them.
"""

import dis
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from types import CellType, CodeType, FunctionType
from typing import Any

from verify.derivations.whose_code import is_users

SMALL = 1e-4  # from 0, 1 or -1


@dataclass(frozen=True)
class Guard:
    """A constant as it stands in the text, and its line."""

    value: float
    line: int

    @property
    def size(self) -> float:
        """How far it is from the number that stands for it where there is no guard."""
        return abs(self.value - round(self.value))

    def __str__(self) -> str:
        whole, rest = round(self.value), self.value - round(self.value)
        said = f"{whole} {'-' if rest < 0 else '+'} {abs(rest):.3g}" if whole else f"{self.value:.3g}"
        return f"{said} (line {self.line})"


def without(formula: Callable[..., Any]) -> tuple[Callable[..., Any], tuple[Guard, ...]]:
    """The formula with none of its guards, and those that it had; itself if there are none, or if it is no plain function."""
    return _without(formula) if isinstance(formula, FunctionType) else (formula, ())


@lru_cache(16)
def _without(formula: FunctionType) -> tuple[FunctionType, tuple[Guard, ...]]:
    made = _Without()
    bare = made.value(formula, 0, False)
    return (bare, tuple(made.guards)) if made.guards and not made.loops else (formula, ())


class _Without:
    def __init__(self) -> None:
        self.guards: dict[Guard, None] = {}
        self.loops = False
        self._functions: dict[int, FunctionType] = {}
        self._globals: dict[int, dict[str, Any]] = {}

    def value(self, v: Any, line: int, own: bool = True) -> Any:
        """A function, or if it is the user's `own` a number, as it is without guards; all else as it is."""
        if isinstance(v, FunctionType):
            return self._functions.get(id(v)) or self._function(v)
        if not own or not isinstance(v, float) or not abs(v) < 2 or not 0 < abs(v - round(v)) <= SMALL:
            return v
        self.guards[Guard(float(v), line)] = None
        return type(v)(round(v))

    def _function(self, f: FunctionType) -> FunctionType:
        code, own = f.__code__, is_users(f.__code__.co_filename)
        scope = self._globals.setdefault(id(f.__globals__), dict(f.__globals__)) if own else f.__globals__
        cells = tuple(CellType() for _ in f.__closure__ or ())
        new = FunctionType(self._code(code) if own else code, scope, f.__name__, None, cells)
        self._functions[id(f)] = new
        new.__defaults__ = tuple(self.value(v, code.co_firstlineno, own) for v in f.__defaults__ or ()) or None
        new.__kwdefaults__ = {k: self.value(v, code.co_firstlineno, own) for k, v in (f.__kwdefaults__ or {}).items()}
        for cell, name, old in zip(cells, code.co_freevars, f.__closure__ or (), strict=True):
            with suppress(ValueError):  # of a cell that is still empty
                cell.cell_contents = self.value(old.cell_contents, _line(code, name), own)
        for part in _parts(code) if own else ():
            for name in part.co_names:
                if name in f.__globals__:
                    scope[name] = self.value(f.__globals__[name], _line(part, name))
        return new

    def _code(self, code: CodeType) -> CodeType:
        self.loops = self.loops or _loops(code)
        made = (self._code(c) if isinstance(c, CodeType) else self.value(c, _line(code, c)) for c in code.co_consts)
        return code.replace(co_consts=tuple(made))


def _parts(code: CodeType) -> Iterator[CodeType]:
    """The code, and that of the functions inside it."""
    yield code
    for c in code.co_consts:
        if isinstance(c, CodeType):
            yield from _parts(c)


def _line(code: CodeType, used: Any) -> int:
    """Where a constant or a name is first used."""
    for i in dis.get_instructions(code):
        if type(i.argval) is type(used) and i.argval == used and i.positions and i.positions.lineno:
            return i.positions.lineno
    return code.co_firstlineno


def _loops(code: CodeType) -> bool:
    """Is there a loop that ends by a condition?"""
    steps = {i.offset: i.opname for i in dis.get_instructions(code)}
    back = [i for i in dis.get_instructions(code) if "JUMP_BACKWARD" in i.opname and "NO_INTERRUPT" not in i.opname]
    return any(steps[i.argval] != "FOR_ITER" for i in back)
