"""The language of claims: what the regime has, the formula takes; bounds; and tests that look at nothing."""

from dataclasses import dataclass, replace
from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from flint import arb, ctx

from analytic import arithmetic
from verify.claim import Claim, NearMiss, Outcome, Regime, Test, bounded, cases, excess, identity, inequality
from verify.evidence import decide
from verify.evidence.kinds import KINDS
from verify.regimes import PAIR, at_one_point, once, timed, when
from verify.residuals import equals
from verify.residuals.wrong import halved, off, reversed_time, transposed
from verify.runner import run, verdict


@dataclass(frozen=True)
class Root:
    """The number a = 2."""

    ar: Any
    a: Any


def two(ar: Any) -> Root:
    return Root(ar, ar.array(2))


ALONE = Regime.once("two", "the number 2", two)
SYMBOL = Regime.once("a", "every number", lambda ar: Root(ar, ar.array("a")))
TIMED = Regime("two, timed", "the number 2", two, (F(1, 4), F(1, 2)), takes="t")
POINTS = Regime("two, at points", "the number 2", two, (F(1, 4), F(1, 2)), ((F(1, 3),), (-2,), (5,)))


def square(law: Any, *at: Any) -> Any:
    """a^2, of whatever the regime has."""
    return law.a * law.a


def power(law: Any) -> Any:
    return law.a**2


def found(test: Test, formula: Any, regime: Regime) -> Any:
    return decide(test, formula, regime, 0)


@pytest.mark.parametrize(("regime", "taken"), [(ALONE, ()), (TIMED, ("t",)), (POINTS, ("t", "x"))])
def test_a_formula_takes_what_the_regime_has(regime: Regime, taken: tuple[str, ...]) -> None:
    seen: list[Any] = []
    for case in cases(regime, arithmetic.float64()):
        case.value(lambda *at: seen.append(at))
        assert (case.t is not None, case.x is not None) == ("t" in taken, "x" in taken)
    assert all(len(at) == 1 + len(taken) for at in seen)
    assert len(seen) == (len(regime.times) if "t" in taken else 1)


def test_a_case_is_asked_for_its_value_elsewhere() -> None:
    case = cases(POINTS, arithmetic.float64())[0]
    assert case.value(lambda law, t, x: t, t=3) == 3
    assert case.value(lambda law, t, x: x, x="there") == "there"


@pytest.mark.parametrize("regime", [ALONE, TIMED, POINTS], ids=lambda r: r.name)
@pytest.mark.parametrize("kind", ["balls", "float64"])
def test_a_residual_without_letters_serves_every_kind_of_regime(kind: str, regime: Regime) -> None:
    test = Test(kind, equals(lambda law, *at: law.a + 2), (regime,))
    assert found(test, square, regime).outcome is Outcome.HOLDS
    refuted = found(test, off(square), regime)
    assert refuted.outcome is Outcome.REFUTED
    assert ("t = 1/4" in refuted.witness) == ("t" in regime.takes)


def test_the_witness_of_a_law_alone_names_the_entry_only() -> None:
    pair = lambda law: law.ar.array([1, 0]) * law.a  # noqa: E731
    test = Test("balls", equals(lambda law: law.ar.array([2, 1])), (ALONE,))
    refuted = found(test, pair, ALONE)
    assert refuted.witness == "entry [1]: residual -1.0000000"
    assert refuted.scope == "certified at an exact law"
    assert found(Test("balls", equals(square), (ALONE,)), halved(square), ALONE).witness == "residual -2.0000000"
    assert found(Test("balls", equals(square), (ALONE,)), power, ALONE).scope == "certified at 1 exact law, 256 bits"


def of_one(law: Any) -> Any:
    return law.ar.array(1)


def coin(law: Any, n: int, random: Any) -> Any:
    return SimpleNamespace(xt=np.zeros((n, 1)), value=random.integers(0, 5, n))  # of mean 2


ONCE: dict[str, tuple[Any, Any, Any, Regime, dict[str, Any]]] = {
    "symbols": (equals(square), power, off(power), SYMBOL, {}),
    "balls": (equals(square), power, off(power), ALONE, {}),
    "float64": (equals(square), power, off(power), ALONE, {}),
    "printed": (lambda case: ("4.000",), power, halved(power), ALONE, {}),
    "sampling": (lambda draw: draw.value, lambda law: law.a, halved(lambda law: law.a), ALONE, {"n": 20_000, "draw": coin}),
}


