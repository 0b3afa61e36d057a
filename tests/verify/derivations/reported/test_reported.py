"""What people reported can be stated as they write it, and gets the right verdict."""

import ast
import random
import runpy
from pathlib import Path

import pytest

from tests.verify.derivations.reported import table
from verify.claim import Outcome

TABLE = table.read()
SAMPLE = random.Random(1).sample(table.files(), 3)
OURS = {"derivation", "as_derivation", "symbols_of", "Claim", "identity"}


def test_the_table_holds_and_has_every_report() -> None:
    outcome, what = table.decide(TABLE)
    assert outcome is Outcome.HOLDS, what
    assert {row["row"] for row in TABLE} == {path.stem for path in table.files()}


@pytest.mark.parametrize("path", table.files(), ids=lambda path: path.stem)
def test_nothing_of_ours_is_known_to_their_authors(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    asked = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom) and n.module]
    ours = [n for n in asked if str(n.module).partition(".")[0] in ("verify", "analytic", "learned")]
    assert all(n.module == "verify" and {a.name for a in n.names} <= OURS for n in ours) and text.startswith("# ")


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_row_comes_out_again(path: Path) -> None:
    again = {row["name"]: row["verdict"] for row in table.rows([path])}
    told = {row["name"]: row["verdict"] for row in TABLE if row["row"] == path.stem}
    accepted = {name: verdict if verdict == "REFUTED" else "right" for name, verdict in told.items()}
    assert {name: verdict if verdict == "REFUTED" else "right" for name, verdict in again.items()} == accepted


def test_what_is_expected_of_one_diagnosis_is_said_of_few() -> None:
    """A phrase that fits many diagnoses would name none of them."""
    said = [row["diagnosis"] for row in TABLE if not row["right"]]
    causes = [c for path in table.files() for c in runpy.run_path(str(path))["CAUSES"].values() if c]
    assert causes and {c: n for c in causes if (n := sum(c in words for words in said)) > 3} == {}
    assert sum("score" in words for words in said) > 3


def test_a_wrong_verdict_or_a_long_statement_shows() -> None:
    right = next(row for row in TABLE if row["right"])
    assert table.decide([{**right, "verdict": "REFUTED"}, *TABLE])[0] is Outcome.REFUTED
    assert table.decide([{**right, "lines": 9}, *TABLE])[0] is Outcome.REFUTED
    assert table.decide([row for row in TABLE if row["right"]])[0] is Outcome.UNDECIDED
