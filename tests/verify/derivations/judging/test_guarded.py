"""Right but for a guard is told from wrong: by what the formula is without it, by what it guards, by how little it shows."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import PATIENT, field, of_field, settled
from verify import check
from verify.derivations.answer import GUARDLESS
from verify.derivations.isolation.file_child import run_file
from verify.derivations.judging.guarded import guarded


def score(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return -np.linalg.solve((1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, x - t * mu)


def by_score(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    """The velocity, with no value at t = 0."""
    return (x + (1 - t) * score(x, t, mu, Sigma)) / t


def clipped(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return by_score(x, np.clip(t, 1e-6, 1 - 1e-6), mu, Sigma)


def added(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return (x + (1 - t) * score(x, t, mu, Sigma)) / (t + 1e-8)


def of_text(law: Any, t: Any, x: Any) -> Any:
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return (x - (1 - t) * law.ar.solve(S, x - t * law.m1)) / (t + 1e-8)


@pytest.mark.parametrize(("f", "said"), [(clipped, "guards of 1e-06 (line "), (added, "a guard of 1e-08 (line ")])
def test_right_but_for_a_guard(f: Any, said: str) -> None:
    answer = of_field(f)
    assert answer.verdict == "GUARDED" and f"right but for {said}" in answer.why and "seen by up to" in answer.why, answer
    assert answer.scope.startswith("without the guard: to ") and answer.counterexample and not answer.diagnosis
    assert [(r.variant, r.outcome) for r in answer.records] == [("", "REFUTED"), (GUARDLESS, "HOLDS")]


def test_right_but_for_a_guard_in_balls() -> None:
    answer = check(of_text, "velocity", "gaussian", assume=("standard source", "independent"), budget=PATIENT)
    assert answer.verdict == "GUARDED" and "exact points" in answer.scope and "1e-08" in answer.why, answer


WRONG = {
    "another power beside its guard": lambda x, t, mu, Sigma: clipped(x, t, mu, Sigma) * np.clip(t, 1e-6, 1 - 1e-6),
    "nothing is guarded": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + 1e-9,
    "a constant that is slightly off": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 - 1e-6),
    "a cut that guards nothing": lambda x, t, mu, Sigma: np.where(np.abs(x) < 1e-5, 0, field(x, t, mu, Sigma)),
    "a guard too large to be one": lambda x, t, mu, Sigma: (x + (1 - t) * score(x, t, mu, Sigma)) / (t + 1e-3),
    "more than a guard": lambda x, t, mu, Sigma: (x + (1 - t) * score(x, t, mu, Sigma)) / (t + 1e-5 * (1 + 1e6 * np.sin(t) ** 2)),
}


@pytest.mark.parametrize("f", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_no_guard(f: Any) -> None:
    assert of_field(f).verdict == "REFUTED"


def test_no_guard_is_found_in_what_has_none() -> None:
    assert guarded(settled(by_score), 0, float("inf")) is None


FILE = """import numpy as np
from verify import derivation

FLOOR = 1e-6


@derivation("denoiser", law="gaussian", assume="t<1")
def right(x, t, mean1, cov1):
    S = (1 - t) ** 2 * np.eye(len(mean1)) + t**2 * cov1
    return (x - (1 - t) ** 2 * np.linalg.solve(S, x - t * mean1)) / max(t, FLOOR)


@derivation("denoiser", law="gaussian", assume="t<1")
def wrong(x, t, mean1, cov1):
    S = (1 - t) ** 2 * np.eye(len(mean1)) + t**2 * cov1
    return (x - (1 - t) * np.linalg.solve(S, x - t * mean1)) / max(t, FLOOR)
"""


def test_a_users_file_too(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(FILE, encoding="utf-8")
    right, wrong = run_file(tmp_path / "mine.py")
    assert (right["verdict"], wrong["verdict"]) == ("GUARDED", "REFUTED"), (right, wrong)
    assert "1e-06 (line 10)" in right["why"]