@pytest.mark.parametrize("kind", ONCE)
def test_a_law_alone_reaches_evidence_that_supports_it(kind: str) -> None:
    subject, right, wrong, regime, options = ONCE[kind]
    test = Test(kind, subject, (regime,), options)
    assert found(test, right, regime).outcome is Outcome.HOLDS
    assert found(test, wrong, regime).outcome is Outcome.REFUTED


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(ONCE)))
def test_a_law_alone_decides_nothing_where_time_or_points_are_needed(kind: str) -> None:
    options = {"along": "t"} if kind in ("rate", "autodiff", "differences") else {"n": 20_000}
    undecided = found(Test(kind, square, (ALONE,), options), square, ALONE)
    assert undecided.outcome is Outcome.UNDECIDED
    assert undecided.scope == "nothing was tested"
    assert undecided.witness == f"the regime 'two' has no t, which {kind} needs"


MOVED = {
    "rate": {"along": "t"},
    "autodiff": {"along": "t"},
    "differences": {"along": "t"},
    "symbols": {"along": "t"},
}


@pytest.mark.parametrize("kind", MOVED)
def test_times_without_points_reach_the_derivatives_in_time(kind: str) -> None:
    regime = replace(TIMED, times=("t",)) if kind == "symbols" else TIMED
    test = Test(kind, lambda law, t: law.a * t * t, (regime,), MOVED[kind])
    assert found(test, lambda law, t: 2 * law.a * t, regime).outcome is Outcome.HOLDS
    assert found(test, reversed_time(lambda law, t: 3 * law.a * t), regime).outcome is Outcome.REFUTED


@pytest.mark.parametrize("kind", ["limit", "order"])
def test_times_without_points_reach_the_ends_of_time(kind: str) -> None:
    end = replace(TIMED, times=(F(0),))
    of = (lambda law, t: law.a + t) if kind == "limit" else (lambda law, t: law.a * t * t)
    assert found(Test(kind, of, (end,)), lambda law, t: law.a, end).outcome is Outcome.HOLDS
    assert found(Test(kind, of, (end,)), lambda law, t: law.a + 1, end).outcome is Outcome.REFUTED


@pytest.mark.parametrize("regime", [replace(POINTS, points=()), replace(POINTS, times=()), replace(TIMED, times=())])
def test_a_regime_that_was_meant_to_have_places_and_has_none_tests_nothing(regime: Regime) -> None:
    undecided = found(Test("balls", equals(square), (regime,)), square, regime)
    assert undecided.outcome is Outcome.UNDECIDED
    assert undecided.scope == "nothing was tested"


def test_regimes_are_made_of_others() -> None:
    (alone,), (moving,), (one,) = once((PAIR,)), timed((PAIR,)), at_one_point((PAIR,))
    assert (alone.name, alone.times, alone.points, alone.size) == (PAIR.name, (), (), 1)
    assert (moving.times, moving.points, moving.size) == (PAIR.times, (), len(PAIR.times))
    assert (one.times, one.points) == ((1,), PAIR.points[:1])
    assert [r.times for r in when((moving,), lambda t: t == 1)] == [(1,)]


def test_variants_are_of_any_formula() -> None:
    law = two(arithmetic.float64())
    assert off(square)(law) == off(square)(law, 0.5) == 4 * (1 + 1e-9)
    assert transposed(lambda law, t: np.array([[1, 2], [3, 4]]))(law, 0)[0, 1] == 3


NEAR = F(10**6 - 1, 10**6)


def root_of_five(law: Any, *at: Any) -> Any:
    """Not rational: its balls have a width."""
    return -law.ar.sqrt(law.ar.array(5))


def scaled_root(factor: F) -> Any:
    return lambda law, *at: -law.ar.array(factor) * root_of_five(law)


