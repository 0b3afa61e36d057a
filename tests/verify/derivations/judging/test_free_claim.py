"""A claim of a user's own: what its evidence cannot tell apart decides nothing; what it refutes says where."""

from pathlib import Path
from typing import Any

import pytest

from analytic import gaussian
from verify import check
from verify.claim import Claim, Outcome, identity
from verify.claims import catalogue
from verify.commands.check import status
from verify.derivations.isolation.file_child import run_file
from verify.derivations.judging.free_claim import WHY, near_misses, of_claim
from verify.regimes import PAIRS

AGAIN = {"squared": lambda law, t, x: gaussian.drift(law, t, x) ** 2}


def is_drift(formula: Any, case: Any) -> Any:
    return formula(case.law, case.t, case.x) - gaussian.drift(case.law, case.t, case.x)


def affine(formula: Any, case: Any) -> Any:
    v = lambda x: formula(case.law, case.t, x)  # noqa: E731
    return v(0 * case.x) + v(case.x) - 2 * v(case.x / 2)


def claim(residual: Any, formula: Any = gaussian.drift, **more: Any) -> Claim:
    return Claim("MINE", "notes", "x", "", formula, identity(residual, PAIRS[:2]), **more)


def test_evidence_that_refutes_our_near_misses_counts() -> None:
    answer = of_claim(claim(is_drift), 0)
    assert answer.verdict == "AGREES" and answer.scope.endswith("the same evidence refutes twice the formula, the formula + 1e-9")


@pytest.mark.parametrize("residual", [lambda f, c: 0 * c.x, affine])
def test_evidence_that_accepts_them_shows_nothing(residual: Any) -> None:
    answer = of_claim(claim(residual), 0)
    assert answer.verdict == "UNDECIDED" and answer.why.startswith(f"{WHY}: it accepts twice the formula"), answer
    assert "name a near miss" in answer.why


def test_one_kind_that_sees_nothing_is_named() -> None:
    blind = (*identity(is_drift, PAIRS[:2], floats=False), *identity(lambda f, c: 0 * c.x, PAIRS[:2])[1:])
    answer = of_claim(Claim("MINE", "notes", "x", "", gaussian.drift, blind), 0)
    assert answer.verdict == "UNDECIDED" and "float64 alone accepts all that we tried" in answer.why


def test_a_near_miss_of_ones_own_is_enough_and_each_that_passes_is_named() -> None:
    assert of_claim(claim(affine, near_misses=AGAIN), 0).verdict == "AGREES"
    passing = {"doubled": lambda law, t, x: 2 * gaussian.drift(law, t, x), "same": gaussian.drift}
    answer = of_claim(claim(affine, near_misses=AGAIN | passing), 0)
    assert answer.verdict == "UNDECIDED" and "'doubled' by balls, float64; 'same' by balls, float64" in answer.why, answer
    assert "squared" not in answer.why


def test_the_transpose_is_a_near_miss_of_what_is_not_symmetric() -> None:
    assert "its transpose" not in near_misses(claim(is_drift))
    turned = claim(lambda f, c: f(c.law, c.t, c.x) - gaussian.jacobian(c.law, c.t, c.x), gaussian.jacobian)
    assert "its transpose" in near_misses(turned) and "its transpose" in of_claim(turned, 0).scope
    symmetric = claim(lambda f, c: f(c.law, c.t, c.x) - c.law.S0, lambda law, t, x: law.S0)
    assert "its transpose" not in near_misses(symmetric) and of_claim(symmetric, 0).verdict == "AGREES"


def test_a_false_claim_says_where_and_both_values() -> None:
    answer = of_claim(claim(is_drift, lambda law, t, x: gaussian.drift(law, t, x) + t), 0)
    c = answer.counterexample
    assert answer.verdict == "REFUTED" and c and c.parameters.startswith("d=2, m0=")
    assert (c.found, c.certified) == ("residual 0.250000000000000", "0, the residual of what holds")
    assert (c.t, c.x, c.entry) == ("1/4", "(3/5, 2/5)", "[0]") and answer.why.startswith("balls, ")


def test_a_claim_that_is_expected_to_be_false() -> None:
    answer = check(catalogue()["CD-6.4b"])
    assert answer.verdict == Outcome.REFUTED and "expected" not in answer.why


FILE = """from analytic import gaussian
from verify import Claim, identity
from verify.regimes import PAIRS

right = gaussian.drift


def residual(formula, case):
    return formula(case.law, case.t, case.x) - right(case.law, case.t, case.x)


good = Claim("GOOD", "notes: p. 3", "x", "", right, identity(residual, PAIRS[:1]))
held = [
    Claim("BAD", "notes", "x", "", lambda law, t, x: -right(law, t, x), identity(residual, PAIRS[:1])),
]
"""


def test_a_users_file_says_the_line_and_how_to_repeat(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(FILE, encoding="utf-8")
    good, bad = run_file(path, seed=3)
    assert (good["verdict"], good["where"]) == ("AGREES", f"{path}:12") and good[
        "repeat"
    ] == f"driftproof check {path}::GOOD --seed 3"
    assert (bad["verdict"], bad["where"]) == ("REFUTED", f"{path}:13") and bad["counterexample"]["found"].startswith("residual ")
    assert status([good]) == 0 and status([good, bad]) == 1
