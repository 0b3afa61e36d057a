"""A function made again reaches what it calls and what it closes over, and leaves libraries and itself as they were."""

from math import sqrt
from types import CodeType, FunctionType
from typing import Any

from verify.derivations.remade import Remade, loops

HALF = 0.5


def inner(x: float) -> float:
    return x + HALF


def outer(x: float, of: Any = inner) -> float:
    return inner(x) + of(x) + sqrt(x)


def closing(f: Any) -> Any:
    return lambda x: f(x)


def endless(x: float) -> float:
    while x < 1:
        x *= 2
    return x


def doubled(v: Any, code: CodeType, name: str) -> Any:
    return 2 * v if isinstance(v, float) else v


def test_numbers_are_changed_wherever_the_users_text_reads_them() -> None:
    assert Remade(number=doubled)(outer)(4.0) == 4 + 1 + 4 + 1 + 2 and outer(4.0) == 4 + 0.5 + 4 + 0.5 + 2
    assert Remade(number=doubled)(closing(inner))(1.0) == 2 and HALF == 0.5


def test_code_is_changed_in_what_is_called() -> None:
    def of(code: CodeType) -> CodeType:
        return other.__code__ if code is inner.__code__ else code

    def other(x: float) -> float:
        return 10 * x

    made = Remade(of)
    assert made(outer)(4.0) == 40 + 40 + 2
    assert made(outer) is made(outer) and {f.__name__ for f in made.functions} >= {"outer", "inner"}


def test_a_loop_with_a_condition_is_seen() -> None:
    assert loops(endless.__code__) and not loops(outer.__code__) and isinstance(closing(inner), FunctionType)
