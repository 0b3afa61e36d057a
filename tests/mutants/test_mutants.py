"""Mutants are what they say, one that is planted is seen, a run that was killed loses nothing, and the page is made of records."""

import ast
import json
import os
import time
from importlib import import_module
from pathlib import Path

import pytest

from analytic import coupling, manifold, mixture
from analytic.arithmetic._torch import Torch
from tests import children
from tests.mutants import asking, equivalents, possible, running, table
from tests.mutants.asking import Question, Stage
from tests.mutants.entering import Entry, _name
from tests.mutants.operators import OPERATORS
from tests.mutants.possible import Mutant, Stratum
from tests.planting import functions, in_place, living
from tests.sources import ROOT
from verify.claim import Outcome

DRIFT = Entry(Question(Stage.CLAIMS, "CD-4.3c"), 1.0, frozenset())
DOOR = Entry(Question(Stage.TESTS, "tests/analytic/test_exact.py"), 1.0, frozenset())


def one(start: str) -> Mutant:
    return next(m for id, m in possible.named().items() if id.startswith(start))


def changes(text: str) -> set[str]:
    whole = ast.parse(text)
    return {f"{name}: {about}" for name, of in OPERATORS.items() for node in ast.walk(whole) for about, _, _ in of(node)}


def test_operators_find_what_can_be_wrong() -> None:
    found = changes(
        "def f(a, S):\n    if a < 0:\n        raise ValueError\n    return g.einsum('ij,jk->ik', S.T, g.solve(S, a)) + min(a, 2)"
    )
    for change in (
        "check removed: unchecked: a < 0", "off by one: edge: a < 0", "constant by 1: 3 for 2", "min and max: max for min",
        "transpose: not transposed: S.T", "solve swapped: arguments exchanged: g.solve(S, a)", "a and b exchanged: b for a",
        "einsum letter: ij turned in ij,jk->ik", "einsum transposed: transposed: ij,jk->ik",
        "term dropped: term dropped: min(a, 2)",
    ):  # fmt: skip
        assert change in found


def test_every_mutant_has_a_name_of_its_own_and_every_operator_and_stratum_some() -> None:
    every = possible.mutants()
    assert len({m.id for m in every}) == len(every) > 3000
    assert {m.operator for m in every} == set(OPERATORS) and {m.stratum for m in every} == set(Stratum)


def test_a_larger_sample_begins_with_the_smaller_and_takes_the_modules_in_turn() -> None:
    small, large = possible.sample(40, 0), possible.sample(300, 0)
    assert [m.id for m in large[:40]] == [m.id for m in small]
    assert len({m.module for m in large[:30]}) == 30
    assert [m.id for m in possible.sample(40, 1)] != [m.id for m in small]


def test_a_mutant_is_in_force_under_decorators_in_methods_and_in_what_a_function_contains() -> None:
    for start, held in (
        ("mixture.drift |", mixture.drift.__wrapped__),  # type: ignore[attr-defined]
        ("_points.pointwise.<locals>.blockwise |", mixture.drift),
        ("coupling.Turned.q |", vars(coupling.Turned)["q"].fget),
        ("manifold.ball.<locals>.prox |", manifold.ball),
        ("arithmetic._torch.Torch.solve |", Torch.solve),
    ):
        before = held.__code__
        with in_place(living(running.codes(one(start)), functions())):
            assert held.__code__ is not before
        assert held.__code__ is before


def test_what_is_sampled_can_be_planted() -> None:
    sample = possible.sample(table.N, table.SEED)
    for m in sample:
        import_module(f"analytic.{m.module}")
    among = functions()
    for m in sample:
        with in_place(held := living(running.codes(m), among)):
            assert held, m.id


def test_a_planted_mutant_is_seen_by_a_claim_and_by_a_test() -> None:
    wrong = one("mixture.conditional | term dropped")
    assert running.met(wrong, [DRIFT])[0] == "claims"
    stage, by = running.met(one("exact._fraction | return guard | never: if isinstance(value, bool)"), [DOOR])
    assert stage == "tests" and by.startswith("tests/analytic/test_exact.py::")
    assert running.met(one("interventions.cut |"), [DRIFT]) == ("", "")


def test_without_a_mutant_nobody_sees_anything() -> None:
    assert asking.sees(DRIFT.question) == "" == asking.sees(Question(Stage.CLAIMS, "CD-6.1"))


def endless(question: Question) -> str:
    while True:
        pass


def test_what_has_no_end_and_what_crashes_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.5)
    monkeypatch.setattr(running, "TIMES", 0.0)
    crashes = {"crash": lambda question: 1 / 0, "the process ended": lambda question: os._exit(1)}
    for way, does in {"no end": endless, **crashes}.items():
        monkeypatch.setattr(running, "sees", does)
        assert running.met(one("mixture.drift |"), [DRIFT]) == ("claims", f"CD-4.3c, {way}")


