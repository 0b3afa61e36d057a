"""What records say together: power before truth, and no way to a HOLDS that was not earned."""

import json
from dataclasses import asdict, replace
from fractions import Fraction as F
from typing import Any

import pytest

from verify.claim import Claim, NearMiss, Outcome, Regime, Standing, Test
from verify.record import Record
from verify.runner import line, quick, run, run_all, select, verdict


class Bare:
    def __init__(self, ar: Any) -> None:
        self.ar = ar


FALSE: Any = {"expect": Outcome.REFUTED, "standing": Standing.PRINTED}
HERE = Regime("here", "one point", Bare, (F(1, 2),), ((1, 2),))
THERE = Regime("there", "the origin", Bare, (F(1, 4),), ((0, 0),))


def twice(law: Any, t: Any, x: Any) -> Any:
    return 2 * x


def thrice(law: Any, t: Any, x: Any) -> Any:
    return 3 * x


def nothing(law: Any, t: Any, x: Any) -> Any:
    from flint import arb

    return x * (arb("nan") if law.ar.name == "balls" else float("nan"))


def raises(law: Any, t: Any, x: Any) -> Any:
    raise ZeroDivisionError("no inverse")


def residual(formula: Any, case: Any) -> Any:
    return formula(case.law, case.t, case.x) - case.x - case.x


BALLS, FLOATS = Test("balls", residual, (HERE, THERE)), Test("float64", residual, (HERE, THERE))


def make(formula: Any = twice, **more: Any) -> Claim:
    known: dict[str, Any] = {"tests": (BALLS, FLOATS), "near_misses": {"thrice": thrice}}
    return Claim("ZZ-1", "nowhere", "twice", "2x", formula, **known | more)


def decided(claim: Claim, **more: Any) -> tuple[Outcome, str]:
    return verdict(claim, [r for test in claim.tests for r in run(claim, test)], **more)


def test_a_true_claim_with_power_holds() -> None:
    assert decided(make()) == (Outcome.HOLDS, "")


def test_a_false_claim_is_refuted_with_its_place() -> None:
    outcome, why = decided(make(thrice))
    assert outcome is Outcome.REFUTED
    assert why.startswith("balls, here: t = 1/2, x = (1.00000, 2.00000), entry [1]: residual 2")


def test_a_near_miss_that_passes_undoes_the_claim() -> None:
    """Whatever the claim's own records say: evidence that cannot tell 2x from 2x decides nothing."""
    for formula in (twice, thrice):
        outcome, why = decided(make(formula, near_misses={"twice again": twice}))
        assert outcome is Outcome.UNDECIDED
        assert why == "balls does not tell: near miss 'twice again' is not REFUTED"


def test_a_near_miss_must_be_refuted_by_each_kind_of_evidence() -> None:
    only_balls = make(near_misses={"a little": lambda law, t, x: 2 * x + law.ar.array(F(1, 10**30))})
    assert decided(only_balls)[1] == "float64 does not tell: near miss 'a little' is not REFUTED"
    stated = replace(only_balls, near_misses={"a little": NearMiss(only_balls.near_misses["a little"], ("float64",))})  # type: ignore[arg-type]
    assert decided(stated) == (Outcome.HOLDS, "")


def test_a_near_miss_that_no_evidence_was_asked_to_see() -> None:
    outcome, why = decided(make(near_misses={"thrice": NearMiss(thrice, ("balls", "float64"))}))
    assert outcome is Outcome.UNDECIDED
    assert "near miss 'thrice' was never tried" in why


def test_part_of_the_evidence_is_not_blamed_for_what_it_is_known_not_to_see() -> None:
    claim = make(near_misses={"thrice": NearMiss(thrice, ("float64",))})
    floats, balls = (run(claim, test) for test in (FLOATS, BALLS))
    assert verdict(claim, floats)[0] is Outcome.HOLDS
    assert verdict(claim, balls)[0] is Outcome.HOLDS
    assert verdict(claim, [r for r in balls if r.role == "claim"])[0] is Outcome.UNDECIDED


def test_a_near_miss_that_raises_or_is_nan_is_not_refuted() -> None:
    for miss in (raises, nothing):
        outcome, why = decided(make(near_misses={"broken": miss}))
        assert outcome is Outcome.UNDECIDED
        assert "near miss 'broken' is not REFUTED" in why


