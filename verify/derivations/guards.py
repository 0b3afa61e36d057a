"""The small constants of a formula's text, and the same formula without them: `+ 1e-8` in a fraction, clip(t, 1e-6, 1 - 1e-6).

A float next to 0, 1 or -1 becomes that number: in the function's own code, its defaults, what it closes over, the globals that it
reads, and in the functions of the user that it calls. No function with a `while` in it is changed, since the loop may end by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from verify.derivations.remade import Remade, line_of, loops

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
    bare = made.function(formula)
    return (bare, tuple(made.guards)) if made.guards and not made.loops else (formula, ())


class _Without:
    def __init__(self) -> None:
        self.guards: dict[Guard, None] = {}
        self.loops = False
        self.function = Remade(self._code, self._number)

    def _number(self, v: Any, code: CodeType, name: Any) -> Any:
        """A number as it is without guards; all else as it is."""
        if not isinstance(v, float) or not abs(v) < 2 or not 0 < abs(v - round(v)) <= SMALL:
            return v
        self.guards[Guard(float(v), line_of(code, name))] = None
        return type(v)(round(v))

    def _code(self, code: CodeType) -> CodeType:
        self.loops = self.loops or loops(code)
        made = (self._code(c) if isinstance(c, CodeType) else self._number(c, code, c) for c in code.co_consts)
        return code.replace(co_consts=tuple(made))
