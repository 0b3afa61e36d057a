"""What makes a formula right is told in its own text; what does not is not told."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from verify import as_derivation
from verify.derivations.diagnosis import diagnose
from verify.derivations.diagnosis.repair import NEAR, _screens, repair, right_at
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


def wrong_on_a_line(x: Any, t: Any, v: Any) -> Any:
    slope = 1 - t if x.shape[-1] > 1 else t
    return 2 * x + slope * v


def quotient(x: Any, t: Any, mean0: Any, cov0: Any, mean1: Any, cov1: Any) -> Any:
    """A one-sided difference of step h that is divided by 3 h."""
    S, h = (1 - t) ** 2 * cov0 + t**2 * cov1, 1e-6
    D = lambda y: mean1 + t * cov1 @ np.linalg.solve(S, y - (1 - t) * mean0 - t * mean1)  # noqa: E731
    return np.stack([(D(x + h * e) - D(x)) / (3 * h) for e in np.eye(len(x))], -1)


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


def test_what_isright_at_the_first_cases_only_is_not_told() -> None:
    """They are of several dimensions, fresh ones too: `x` for `2 * x` is right there, and wrong on a line."""
    d = stated(wrong_on_a_line, "denoiser")
    n = next(n for n in range(d.formula.edits()) if str(d.formula.edit(n)).startswith('right with "x + slope * v"'))
    assert all(n in right_at(d, r, [n], 60.0, NEAR) for r in _screens(d, 0))
    assert repair(d, 0, time.perf_counter() + 600) is None


@pytest.mark.parametrize(("near", "told"), [(1e-4, '"(D(x + h * e) - D(x)) / h"'), (0.0, "")])
def test_a_quotient_is_right_to_within_its_own_error(near: float, told: str) -> None:
    """To rounding no change makes it right."""
    edit = repair(stated(quotient, "denoiser_jacobian"), 0, time.perf_counter() + 600, near)
    assert told in str(edit) if told else edit is None


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
