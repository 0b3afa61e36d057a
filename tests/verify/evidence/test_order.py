"""Order: the right exponent holds, another is refuted, and what has no exponent yet decides nothing."""

from dataclasses import dataclass
from fractions import Fraction as F
from typing import Any

import pytest

from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.rate import decide as decide_rate
from verify.evidence.worst import like


@dataclass(frozen=True)
class Bare:
    ar: Any


def run(subject: Any, exponent: Any, end: int = 1, **options: Any) -> Any:
    where = Regime("bare", "two numbers", Bare, (F(end),), ((F(1, 3), 2), (-1, F(2, 5))))
    claimed = lambda law, t, x: law.ar.array(exponent) + 0 * x  # noqa: E731
    return decide(Test("order", subject, (where,), options), claimed, where, 0)


def power(law: Any, t: Any, x: Any) -> Any:
    """(1 - t)^(3/2) (x + 1 - t)."""
    return (1 - t) * law.ar.sqrt(1 - t) * (x + 1 - t)


def test_the_exponent_holds_and_another_is_refuted() -> None:
    assert run(power, F(3, 2)).outcome is Outcome.HOLDS
    for wrong in (F(1, 2), F(-3, 2), F(3, 2) + F(1, 400), F(2)):
        found = run(power, wrong)
        assert found.outcome is Outcome.REFUTED
        assert "t -> 1, entry [" in found.witness
        assert "it falls as h^1.5000; claimed h^" in found.witness


def test_a_least_exponent_is_met_by_every_larger_order_and_missed_by_a_smaller_one() -> None:
    for exponent in (F(-1), F(0), F(3, 2)):
        assert run(power, exponent, at_least=True).outcome is Outcome.HOLDS
    found = run(power, F(3, 2) + F(1, 400), at_least=True)
    assert found.outcome is Outcome.REFUTED
    assert "it falls as h^1.5000; claimed h^1.5025 or faster" in found.witness
    assert found.unit == "exponent - order"


def test_what_grows_without_bound_is_within_no_constant() -> None:
    """A family: modes 1/h apart, say, against h; whatever C, 1/h exceeds C h."""
    found = run(lambda law, h, x: x * x / h, F(1), 0, at_least=True, called="h")
    assert found.outcome is Outcome.REFUTED
    assert found.witness.startswith("h -> 0, entry [") and "it grows as h^-1.0000; claimed h^1.0000 or faster" in found.witness


def test_at_the_start_and_at_infinity() -> None:
    assert run(lambda law, t, x: x / t, F(-1), 0).outcome is Outcome.HOLDS
    assert run(lambda law, t, x: x / (3 * (t + 1)), F(1), 0, reciprocal=True).outcome is Outcome.HOLDS
    found = run(lambda law, t, x: x / (3 * (t + 1)), F(2), 0, reciprocal=True)
    assert found.outcome is Outcome.REFUTED
    assert "t -> infinity" in found.witness


@pytest.mark.parametrize(
    "subject",
    [
        lambda law, t, x: (1 - t) * law.ar.log(1 - t) * x,  # a logarithm: the order is still moving
        lambda law, t, x: 0 * x,  # no order
        lambda law, t, x: x[:, :0],  # no entry
        lambda law, t, x: law.ar.exp(-1 / (1 - t) ** (law.ar.array(1) / 20)) * x,  # no power at all
    ],
)
def test_no_exponent_decides_nothing(subject: Any) -> None:
    found = run(subject, F(1))
    assert found.outcome is Outcome.UNDECIDED and "nan" not in found.witness
    assert run(subject, F(-1), at_least=True).outcome is Outcome.UNDECIDED


def test_an_order_in_the_middle_is_an_error() -> None:
    with pytest.raises(ValueError, match="an order is taken at 0 or 1"):
        where = Regime("bare", "", Bare, (F(1, 2),), ((1,),))
        decide(Test("order", power, (where,)), power, where, 0)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (1.0, "falls as h^1.0000"),
        (-1.5, "grows as h^-1.5000"),
        (-1e-9, "neither falls nor grows: h^0.0000"),
        (float("nan"), "follows no power of h"),
    ],
)
def test_an_order_in_words(order: float, said: str) -> None:
    assert like(order) == said


def test_a_derivative_that_is_off_is_told_by_its_remainder() -> None:
    where = Regime("bare", "", Bare, (F(1, 2),), ((1,),))
    found = decide_rate(
        Test("rate", lambda law, t, x: x * x, (where,), {"along": "x"}), lambda law, t, x: 3 * x[..., None], where, 0
    )
    assert found.outcome is Outcome.REFUTED
    assert (
        "point 0, h = 2^-40: the Taylor remainder falls as h^1.0000; if this were the derivative, as h^2 or faster" in found.witness
    )
