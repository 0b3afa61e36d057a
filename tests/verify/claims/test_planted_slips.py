"""The table of planted slips is whole, answers for every claim, and a sample of it comes out again."""

import ast
import random
from fractions import Fraction
from types import FunctionType

import numpy as np
import pytest

from analytic import mixture
from tests.slips import noticing, planting, reasons, sites, table
from verify.claim import Outcome
from verify.claims import catalogue, find
from verify.routes import flow_enclosures

TABLE = table.read()
SAMPLE = random.Random(0).sample([row for row in TABLE if len(row["noticed"]) + len(row["not"]) <= 4], 12)
WHOLE = ("CD-4.1", "CD-4.12a", "FX-12", "PX-1", "RF-19")  # claims whose evidence is looked at everywhere


def test_every_claim_noticed_every_slip_or_need_not_for_a_reason() -> None:
    outcome, what = table.decide(TABLE)
    assert outcome is Outcome.HOLDS, what


def test_what_is_recorded_is_the_reason_that_is_given() -> None:
    for row in TABLE:
        for id, why in row["not"].items():
            assert why in (table.UNCHANGED, reasons.reason(row["function"], row["slip"], id)), (row["function"], row["slip"], id)


def test_every_rule_is_needed_for_each_of_its_claims() -> None:
    asked_for = [(row["function"], row["slip"], id) for row in TABLE for id, why in row["not"].items() if why != table.UNCHANGED]
    needed = {(reasons.rule_of(*missed), missed[2]) for missed in asked_for}
    stated = {(rule, id) for rule in reasons.RULES for id in rule.claims.split()}
    assert not stated - needed


def test_a_slip_that_is_said_to_change_nothing_is_noticed_by_no_claim() -> None:
    for beginning in (f for functions in reasons.SAME.values() for f in functions):
        rows = [row for row in TABLE if f"{row['function']}, {row['slip']}".startswith(beginning)]
        assert rows and all(set(row["noticed"].values()) <= {table.NO_END} for row in rows), beginning


def test_the_table_has_every_slip_of_the_functions_that_it_names_and_no_other() -> None:
    named = {row["function"] for row in TABLE}
    assert named <= set(planting.functions())
    planted = {(name, slip.about) for name in named for slip in planting.slips_of(name)}
    assert {(row["function"], row["slip"]) for row in TABLE} == planted


def asked(id: str) -> set[str]:
    return {row["function"] for row in TABLE if id in {*row["noticed"], *row["not"]}}


@pytest.mark.parametrize("id", WHOLE)
def test_a_claim_is_asked_about_every_function_that_it_enters(id: str) -> None:
    assert {name for name in noticing.entered(find(id)) if planting.slips_of(name)} == asked(id)


def test_no_claim_enters_a_function_that_it_is_not_asked_about() -> None:
    """Of all claims the first place only, which is what there is time for."""
    for id, claim in table.holding().items():
        assert {name for name in noticing.entered(claim, most=1) if planting.slips_of(name)} <= asked(id), id


@pytest.mark.parametrize("row", SAMPLE, ids=lambda row: f"{row['function']}, {row['slip']}")
def test_a_slip_is_noticed_again(row: table.Row) -> None:
    slip = next(s for s in planting.slips_of(row["function"]) if s.about == row["slip"])
    for id in (*row["noticed"], *row["not"]):
        kind, why = table.found(slip, find(id))
        assert (bool(kind), why) == (id in row["noticed"], row["not"].get(id, "")), id


def test_the_headline_notices_wrong_weights_determinants_and_means() -> None:
    """A wrong drift with its own right Jacobian: what a subject that shares the formula's text would let pass."""
    for slip in planting.slips_of("mixture.conditional"):
        if slip.about.startswith(("weights", "determinant", "mix.m0 doubled", "mix.m doubled")):
            for id in ("CD-0", "CD-4.6", "CD-4.6s", "CD-4.9a", "CD-6.2b-amended", "FX-2", "FX-14c", "FX-21"):
                kind, why = table.found(slip, find(id))
                assert kind or why == table.UNCHANGED, (slip.about, id)


def test_a_slip_is_in_force_wherever_the_function_is_held_and_leaves_nothing_behind() -> None:
    held: FunctionType = find("CD-4.3b").formula.__wrapped__  # type: ignore[attr-defined]
    before = held.__code__
    assert held is planting.functions()["mixture.responsibilities"]
    with planting.planted(planting.slips_of("mixture.responsibilities")[0]):
        assert mixture.responsibilities.__wrapped__.__code__ is not before  # type: ignore[attr-defined]
    assert held.__code__ is before