def test_a_formula_that_raises_or_is_nan_is_undecided() -> None:
    assert decided(make(raises))[0] is Outcome.UNDECIDED
    assert "raised ZeroDivisionError: no inverse" in decided(make(raises))[1]
    assert decided(make(nothing))[0] is Outcome.UNDECIDED


def test_near_misses_stop_where_they_are_seen_and_go_on_where_not() -> None:
    """3x and 2x agree at the origin: the second regime cannot see it, the first does."""
    seen = [r.regime for r in run(make(), replace(BALLS, regimes=(THERE, HERE))) if r.role == "near miss"]
    assert seen == ["there", "here"]
    assert [r.regime for r in run(make(), BALLS) if r.role == "near miss"] == ["here"]


def test_a_single_regime_judges_the_claim_alone() -> None:
    claim = make()
    records = [r for test in claim.tests for r in run(claim, test, regime="there")]
    assert verdict(claim, records, power=False)[0] is Outcome.HOLDS
    assert verdict(claim, records)[0] is Outcome.UNDECIDED
    wrong = make(thrice)
    records = [r for test in wrong.tests for r in run(wrong, test, regime="here")]
    assert verdict(wrong, records, power=False)[0] is Outcome.REFUTED


def test_a_false_sentence_with_its_repair() -> None:
    claim = make(thrice, near_misses={}, repairs={"twice": twice}, amended="ZZ-2", **FALSE)
    assert decided(claim)[0] is Outcome.REFUTED
    outcome, why = decided(replace(claim, repairs={"twice": thrice}))
    assert outcome is Outcome.UNDECIDED
    assert why == "balls does not tell: repair 'twice' is not HOLDS"
    assert decided(replace(claim, repairs={"twice": nothing}))[0] is Outcome.UNDECIDED


def test_a_repair_must_hold_in_every_regime() -> None:
    repair = {"at the origin only": lambda law, t, x: 2 * x + x * x}
    claim = make(thrice, near_misses={}, repairs=repair, **FALSE)
    assert "repair 'at the origin only' is not HOLDS" in decided(claim)[1]


def test_a_false_sentence_whose_formula_is_not_right_where_it_should_be_is_undecided() -> None:
    """thrice is right at the origin, and nowhere else."""
    at_origin, elsewhere = replace(BALLS, regimes=(THERE,)), replace(FLOATS, regimes=(HERE,))
    claim = make(thrice, near_misses={}, repairs={"twice": twice}, right_where=(at_origin,), **FALSE)
    assert verdict(claim, run_all(claim))[0] is Outcome.REFUTED
    assert decided(claim) == (
        Outcome.UNDECIDED,
        "it was never tried where its formula is right: nothing shows that a slip in it would be seen",
    )
    wrong = replace(claim, right_where=(elsewhere,))
    outcome, why = verdict(wrong, run_all(wrong))
    assert outcome is Outcome.UNDECIDED
    assert why.startswith("not accepted where it is right: float64, here: ")
    assert verdict(claim, quick(claim))[0] is Outcome.REFUTED


def test_where_a_false_sentence_is_right_is_told_beside_its_evidence_not_as_evidence() -> None:
    order = Test("limit", twice, (THERE,))
    claim = make(thrice, near_misses={}, repairs={"twice": twice}, right_where=(order,), **FALSE)
    row = line(claim, run_all(claim))
    assert row["right_where"] == ["there (limit)"]
    assert list(row["evidence"]) == ["balls", "float64"]


def test_nothing_was_run() -> None:
    assert verdict(make(), []) == (Outcome.UNDECIDED, "nothing was run")
    assert decided(make(tests=()))[0] is Outcome.UNDECIDED
    assert decided(make(tests=(replace(BALLS, regimes=()),)))[0] is Outcome.UNDECIDED
    empty = replace(HERE, times=())
    assert decided(make(tests=(replace(BALLS, regimes=(empty,)),), near_misses={}))[0] is Outcome.UNDECIDED


