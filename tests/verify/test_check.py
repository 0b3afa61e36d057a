"""Answers: what is proved, what agrees, what is refuted with which counterexample, and what a hostile function gets."""

import os
import random
import subprocess
import sys
import time
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import verify
from analytic import arithmetic, mixture
from verify import as_derivation, check, check_all
from verify.claim import Claim, identity
from verify.derivations import cases
from verify.derivations.answer import Answer
from verify.derivations.judging.compare import compare

ROOT = Path(__file__).resolve().parents[2]
PATIENT = 60.0


@pytest.fixture(autouse=True)
def undiagnosed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagnosis has tests of its own."""
    from verify.derivations import diagnosis

    monkeypatch.setattr(diagnosis, "diagnose", lambda d, seed, deadline: None)


def jacobian(law: Any, t: Any, x: Any) -> Any:
    """du/dx in the information form, with sums in another order."""
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.C
    e = x[:, None, :] - (1 - t) * law.m0 - t * law.m
    g = ar.solve(S, e)
    r = ar.softmax(ar.log(law.w) - (ar.logdet(S) + ar.einsum("nki,nki->nk", e, g)) / 2)
    B = ar.solve(S[:, None], t * law.C - (1 - t) * law.S0)
    v = law.m - law.m0 + ar.einsum("kij,nkj->nki", t * law.C - (1 - t) * law.S0, g)
    u = ar.einsum("nk,nki->ni", r, v)
    return ar.einsum("nk,kij->nij", r, B) - ar.einsum("nk,nki,nkj->nij", r, v - u[:, None], g)


def transposed(law: Any, t: Any, x: Any) -> Any:
    return jacobian(law, t, x).swapaxes(-1, -2)


def field(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    """The velocity from N(0, I) to N(mu, Sigma)."""
    eye = np.eye(len(mu))
    return mu + (t * Sigma - (1 - t) * eye) @ np.linalg.solve((1 - t) ** 2 * eye + t**2 * Sigma, x - t * mu)


def of_field(f: Any, **options: Any) -> Answer:
    return check(f, "velocity", "gaussian", budget=PATIENT, **options)


def test_proved_with_its_scope() -> None:
    answer = check(jacobian, "jacobian", budget=PATIENT)
    assert answer.verdict == "PROVED" and answer.why == ""
    assert "all parameters in d=1, K=1; in d=1, K=2; in d=2, K=1; at 3" in answer.scope
    assert "exact points in d <= 3, K <= 3, within" in answer.scope
    assert {"balls", "symbols", "digits", "float64"} <= {r.evidence for r in answer.records}
    assert {r.outcome for r in answer.records} == {"HOLDS"}
    assert "driftproof check" in answer.repeat and "::jacobian --seed 0" in answer.repeat and ":" in answer.where


def test_refuted_with_the_simplest_counterexample() -> None:
    answer = check(transposed, "jacobian", budget=PATIENT)
    c = answer.counterexample
    assert answer.verdict == "REFUTED" and c
    assert c.parameters.startswith("d=2, K=1") and c.t == "1/2" and c.x == "(0, 0)" and c.entry == "[0, 1]"
    again = compare(as_derivation(transposed, "jacobian"), c.regime).difference
    assert again and again.found == c.found and again.certified == c.certified
    assert all(v in (0, 1, -1) for m in cases.parameters(c.regime)["means"] for v in m)


def test_a_slip_that_a_line_shows_is_shown_on_a_line() -> None:
    answer = check(lambda law, t, x: mixture.denoiser(law, t, x) - law.m0, "velocity", budget=PATIENT)
    assert answer.counterexample and answer.counterexample.parameters == "d=1, K=1, weights=1, means=1, covs=1, mean0=0, cov0=1"
    found, certified = answer.counterexample.found, answer.counterexample.certified
    assert found.startswith("0.500000000000000 (certain to") and certified.startswith("1.00000000000000 (certain to")


@pytest.mark.parametrize("epsilon", [F(1, 10**9), F(1, 10**40)])
def test_balls_see_the_smallest_slip(epsilon: F) -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * law.ar.array(1 + epsilon), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED"


def test_plain_functions_agree_to_so_many_ulps_and_are_never_proved() -> None:
    answer = of_field(field)
    assert answer.verdict == "AGREES" and " ulps on 1" in answer.scope and "x0 ~ N(0, I)" in answer.scope
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


def test_a_diagnosis_that_fails_leaves_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.derivations import diagnosis

    monkeypatch.setattr(diagnosis, "diagnose", lambda d, seed, deadline: 1 / 0)
    answer = of_field(lambda x, t, mu, Sigma: -field(x, t, mu, Sigma))
    assert answer.verdict == "REFUTED" and "no diagnosis: it raised ZeroDivisionError" in answer.why


def test_float_literals_are_named() -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * (0.1 * 3 / 0.3), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "a float literal" in answer.why


def raising(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    raise RuntimeError("boom")


def changing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    value = field(x, t, mu, Sigma)
    Sigma *= 2
    return value


def printing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    print("here")
    return field(x, t, mu, Sigma)


def drawing(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return field(x, t, mu, Sigma) + np.random.standard_normal() + random.random()


CALLS = [0]


def counting(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    CALLS[0] += 1
    return field(x, t, mu, Sigma) * CALLS[0]


def recursive(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return recursive(x, t, mu, Sigma)


@pytest.mark.parametrize(
    ("f", "verdict", "words"),
    [
        (raising, "UNDECIDED", "raises RuntimeError: boom"),
        (recursive, "UNDECIDED", "raises RecursionError"),
        (drawing, "UNDECIDED", "is not deterministic"),
        (counting, "UNDECIDED", "is not deterministic"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * np.nan, "REFUTED", "returns NaN at a finite input"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) / 0, "REFUTED", "at a finite input"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).sum(), "UNDECIDED", "returns shape ()"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + 0j, "UNDECIDED", "returns complex numbers"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).astype(int), "UNDECIDED", "returns int64"),
        (lambda x, t, mu, Sigma: field(x, t, mu, Sigma).astype(np.float16), "UNDECIDED", "returns float16"),
        (lambda x, t, mu, Sigma: None, "UNDECIDED", "returns NoneType"),
        (lambda x, t, mu, Sigma: "text", "UNDECIDED", "floats (float32, float64) are expected"),
        (changing, "AGREES", "changes its argument Sigma"),
        (printing, "AGREES", "prints: 'here'"),
    ],
)
def test_hostile_functions(f: Any, verdict: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = of_field(f)
    assert answer.verdict == verdict and words in answer.why, answer
    assert capsys.readouterr() == ("", "")


def test_float32_from_float64_is_judged_as_float32_unless_declared() -> None:
    def rounded(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma).astype(np.float32)

    assert "float32" in of_field(rounded).scope
    answer = of_field(rounded, dtype="float64")
    assert answer.verdict == "UNDECIDED" and "returns float32 for float64 input" in answer.why


def test_one_that_hangs_or_ends_the_process_does_not_stop_the_others() -> None:
    def hangs(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        time.sleep(1000)

    def exits(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        os._exit(3)

    def leaves(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        raise SystemExit

    seen: list[str] = []
    items = [as_derivation(f, "velocity", "gaussian") for f in (hangs, exits, leaves, field)]
    start = time.perf_counter()
    answers = check_all(items, budget=3, progress=lambda a: seen.append(a.name))
    assert time.perf_counter() - start < 40
    assert [a.verdict for a in answers] == ["UNDECIDED", "UNDECIDED", "UNDECIDED", "AGREES"]
    assert "gave no answer within 13 s" in answers[0].why and "exit status 3" in answers[1].why
    assert seen == ["hangs", "exits", "leaves", "field"]


def test_the_budget_is_kept() -> None:
    def slow(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        time.sleep(0.05)
        return field(x, t, mu, Sigma)

    start = time.perf_counter()
    answer = check(slow, "velocity", "gaussian", budget=2)
    assert time.perf_counter() - start < 6
    assert answer.verdict == "AGREES" and "no time was left to finish the ladder: 2 s were given" in answer.why


def test_a_claim_is_an_item_too() -> None:
    def residual(formula: Any, case: Any) -> Any:
        return formula(case.law, case.t, case.x) - mixture.drift(case.law, case.t, case.x)

    regimes = cases.fresh("mixture", frozenset(), 0, 2)
    good = Claim("MINE", "notes", "x", "", mixture.drift, identity(residual, tuple(regimes)), {"noise": mixture.noise})
    (answer,) = check_all([good])
    assert answer.verdict == "AGREES" and answer.name == "MINE" and answer.of == ""
    bad = Claim("MINE", "notes", "x", "", mixture.noise, identity(residual, tuple(regimes)))
    assert check(bad).verdict == "REFUTED"


def test_a_law_of_ones_own() -> None:
    standard = {"weights": [1], "means": [[0]], "covs": [[[1]]]}
    right = check(lambda x, t: (2 * t - 1) / ((1 - t) ** 2 + t**2) * x, "velocity", "line", parameters=standard)
    assert right.verdict == "AGREES"
    wrong = check(lambda x, t: (2 * t - 1) / ((1 + t) ** 2 + t**2) * x, "velocity", "line", parameters=standard)
    assert wrong.verdict == "REFUTED" and wrong.counterexample and wrong.counterexample.parameters.startswith("d=1, K=1, weights=1")


def test_floats_of_ones_own_law_are_taken_exactly() -> None:
    covs = np.array([[[0.3]], [[1.1]], [[2.0]]], dtype=np.float32)
    law = {"weights": np.full(3, 1 / 3), "means": [[0.1], [-0.7], [1.3]], "covs": covs}
    assert check(jacobian, "jacobian", parameters=law).verdict == "AGREES"
    assert check(lambda law, t, x: jacobian(law, t, x) + t / 100, "jacobian", parameters=law).verdict == "REFUTED"


def test_a_trained_module_is_judged_by_its_mean_squared_error() -> None:
    import torch

    linear = torch.nn.utils.skip_init(torch.nn.Linear, 3, 2)  # type: ignore[no-untyped-call]
    torch.nn.init.zeros_(linear.weight), torch.nn.init.ones_(linear.bias)

    class Network(torch.nn.Module):
        def __init__(self, off: float) -> None:
            super().__init__()
            self.off = torch.nn.Parameter(torch.tensor(off, dtype=torch.float64))

        def forward(self, x: Any, t: Any) -> Any:
            return (2 * t - 1) / ((1 - t) ** 2 + t**2) * x + self.off

    law = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]]}
    assert check(Network(0.0), "velocity", parameters=law, tolerance=1e-4).verdict == "AGREES"
    assert check(Network(0.1), "velocity", parameters=law, tolerance=1e-3).verdict == "REFUTED"
    answer = check(Network(0.1), "velocity", parameters=law, tolerance=0.02)
    assert answer.verdict == "AGREES" and "mean squared error per coordinate 0.01," in answer.scope
    assert check(linear, "velocity", parameters=law, tolerance=1e-3).verdict == "REFUTED"
    with pytest.raises(TypeError, match="needs tolerance="):
        check(Network(0.0), "velocity", parameters=law)
    with pytest.raises(TypeError, match="the law it was trained on"):
        check(Network(0.0), "velocity", tolerance=1e-3)


@pytest.mark.parametrize("law", ["mixture", "gaussian", "line", "transport"])
@pytest.mark.parametrize("need", ["", "standard source", "commuting", "isotropic source", "d=2", "K=2", "diagonal"])
def test_the_ladder_climbs_within_what_is_assumed(law: str, need: str) -> None:
    ar, assumed = arithmetic.balls(), frozenset([need] if need else [])
    rungs = list(cases.ladder(law, assumed, 0))
    with ar.scope():
        for r in rungs:
            r.law(ar)
    first = cases.parameters(rungs[0])
    assert len(first["mean0"]) == min(d for d, _ in cases.sizes(law, assumed))
    numbers = [float(t) for r in rungs for t in r.times] + [float(c) for r in rungs for p in r.points for c in p]
    assert all(F(n).limit_denominator(2**20) == F(n) for n in numbers)
    for r in rungs:
        p = cases.parameters(r)
        if need == "standard source":
            assert p["mean0"] == [0] * len(p["mean0"]) and all(p["cov0"][i][i] == 1 for i in range(len(p["mean0"])))
        if need == "commuting":
            from verify.strategies import product

            for C in p.get("covs", [p.get("cov1", p["cov0"])]):
                assert product(C, p["cov0"]) == product(p["cov0"], C)


def test_fresh_cases_are_generic_and_repeatable() -> None:
    one, two = (cases.fresh("mixture", frozenset(), 5, 30) for _ in range(2))
    assert [(r.times, r.points, cases.parameters(r)) for r in one] == [(r.times, r.points, cases.parameters(r)) for r in two]
    assert all(len(r.points[0]) > 1 and len(cases.parameters(r)["weights"]) > 1 for r in one)


def test_the_package_hands_out_check_without_importing_anything_heavy() -> None:
    heavy = "{'torch', 'sympy', 'flint', 'hypothesis', 'scipy'}"
    code = f"import sys, verify; print(sorted({{m.split('.')[0] for m in sys.modules}} & {heavy}))"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
    assert callable(verify.check) and callable(verify.derivation)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = verify.nothing


def responsibilities(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu0: Any, Sigma0: Any) -> Any:
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x - (1 - t) * mu0 - t * mu
    logs = np.log(pi) - np.linalg.slogdet(S)[1] / 2 - np.einsum("ki,ki->k", e, np.linalg.solve(S, e[..., None])[..., 0]) / 2
    r = np.exp(logs - logs.max())
    return r / r.sum()


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


def test_matrices_that_do_not_commute_are_small() -> None:
    def other_side(law: Any, t: Any, x: Any) -> Any:
        S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
        D = t * law.S1 - (1 - t) * law.S0
        return law.m1 - law.m0 + (x - (1 - t) * law.m0 - t * law.m1) @ law.ar.solve(S, D)

    answer = check(other_side, "velocity", "gaussian", assume="independent", budget=PATIENT)
    assert answer.verdict == "REFUTED" and answer.counterexample
    assert answer.counterexample.parameters == "d=2, mean0=(0, 0), cov0=((1, 0), (0, 2)), mean1=(0, 1), cov1=((2, 1), (1, 2))"


def test_the_covariances_of_a_rung_do_not_commute() -> None:
    p = cases.parameters(next(r for r in cases.ladder("mixture", frozenset(), 0) if r.name == "d=2, K=3, step 4"))
    matrices = [np.array(M, dtype=float) for M in [p["cov0"], *p["covs"]]]
    for i, A in enumerate(matrices):
        assert np.linalg.eigvalsh(A)[0] > 0
        assert all(np.abs(A @ B - B @ A).max() > 0.01 for B in matrices[:i])


def test_one_that_depends_on_earlier_calls_is_told() -> None:
    calls = [0]

    def tired(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        calls[0] += 1
        return field(x, t, mu, Sigma) * (1 + 1e-6 * (calls[0] > late))

    late = 100
    answer = of_field(tired)
    assert answer.verdict == "REFUTED" and "depends on what was called before" in answer.why
    calls[0], late = 0, 10**9
    assert of_field(tired).verdict == "AGREES"


def test_a_factor_that_float32_rounds_away_is_no_rounding_noise() -> None:
    def off(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma) * np.asarray(1 + 1e-9, dtype=x.dtype)

    answer = of_field(off)
    assert answer.verdict == "REFUTED" and "noise" not in answer.why


def test_a_counterexample_without_a_value_is_made_smaller() -> None:
    def densities(x: Any, t: Any, pi: Any, mu: Any, var: Any, mu0: Any, var0: Any) -> Any:
        S = (1 - t) ** 2 * var0 + t**2 * var
        return np.log(np.sum(pi * np.exp(-((x - (1 - t) * mu0 - t * mu) ** 2) / (2 * S)) / np.sqrt(2 * np.pi * S)))

    answer = check(densities, "log_density", "line", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "returns infinity at a finite input" in answer.why
    assert answer.counterexample and answer.counterexample.parameters.startswith("d=1, K=1,")
    assert 30 < abs(F(answer.counterexample.x.strip("()"))) < 100


def test_what_an_arithmetic_does_not_take_is_told() -> None:
    answer = check(lambda law, t, x: F(1, 2) * x + 0 * law.m1, "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "law.ar.array(Fraction(1, 3))" in answer.why
    answer = check(lambda law, t, x: x @ np.linalg.inv(law.S0), "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "use those of law.ar" in answer.why
    answer = check(lambda law, t, x: law.m1 - law.m0 + law.ar.array(F(1, 10)) * x[..., None], "velocity", "gaussian")
    assert answer.verdict == "UNDECIDED" and "(at d=1, " in answer.why


def test_what_was_established_is_not_lost() -> None:
    def unending(law: Any, t: Any, x: Any) -> Any:
        if law.ar.name == "symbols":
            time.sleep(1000)
        return mixture.denoiser(law, t, x)

    def leaving(law: Any, t: Any, x: Any) -> Any:
        if law.ar.name == "symbols":
            os._exit(3)
        return mixture.denoiser(law, t, x)

    agrees, left = check_all([as_derivation(f, "denoiser", assume=("d=1", "K=1")) for f in (unending, leaving)], budget=4)
    assert agrees.verdict == "AGREES" and "what was to follow gave no answer within 14 s" in agrees.why
    assert left.verdict == "AGREES" and "what was to follow ended the process with exit status 3" in left.why
    assert "balls at points are no proof" in agrees.why and "within 2^-200 at" in agrees.scope