def test_a_slip_finds_no_value_kept_and_leaves_none() -> None:
    before, kept = catalogue(), flow_enclosures.slope_moment
    right = kept(Fraction(1), Fraction(1, 4), 2)
    slip = next(s for s in planting.slips_of("mixture.conditional") if s.about.startswith("weights squared"))
    with planting.planted(slip):
        assert kept.cache_info().currsize == 0
        kept(Fraction(1), Fraction(1, 4), 2)
    assert kept.cache_info().currsize == 0 and kept(Fraction(1), Fraction(1, 4), 2).overlaps(right)
    assert catalogue() is before


def test_what_has_no_end_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(table, "PATIENCE", 1)
    slip = planting.slips_of("mixture.responsibilities")[0]
    for of in ("decide", "cases"):
        with monkeypatch.context() as patched:
            table._right("CD-4.3b")
            patched.setattr(noticing, of, endless)
            assert table.found(slip, find("CD-4.3b")) == (table.NO_END, ""), of


def test_a_small_number_of_an_exact_arithmetic_that_changes_has_changed() -> None:
    old, new = [np.array([1.0, 1e-20])], [np.array([1.0, 2e-20])]
    assert noticing._equal(old, new, exact=False) and not noticing._equal(old, new, exact=True)
    assert noticing._equal([np.array([0.0, 1e-70])], [np.array([0.0, -1e-60])], exact=True)


@pytest.mark.parametrize(
    "text",
    [
        "def f(pair) -> Pair:\n    return pair",
        "def f(x) -> bool:\n    return x",
        "def f(x):\n    return int(x)",
        "def f(x):\n    return [x]",
        "f = lambda k: factorial(k) if k else 0",
        "def f(x) -> tuple[Array, Array]:\n    return g(x)",
    ],
)
def test_what_is_no_number_is_not_off_by_a_part_of_itself(text: str) -> None:
    assert not [about for rule, about, _, _ in sites.slips(ast.parse(text)) if rule == "off"]


def test_the_numbers_beside_what_is_none_are_off() -> None:
    text = "def f(x) -> tuple[bool, Array]:\n    return held, x"
    assert [about for rule, about, _, _ in sites.slips(ast.parse(text)) if rule == "off"] == ["off by 1e-9: x"]


def test_rules_find_what_people_get_wrong() -> None:
    text = """def f(law, t):
    a, b = law.path(t)
    S = law.ar.einsum("ij,jk->ik", law.S, law.T.T)
    door.finite(law.ar, "S", S + 1)
    return law.ar.softmax(law.ar.logdet(S) / 2 - a * law.m)"""
    found = {about for _, about, _, _ in sites.slips(ast.parse(text))}
    for about in ("a and b exchanged", "weights squared: softmax", "determinant to the power 1/3", "law.m doubled", "3 for 2"):
        assert about in found
    assert "transposed: ij,jk->ik" in found and "term dropped: a * law.m" in found
    assert not any("S + 1" in about for about in found)


def test_what_is_not_noticed_is_said() -> None:
    row = {"function": "f", "slip": "s", "noticed": {}, "not": {"CD-0": table.NOT_NOTICED}}
    outcome, what = table.decide([row])
    assert outcome is Outcome.REFUTED and "f, s: CD-0" in what
    outcome, what = table.decide([{**row, "not": {"CD-0": table.UNCHANGED}}])
    assert outcome is Outcome.REFUTED and "f, s: no claim" in what
    unchanged = {"function": "empirical._over", "slip": "sign: 1", "noticed": {}, "not": {"CD-0": table.UNCHANGED}}
    assert table.decide([unchanged])[0] is Outcome.HOLDS
    ways = [{**row, "slip": of, "noticed": {"CD-0": of}, "not": {}} for of in ("balls", "error", table.NO_END)]
    _, what = table.decide(ways)
    assert "1 of them since the formula raises, 1 since it has no end" in what
    assert "2 by errors or no end only; by no end only: f, no end" in what
    assert table.decide([])[0] is Outcome.UNDECIDED


def test_a_part_asked_again_takes_the_place_of_its_rows() -> None:
    name = TABLE[0]["function"]
    new = [{**row, "slip": "another"} for row in TABLE if row["function"] == name][:1]
    assert table.renewed([*TABLE, {"function": "gone.away"}], new) == new + [row for row in TABLE if row["function"] != name]
    assert table.renewed(TABLE, []) == TABLE


def test_what_some_claims_say_anew_is_joined_to_what_the_others_said() -> None:
    old = [{"function": "path.linear", "slip": "a", "noticed": {"A": "balls", "B": "rate"}, "not": {"C": "why"}}]
    new = [
        {"function": "path.linear", "slip": "a", "noticed": {}, "not": {"B": "other"}},
        {"function": "path.linear", "slip": "b", "noticed": {"B": "balls"}, "not": {}},
    ]
    whole = {"function": "path.linear", "slip": "a", "noticed": {"A": "balls"}, "not": {"C": "why", "B": "other"}}
    assert table.joined(old, new) == [whole, new[1]]
    assert table.joined(TABLE, []) == TABLE
