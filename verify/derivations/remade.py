"""A user's function made again with other code or other numbers: with the user's functions that it calls."""

import dis
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import CellType, CodeType, FunctionType
from typing import Any

from verify.derivations.whose_code import is_users


class Remade:
    """`code` of the user's code; `number` of whatever else a code reads by a name."""

    def __init__(
        self,
        code: Callable[[CodeType], CodeType] = lambda code: code,
        number: Callable[[Any, CodeType, Any], Any] = lambda v, code, name: v,
    ) -> None:
        self._code, self._number = code, number
        self.functions: dict[FunctionType, FunctionType] = {}  # the user's, and what became of them
        self._globals: dict[int, dict[str, Any]] = {}

    def __call__(self, f: FunctionType) -> FunctionType:
        """The function made again, with all that it reaches."""
        if f in self.functions:
            return self.functions[f]
        code, own = f.__code__, is_users(f.__code__.co_filename)
        scope = self._globals.setdefault(id(f.__globals__), dict(f.__globals__)) if own else f.__globals__
        cells = tuple(CellType() for _ in f.__closure__ or ())
        new = FunctionType(self._code(code) if own else code, scope, f.__name__, None, cells)
        self.functions[f] = new
        new.__defaults__ = tuple(self._read(v, code, "", own) for v in f.__defaults__ or ()) or None
        new.__kwdefaults__ = {k: self._read(v, code, "", own) for k, v in (f.__kwdefaults__ or {}).items()}
        for cell, name, old in zip(cells, code.co_freevars, f.__closure__ or (), strict=True):
            with suppress(ValueError):  # of a cell that is still empty
                cell.cell_contents = self._read(old.cell_contents, code, name, own)
        for part in parts(code) if own else ():
            for name in part.co_names:
                if name in f.__globals__:
                    scope[name] = self._read(f.__globals__[name], part, name)
        return new

    def _read(self, v: Any, code: CodeType, name: str, own: bool = True) -> Any:
        """What the user's `own` code reads, and any function; all else as it is."""
        if isinstance(v, FunctionType):
            return self(v)
        return self._number(v, code, name) if own else v


def parts(code: CodeType) -> Iterator[CodeType]:
    """The code, and that of the functions inside it."""
    yield code
    for c in code.co_consts:
        if isinstance(c, CodeType):
            yield from parts(c)


def line_of(code: CodeType, used: Any) -> int:
    """Where a constant or a name is first used."""
    for i in dis.get_instructions(code):
        if type(i.argval) is type(used) and i.argval == used and i.positions and i.positions.lineno:
            return i.positions.lineno
    return code.co_firstlineno


def loops(code: CodeType) -> bool:
    """Is there a loop that ends by a condition?"""
    steps = {i.offset: i.opname for i in dis.get_instructions(code)}
    back = [i for i in dis.get_instructions(code) if "JUMP_BACKWARD" in i.opname and "NO_INTERRUPT" not in i.opname]
    return any(steps[i.argval] != "FOR_ITER" for i in back)