@pytest.mark.parametrize("regime", [ALONE, TIMED, POINTS], ids=lambda r: r.name)
def test_a_bound_holds_or_is_refuted_to_one_part_in_a_million(regime: Regime) -> None:
    (test,) = bounded(root_of_five, (regime,))
    for factor, outcome in ((1 / NEAR, Outcome.HOLDS), (F(1), Outcome.HOLDS), (NEAR, Outcome.REFUTED), (-1, Outcome.REFUTED)):
        decided = found(test, scaled_root(F(factor)), regime)
        assert decided.outcome is outcome
        assert (decided.measure > decided.bound) == (outcome is Outcome.REFUTED)
    assert found(test, scaled_root(1 / NEAR), regime).measure == 0


def test_a_bound_is_undecided_where_the_balls_never_decide() -> None:
    wide = lambda law: np.array([arb(0, 1), arb(0)], dtype=object)  # noqa: E731
    (test,) = bounded(wide, (ALONE,))
    assert found(test, lambda law: 2 * of_one(law), ALONE).outcome is Outcome.HOLDS
    assert found(test, halved(of_one), ALONE).outcome is Outcome.UNDECIDED
    assert found(test, lambda law: np.array([arb("nan")], dtype=object), ALONE).outcome is Outcome.UNDECIDED
    assert found(test, lambda law: -of_one(law), ALONE).outcome is Outcome.REFUTED


def test_a_bound_asks_for_more_bits_until_it_is_decided() -> None:
    close = lambda law: law.ar.sqrt(law.ar.array(5)) + law.ar.array(F(1, 2**300))  # noqa: E731
    (test,) = bounded(close, (ALONE,))
    decided = found(test, scaled_root(F(1)), ALONE)
    assert decided.outcome is Outcome.HOLDS and decided.dtype == "256 bits"  # zero to 2^-200
    closer = lambda law: law.ar.array(2**290) * close(law)  # noqa: E731
    refuted = found(bounded(closer, (ALONE,))[0], lambda law: law.ar.array(2**290) * scaled_root(F(1))(law), ALONE)
    assert refuted.outcome is Outcome.REFUTED and refuted.dtype == "512 bits"


def test_an_inequality_is_asked_on_boxes_too() -> None:
    box = Regime("box", "x in [1, 2]", two, ((F(0), F(1)),), (((F(1), F(2)),),))
    balls, boxes = inequality(lambda formula, case: case.value(formula) - case.x, (POINTS,), (box,))
    assert (balls.kind, boxes.kind) == ("balls", "boxes")
    assert found(balls, lambda law, t, x: x + t, POINTS).outcome is Outcome.HOLDS
    assert found(boxes, lambda law, t, x: law.ar.array(3), box).outcome is Outcome.HOLDS
    assert found(boxes, lambda law, t, x: law.ar.array(F(3, 2)), box).outcome is Outcome.REFUTED
    assert bounded(square, boxes=(box,))[0].kind == "boxes"


def test_excess_is_zero_where_the_inequality_is_certain_and_the_ball_itself_elsewhere() -> None:
    with ctx.workprec(64):
        certain, violated, open_, nothing = arb(-2, 1.5), arb(2, 1.5), arb(0, 1), arb(0)
        found = excess([certain, violated, open_, nothing])
        assert found[0] == 0 and found[3] == 0
        assert found[1] > 0 and not found[1].contains(0)
        assert found[2].contains(0) and found[2].rad() > 0.5  # neither: its width decides nothing
        assert not excess([arb("nan")])[0].is_finite()
    assert excess(np.array([-0.5, 0.0, 2.0])).tolist() == [0, 0, 2]


def test_a_claim_of_a_law_alone_is_decided_with_its_near_misses() -> None:
    claim = Claim(
        id="XX-1",
        source="here",
        says="Two and two is four.",
        latex="2+2=4",
        formula=power,
        tests=(*identity(equals(lambda law: law.a + 2), (ALONE,)), *bounded(lambda law: 2 * law.a, (ALONE,))),
        near_misses={"half": halved(power), "twice": NearMiss(lambda law: 2 * power(law), ())},
    )
    records = [r for test in claim.tests for r in run(claim, test)]
    assert verdict(claim, records) == (Outcome.HOLDS, "")
    assert {r.regime for r in records} == {"two"}