def test_one_undecided_regime_is_enough() -> None:
    records = run(make(), BALLS)
    i = max(i for i, r in enumerate(records) if r.role == "claim")
    records[i] = replace(records[i], outcome="UNDECIDED", witness="", scope="too wide")
    assert verdict(make(), records) == (Outcome.UNDECIDED, "balls, there: too wide")
    records[0] = replace(records[0], outcome="REFUTED", witness="here it is")
    assert verdict(make(), records) == (Outcome.REFUTED, "balls, here: here it is")


def test_records_survive_json() -> None:
    """Including NaN and infinity, which undecided findings have."""
    records = [r for test in make(nothing).tests for r in run(make(nothing), test, seed=7)]
    again = [Record(**json.loads(json.dumps(asdict(r)))) for r in records]
    assert repr(again) == repr(records)
    assert any(r.measure != r.measure or r.measure == float("inf") for r in again)
    assert {r.seed for r in again} == {7}
    assert verdict(make(nothing), again) == verdict(make(nothing), records)


def test_the_repeat_command_selects_this_very_record() -> None:
    record = run(make(), FLOATS, seed=5)[1]
    assert record.repeat == "driftproof verify ZZ-1 --evidence float64 --regime 'there' --seed 5"
    assert [t.kind for t in select(make(), "float64", "there")] == ["float64"]


def test_selecting_what_is_not_there() -> None:
    for evidence, regime in (("rate", None), (None, "elsewhere"), ("balls", "elsewhere")):
        with pytest.raises(
            ValueError, match=r"ZZ-1 has no (rate|evidence|balls).*; it has: balls in here, there; float64 in here, there"
        ):
            select(make(), evidence, regime)


def test_the_line_of_a_claim() -> None:
    claim = make()
    records = [r for test in claim.tests for r in run(claim, test, seed=3)]
    row = line(claim, records)
    assert (row["verdict"], row["ok"], row["repeat"]) == ("HOLDS", True, "driftproof verify ZZ-1 --seed 3")
    assert row["near_misses"] == {"thrice": ["balls", "float64"]}
    assert row["evidence"]["balls"]["regimes"] == 2
    assert line(claim, [])["verdict"] == "NOT RUN"
    assert not line(claim, [])["ok"]


def test_a_quick_run_takes_the_cheapest_kind_and_one_regime_but_every_near_miss() -> None:
    right = make(near_misses={"thrice": thrice})
    records = quick(right)
    assert {r.evidence for r in records} == {"balls"}
    assert [(r.role, r.regime, r.outcome) for r in records] == [("claim", "here", "HOLDS"), ("near miss", "here", "REFUTED")]
    assert verdict(right, records)[0] is Outcome.HOLDS


def test_a_proof_prints_every_regime_and_a_measure_the_one_nearest_to_its_bound() -> None:
    """Where a regime cannot show an error it is a narrower proof: no one of them speaks for the others."""
    claim = make(near_misses={})
    records = run(claim, BALLS)
    scopes = [replace(r, measure=0.0, bound=0.0, scope=f"for {r.regime}") for r in records]
    found = line(claim, scopes)["evidence"]["balls"]
    assert (found["scope"], found["regime"], found["regimes"]) == ("for here; for there", "here, there", 2)
    measured = [replace(r, measure=float(i), bound=3.0, scope=r.regime) for i, r in enumerate(records)]
    assert line(claim, measured)["evidence"]["balls"]["scope"] == "there"
    refuted = [replace(scopes[0], outcome="REFUTED", measure=1.0), scopes[1]]
    assert line(claim, refuted)["evidence"]["balls"]["scope"] == "for here"


def test_a_quick_run_of_a_false_sentence_goes_on_until_it_is_refuted() -> None:
    """3x is 2x at the origin only: the first regime says nothing."""
    first = Test("balls", residual, (THERE, HERE))
    wrong = replace(make(thrice, near_misses={}), tests=(first,), repairs={"twice": twice}, **FALSE)
    records = quick(wrong)
    assert [(r.role, r.regime, r.outcome) for r in records] == [("claim", "here", "REFUTED"), ("repair", "here", "HOLDS")]
    assert verdict(wrong, records)[0] is Outcome.REFUTED
    assert verdict(right := replace(wrong, formula=twice), quick(right))[0] is Outcome.HOLDS


def test_a_quick_run_that_sees_no_near_miss_decides_nothing() -> None:
    blind = make(near_misses={"the same": twice})
    assert verdict(blind, quick(blind))[0] is Outcome.UNDECIDED
