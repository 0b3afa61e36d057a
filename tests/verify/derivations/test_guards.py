"""Small constants of a text are found with their lines, and set to what stands for them where there is no guard."""

from typing import Any

import numpy as np
import pytest

from verify.derivations.guards import Guard, without

EPS = 1e-8


def added(x: float) -> float:
    return 1 / (x + 1e-8)


def clipped(x: float) -> Any:
    return 1 / np.clip(x, 1e-6, 1 - 1e-6)


def of_a_global(x: float) -> float:
    return 1 / max(x, EPS)


def by_default(x: float, eps: float = 1e-9, *, more: float = 2e-9) -> float:
    return x + eps + more


def calling(x: float) -> float:
    return added(x) + inside(x)


def inside(x: float) -> float:
    return sum(e + 1e-7 for e in (x, -x))


def closed_over(eps: float) -> Any:
    return lambda x: x + eps


def twice(x: float, depth: int = 3) -> float:
    return x + 1e-9 if depth == 0 else twice(x, depth - 1)


@pytest.mark.parametrize(
    ("f", "x", "value", "guards"),
    [
        (added, 2.0, 0.5, [1e-8]),
        (clipped, 1.0, 1.0, [1e-6, 1 - 1e-6]),
        (of_a_global, 1e-12, 1e12, [1e-8]),
        (by_default, 1.0, 1.0, [1e-9, 2e-9]),
        (calling, 2.0, 0.5, [1e-8, 1e-7]),
        (closed_over(1e-5), 3.0, 3.0, [1e-5]),
        (twice, 1.0, 1.0, [1e-9]),
    ],
)
def test_guards_are_found_and_left_out(f: Any, x: float, value: float, guards: list[float]) -> None:
    bare, found = without(f)
    assert bare(x) == pytest.approx(value, rel=1e-15) and sorted(g.value for g in found) == sorted(guards)
    assert all(g.line > 0 for g in found)


def test_the_line_is_where_it_stands() -> None:
    (guard,) = without(added)[1]
    assert guard.line == added.__code__.co_firstlineno + 1 and str(guard) == f"1e-08 (line {guard.line})"
    assert [str(g).split(" (")[0] for g in without(clipped)[1]] == ["1e-06", "1 - 1e-06"]
    assert Guard(1 - 1e-6, 3).size == pytest.approx(1e-6)


def test_the_function_itself_stays_as_it_is() -> None:
    without(calling)
    assert calling(0.0) == pytest.approx(1e8) and EPS == 1e-8 and added.__code__.co_consts[-1] == 1e-8


def large(x: float) -> float:
    return x * 0.3 + 1.01 + 3.0001 + 2e-4 + 0.0


def looping(x: float) -> float:
    step = x
    while step > 1e-8:
        step /= 2
    return step


def calling_a_loop(x: float) -> float:
    return looping(x) + 1e-8


def with_for(x: float) -> float:
    for _ in range(3):
        x = x + 1e-8
    return x


@pytest.mark.parametrize("f", [large, looping, calling_a_loop, np.linalg.solve, max, print])
def test_what_is_no_guard_or_may_end_a_loop_is_left_alone(f: Any) -> None:
    assert without(f) == (f, ())


def test_a_loop_over_a_range_is_no_condition() -> None:
    bare, (guard,) = without(with_for)
    assert bare(1.0) == 1.0 and guard.value == 1e-8
