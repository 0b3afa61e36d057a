"""What makes a formula right is told in its own text; what does not is not told."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from verify import as_derivation
from verify.derivations.diagnosis import diagnose
from verify.derivations.diagnosis.repair import repair
from verify.derivations.statement import Derivation


def of_text(law: Any, t: Any, x: Any) -> Any:
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return -ar.solve(S, x - (1 - t) * law.m0 + t * law.m1)


def plain(x: Any, t: Any, mean0: Any, cov0: Any, mean1: Any, cov1: Any) -> Any:
    S = (1 - t) * cov0 + t**2 * cov1
    return -np.linalg.solve(S, x - (1 - t) * mean0 - t * mean1)


def denoised(x: Any, t: Any, v: Any) -> Any:
    return x + t * v


def from_noise(x: Any, alpha_t: Any, sigma_t: Any, eps: Any) -> Any:
    return (x - alpha_t * eps) / alpha_t


def two_slips(x: Any, t: Any, v: Any) -> Any:
    return 2 * x + t * v


def stated(f: Any, of: str, **options: Any) -> Derivation:
    d = as_derivation(f, of, "gaussian", assume="independent", **options)
    return replace(d, formula=d.formula.settle())


CASES = [
    (of_text, "score", {}, "x - (1 - t) * law.m0 - t * law.m1"),
    (plain, "score", {}, '"(1 - t) ** 2 * cov0 + t ** 2 * cov1" for "(1 - t) * cov0 + t ** 2 * cov1"'),
    (denoised, "denoiser", {}, '"x + (1 - t) * v" for "x + t * v"'),
    (denoised, "denoiser", {"convention": "noise at 1"}, '"x - t * v" for "x + t * v"'),
    (from_noise, "denoiser", {"convention": "cosine"}, '"(x - sigma_t * eps) / alpha_t" for "(x - alpha_t * eps) / alpha_t"'),
]


@pytest.mark.parametrize(("f", "of", "options", "told"), CASES)
def test_the_slip_is_told_in_its_own_text(f: Any, of: str, options: dict[str, Any], told: str) -> None:
    edit = repair(stated(f, of, **options), 0, time.perf_counter() + 600)
    assert edit is not None and told in str(edit) and edit.line > f.__code__.co_firstlineno


def test_what_no_single_change_makes_right_is_not_told() -> None:
    assert repair(stated(two_slips, "denoiser"), 0, time.perf_counter() + 600) is None


def test_what_has_no_text_is_not_searched() -> None:
    exec("def f(x, t, v):\n    return x + t * v", made := dict[str, Any]())
    assert repair(stated(made["f"], "denoiser"), 0, time.perf_counter() + 600) is None


def test_no_time_no_word() -> None:
    assert repair(stated(denoised, "denoiser"), 0, time.process_time() - 1) is None


def test_it_stands_beside_what_the_formula_is() -> None:
    found = diagnose(stated(denoised, "denoiser", convention="noise at 1"), 0, time.perf_counter() + 600)
    assert (
        found is not None and 'right with "x - t * v" for "x + t * v" in line' in found.words and found.words.startswith("equals ")
    )
