"""Plain functions: rounding is forgiven where it is predicted, a wrong value nowhere."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import mixture
from tests.verify.derivations.samples import PATIENT, RUNG, field, of_field, responsibilities, settled
from verify import check
from verify.claim import Role
from verify.derivations.judging.in_floats import in_floats
from verify.derivations.seen import Gap


def test_plain_functions_agree_to_so_many_ulps_and_are_never_proved() -> None:
    answer = of_field(field)
    assert answer.verdict == "AGREES" and " ulps (bound " in answer.scope and "the source is N(0, I)" in answer.scope
    assert of_field(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + 1e-9)).verdict == "REFUTED"
    assert of_field(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + 1e-9), dtype="float32").verdict == "AGREES"
    assert of_field(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * 1.01, dtype="float32").verdict == "REFUTED"


def test_a_form_that_is_singular_at_an_end_is_right_elsewhere() -> None:
    def by_score(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        score = -np.linalg.solve((1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, x - t * mu)
        return x / t + (1 - t) / t * score

    answer = of_field(by_score)
    assert answer.verdict == "AGREES" and "no value at t = 0" in answer.scope

    def by_score_exactly(law: Any, t: Any, x: Any) -> Any:
        return x / t + (1 - t) / t * (mixture.score(law, t, x) @ law.S0) + (1 - t) / t * -law.m0

    answer = check(by_score_exactly, "velocity", assume="centred source", budget=PATIENT)
    assert answer.verdict == "PROVED" and "no value at t = 0" in answer.scope


def test_inverses_of_nearly_singular_matrices_are_not_held_against_a_formula() -> None:
    def information(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        P = np.linalg.inv(Sigma)
        mean = np.linalg.solve(np.eye(len(mu)) * t**2 / (1 - t) ** 2 + P, P @ mu + t / (1 - t) ** 2 * x)
        return (mean - x) / (1 - t)

    for dtype in ("float64", "float32"):
        answer = of_field(information, dtype=dtype)
        assert answer.verdict == "AGREES", answer
        assert "no value at t = 1" in answer.scope and "not counted" in answer.scope


def test_rounding_noise_at_a_simple_case_is_refuted() -> None:
    def quotient(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        steps = np.eye(len(mu), dtype=x.dtype) * x.dtype.type(1e-6)
        return np.stack([(field(x + h, t, mu, Sigma) - field(x, t, mu, Sigma)) / x.dtype.type(1e-6) for h in steps], axis=-1)

    answer = check(quotient, "jacobian", "gaussian", dtype="float32", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "rounding noise" in answer.why


def test_underflow_in_far_tails_is_refuted_unless_they_are_left_out() -> None:
    def by_densities(x: Any, t: Any, pi: Any, mu: Any, var: Any) -> Any:
        v = (1 - t) ** 2 + t**2 * var
        p = pi * np.exp(-((x - t * mu) ** 2) / (2 * v)) / np.sqrt(v)
        return p / p.sum()

    answer = check(by_densities, "responsibilities", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "returns NaN at a finite input" in answer.why
    assert check(by_densities, "responsibilities", assume="no far tails", budget=PATIENT).verdict == "AGREES"
    answer = check(by_densities, "responsibilities", dtype="float32", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "returns NaN at a finite input" in answer.why


def test_float32_from_float64_is_judged_as_float32_unless_declared() -> None:
    def rounded(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma).astype(np.float32)

    assert "float32" in of_field(rounded).scope
    answer = of_field(rounded, dtype="float64")
    assert answer.verdict == "UNDECIDED" and "returns float32 for float64 input" in answer.why


@pytest.mark.parametrize("least", [0.0, 1e-10])
def test_a_responsibility_that_is_cut_off_is_seen(least: float) -> None:
    def cut(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu0: Any, Sigma0: Any) -> Any:
        r = responsibilities(x, t, pi, mu, Sigma, mu0, Sigma0)
        r = np.where(r < least, 0, r)
        return r / r.sum()

    answer = check(cut, "responsibilities", budget=PATIENT)
    assert answer.verdict == ("REFUTED" if least else "AGREES"), answer
    assert not least or (answer.counterexample and answer.counterexample.parameters.startswith("d=1, K=2"))


@pytest.mark.parametrize("least", [0.0, 1e-5])
def test_a_weight_that_is_cut_off_is_seen(least: float) -> None:
    def cut(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu0: Any, Sigma0: Any) -> Any:
        return responsibilities(x, t, np.maximum(pi, least), mu, Sigma, mu0, Sigma0)

    assert check(cut, "responsibilities", budget=PATIENT).verdict == ("REFUTED" if least else "AGREES")


def test_a_factor_that_float32_rounds_away_is_no_rounding_noise() -> None:
    def off(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma) * np.asarray(1 + 1e-9, dtype=x.dtype)

    answer = of_field(off)
    assert answer.verdict == "REFUTED" and "noise" not in answer.why


@pytest.mark.parametrize("off", [0.0, 1e-6])
@pytest.mark.parametrize("end", ["t<1", "t>0"])
def test_a_form_that_cancels_next_to_an_end_is_right(end: str, off: float) -> None:
    """Noise is at time 1 or 0. There the difference above has lost most digits, and some cases have more of them by chance."""

    def denoiser(x: Any, t: Any, mean1: Any, cov1: Any) -> Any:
        S = (1 - t) ** 2 * np.eye(len(mean1)) + t**2 * cov1
        return (x - (1 - t) ** 2 * np.linalg.solve(S, x - t * mean1)) / t * (1 + off)

    def backwards(x: Any, t: Any, mean0: Any, cov0: Any) -> Any:
        return denoiser(x, 1 - t, mean0, cov0)

    options: Any = {} if end == "t>0" else {"time": "data at 0", "ends": "x0 is data"}
    f = denoiser if end == "t>0" else backwards
    answer = check(f, "denoiser", "mixture", assume=end, budget=PATIENT, **options)
    assert answer.verdict == ("REFUTED" if off else "AGREES"), answer


LARGE = 2.0**18
ROUNDED = settled(lambda x, t, mu, Sigma: (field(x, t, mu, Sigma).astype(x.dtype) + x.dtype.type(LARGE)) - x.dtype.type(LARGE))
HALF = F(1, 2)


@pytest.mark.parametrize("role", Role)
def test_rounding_noise_refutes_at_simple_regimes_only(role: Role) -> None:
    """u + 2^18 - 2^18 is right but for its rounding, 2^-35: where it may be the regime's fault it is not counted."""
    seen = in_floats(ROUNDED, replace(RUNG, role=role), HALF)
    if role is Role.SIMPLE:
        assert seen.difference is not None and seen.difference.gap is Gap.ROUNDING_NOISE
        assert seen.difference.why.startswith("rounding noise: off by ")
    else:
        assert seen.difference is None and seen.blurred and "off by its own rounding" in seen.blurred[0]