def test_what_sleeps_has_no_end() -> None:
    with pytest.raises(TimeoutError):
        list(children.heard(lambda send: time.sleep(600), asleep=0.5))


def test_children_are_heard_in_order_and_one_by_one() -> None:
    assert list(children.heard(lambda send: [send(i) for i in range(3)] and None)) == [0, 1, 2]
    assert list(children.each(abs, [-1, -2])) == [1, 2]


def test_a_killed_run_goes_on_and_asks_only_what_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file, asked = tmp_path / "rows.jsonl", list[str]()
    some = possible.sample(3, 0)

    def met(m: Mutant, _: object) -> tuple[str, str]:
        asked.append(m.id)
        return ("", "") if m is some[1] else ("claims", "CD-0, balls")

    for name, instead in (("met", met), ("each", map), ("entries", lambda *_: []), ("preload", lambda: None)):
        monkeypatch.setattr(running, name, instead)
    running._asked_of.cache_clear()
    rows = running.run(some[:2], file)
    with open(file, "ab") as f:
        f.write(json.dumps({**rows[0], "id": some[2].id}).encode()[:50])  # killed in the middle of a line
    assert running.run(some, file)[:2] == rows and asked == [m.id for m in some]
    monkeypatch.setattr(running, "met", lambda *_: ("tests", "a test"))
    again = running.run(some, file, again=True)
    assert [(row["first"], row["stage"]) for row in again] == [("claims", "claims"), ("", "tests"), ("claims", "claims")]
    running._asked_of.cache_clear()


def test_what_was_found_of_a_function_that_has_changed_since_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, m = tmp_path / "rows.jsonl", possible.sample(1, 0)[0]
    for name, instead in (
        ("each", map),
        ("entries", lambda *_: []),
        ("preload", lambda: None),
        ("met", lambda *_: ("claims", "CD-0, balls")),
    ):
        monkeypatch.setattr(running, name, instead)
    running.write(file, [{**running.run([m], file)[0], "text": "another", "stage": "", "first": ""}])
    assert running.run([m], file)[0]["stage"] == "claims"
    running._asked_of.cache_clear()


def row(id: str, stage: str, stratum: Stratum = Stratum.FORMULA) -> dict[str, str]:
    return {"id": id, "stage": stage, "first": stage, "by": "who", "operator": "sign", "stratum": stratum.value}


def test_the_page_is_made_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(equivalents.EQUIVALENT, "e", "the same number")
    rows = [row("a", "claims"), row("b", "tests", Stratum.GUARD), row("c", ""), row("e", "")]
    table.write(rows, tmp_path / "page.md")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| formulas, values | 2 | 1 | 1 = 50.0 % | 1 = 50.0 % |" in text and "- `c`" in text and "the same number" in text
    assert table.decide(rows)[0] is Outcome.REFUTED and table.survivors(rows) == ["c"]


def test_too_few_seen_or_none_planted_or_an_equivalent_seen_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table.decide([])[0] is Outcome.UNDECIDED
    good = [row(str(i), "claims") for i in range(98)]
    assert table.decide(good)[0] is Outcome.HOLDS
    assert table.decide([*good, *(row(f"t{i}", "tests") for i in range(12))])[0] is Outcome.REFUTED
    monkeypatch.setitem(equivalents.EQUIVALENT, "0", "the same number")
    outcome, what = table.decide(good)
    assert outcome is Outcome.REFUTED and "called equivalent, and seen: 0" in what


def test_a_lambda_is_entered_by_the_name_of_its_function() -> None:
    file = str(ROOT / "analytic" / "arithmetic" / "_balls.py")
    assert _name(file, "make.<locals>.<lambda>") == "arithmetic._balls.make" and _name(file, "<lambda>") == ""
    assert _name(str(ROOT / "verify" / "claim.py"), "cases") == ""


# The table in reports/

ASKED = {row["id"] for row in table.read()} if table.FILE.exists() else set()
TABLE = pytest.mark.skipif(
    len(ASKED) < table.N,
    reason=f"{len(ASKED)} of {table.N} mutants were asked, in reports/mutation.jsonl: `make mutants` asks the others, for hours",
)


@TABLE
def test_every_mutant_of_the_table_exists_where_its_function_is_as_it_was() -> None:
    """A function that has changed since has other mutants; `make mutants` asks them."""
    today = {m.id: running.text(m) for m in possible.mutants()}
    texts = set(today.values())
    assert all(r["id"] in today for r in table.read() if r["text"] in texts)


def test_every_equivalent_exists() -> None:
    assert set(equivalents.EQUIVALENT) <= {m.id for m in possible.mutants()}


@TABLE
def test_enough_of_the_table_is_seen() -> None:
    outcome, what = table.decide(table.read())
    assert outcome is Outcome.HOLDS, what
