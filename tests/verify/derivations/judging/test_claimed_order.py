"""A step of too low an order is told the change of its text that mends it, and none where none does."""

from typing import Any

import pytest

from verify import as_derivation
from verify.derivations.judging.claimed_order import order_repair
from verify.derivations.judging.decide import decide

HERE: dict[str, Any] = {"law": "gaussian", "assume": ("standard source", "centred data", "d=1")}


def slope(x: Any, t: Any, var1: Any) -> Any:
    return (t * var1 - (1 - t)) / ((1 - t) ** 2 + t**2 * var1) * x


def at_the_old_time(x: Any, t: Any, h: Any, var1: Any) -> Any:
    k = slope(x, t, var1)
    return x + h / 2 * (k + slope(x + h * k, t, var1))


def whole_step(x: Any, t: Any, h: Any, var1: Any) -> Any:
    return x + h * slope(x + h * slope(x, t, var1), t + h / 2, var1)


def euler(x: Any, t: Any, h: Any, var1: Any) -> Any:
    return x + h * slope(x, t, var1)


@pytest.mark.parametrize(
    ("step", "right"),
    [(at_the_old_time, "slope(x + h * k, t + h, var1)"), (whole_step, "x + h * slope(x, t, var1) / 2")],
)
def test_the_change_that_gives_the_order_is_told(step: Any, right: str) -> None:
    answer = decide(as_derivation(step, "flow_step", order=2, **HERE), 0, 60.0)
    assert answer.verdict == "REFUTED" and answer.diagnosis and right in answer.diagnosis.words


def test_nothing_is_told_where_no_single_change_does() -> None:
    assert order_repair(as_derivation(euler, "flow_step", order=3, **HERE).settled(), 0, float("inf")) is None