@pytest.mark.parametrize("role", Role)
def test_a_wrong_value_refutes_in_every_regime(role: Role) -> None:
    seen = in_floats(settled(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * 1.01), replace(RUNG, role=role), HALF)
    assert seen.difference is not None and seen.difference.gap is Gap.WRONG_VALUE


@pytest.mark.parametrize("t", [F(0), HALF, F(1)])
@pytest.mark.parametrize("role", Role)
def test_nan_is_excused_at_the_ends_of_time_and_where_a_covariance_is_singular(role: Role, t: F) -> None:
    seen = in_floats(settled(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * np.nan), replace(RUNG, role=role), t)
    if t in (0, 1) or role is Role.SINGULAR:
        assert seen.difference is None and seen.missing and not seen.agree
    else:
        assert seen.difference is not None and seen.difference.gap is Gap.NO_VALUE


@pytest.mark.parametrize("end", [0.0, 1.0])
def test_a_jump_at_an_end_of_time_is_no_rounding(end: float) -> None:
    """A formula that is another one exactly there: what an input in its last place would do is not asked of the time."""

    def jumps(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return 0 * x if t == end else field(x, t, mu, Sigma)

    answer = of_field(jumps)
    assert answer.verdict == "REFUTED" and answer.counterexample and answer.counterexample.t == str(int(end))
