"""The suites of autodiff and accuracy: what holds, what is refuted, and near misses that fail."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from analytic import arithmetic, gaussian, mixture
from verify import regimes
from verify.claim import Outcome
from verify.evidence.kinds import FLOAT64_UNITS
from verify.residuals.wrong import off, transposed
from verify.suites import accuracy, autodiff

COMPARISONS = {"jacfwd vs formula", "jacrev vs formula", "jvp vs formula", "differences vs formula", "differences vs jacfwd"}


@pytest.fixture(scope="module")
def derivatives():
    return autodiff.rows()


@pytest.fixture(scope="module")
def errors():
    return accuracy.rows()


def test_every_derivative_agrees_with_its_closed_form(derivatives):
    assert autodiff.decide(derivatives) == (Outcome.HOLDS, "")
    for s in autodiff.subjects():
        for r in s.regimes:
            mine = {row["comparison"] for row in derivatives if (row["subject"], row["regime"]) == (s.name, r.name)}
            assert mine >= COMPARISONS


def test_the_undivided_tangent_is_refuted_and_its_ratio_is_the_step(derivatives):
    slips = [r for r in derivatives if r["comparison"] == autodiff.SLIP]
    assert [r["eps"] for r in slips] == [1e-2, 1e-4, 1e-6]
    for r in slips:
        assert r["outcome"] == r["expected"] == "REFUTED"
        assert r["ratio"] == pytest.approx(r["eps"], rel=1e-12)
    divided = [r for r in derivatives if r["comparison"] == autodiff.DIVIDED]
    assert len(divided) == 3 and {r["outcome"] for r in divided} == {"HOLDS"}


def test_a_slip_that_passed_would_not_be_as_expected(derivatives):
    wrong = [{**r, "outcome": "HOLDS"} if r["comparison"] == autodiff.SLIP else r for r in derivatives]
    assert autodiff.decide(wrong)[0] == Outcome.REFUTED


@pytest.mark.parametrize("change", [off, transposed])
def test_a_wrong_jacobian_is_refuted(change):
    drift = autodiff.subjects()[0]
    near_miss = replace(drift, formula=change(drift.formula), regimes=drift.regimes[:1])
    table = autodiff.rows(of=(near_miss,))
    assert autodiff.decide(table)[0] == Outcome.REFUTED
    seen = {r["comparison"] for r in table if r["outcome"] == "REFUTED"}
    assert seen >= {"jacfwd vs formula", "jacrev vs formula", "jvp vs formula"}
    assert "differences vs jacfwd" not in seen


def test_float32_agrees_to_its_own_predicted_errors():
    one = replace(autodiff.subjects()[0], regimes=(regimes.ANISOTROPIC, regimes.NEARLY_SINGULAR))
    inner = replace(one, regimes=tuple(replace(r, times=(Fraction(1, 2),)) for r in one.regimes))
    table = autodiff.rows(dtype="float32", of=(inner,))
    assert autodiff.decide(table)[0] == Outcome.HOLDS and {r["dtype"] for r in table} == {"float32"}


def test_undecided_is_not_a_pass(derivatives):
    assert autodiff.decide([])[0] == Outcome.UNDECIDED and accuracy.decide([])[0] == Outcome.UNDECIDED
    broken = [{**derivatives[0], "outcome": "UNDECIDED", "units": math.nan}, *derivatives[1:]]
    assert autodiff.decide(broken)[0] == Outcome.UNDECIDED


def test_every_formula_is_as_accurate_as_predicted(errors):
    assert accuracy.decide(errors) == (Outcome.HOLDS, "")
    assert len({r["formula"] for r in errors}) == 21
    assert {(r["d"], r["K"]) for r in errors} >= {(8, 5), (16, 3), (1, 3), (2, 1)}
    for r in errors:
        assert r["units"] <= FLOAT64_UNITS and r["ulps"] <= FLOAT64_UNITS * r["predicted"]


def test_the_large_laws_depend_on_the_seed_alone():
    one, two, other = (accuracy.large(seed)[1] for seed in (0, 0, 1))
    assert one.points == two.points != other.points
    assert one.law.keywords == two.law.keywords
    state = np.random.get_state()[1].tolist()
    accuracy.large(0)
    assert np.random.get_state()[1].tolist() == state


def drift_in_float32(mix, t, x):
    u = mixture.drift(mix, t, x)
    return u.astype(np.float32) if mix.ar is arithmetic.float64() else u


def covariance_inverted_twice(pair, t, x):
    """The drift with S_t^-1 e formed as S_t^-1 (S_t (S_t^-1 e)) in floats only: harmless in theory, not in rounding."""
    if pair.ar is not arithmetic.float64():
        return gaussian.drift(pair, t, x)
    m, dm, S, D = gaussian.moments(pair, t)
    P = np.linalg.inv(S).astype(np.float32).astype(float)
    return dm + (x - m) @ (D @ P).T


@pytest.mark.parametrize(
    ("formula", "regime"),
    [(drift_in_float32, regimes.ANISOTROPIC), (covariance_inverted_twice, regimes.PAIR)],
    ids=["rounded to float32", "inverse held in float32"],
)
def test_lost_precision_is_refuted(formula, regime):
    table = accuracy.rows(of=(accuracy.Subject("near miss", formula, (regime,)),))
    assert accuracy.decide(table)[0] == Outcome.REFUTED


def test_nan_is_undecided():
    def broken(mix, t, x):
        return mixture.drift(mix, t, x) * (np.nan if mix.ar is arithmetic.float64() else 1)

    table = accuracy.rows(of=(accuracy.Subject("NaN", broken, (regimes.LINE,)),))
    assert accuracy.decide(table)[0] == Outcome.UNDECIDED


def test_rows_are_json_and_repeatable(derivatives, errors):
    assert json.loads(json.dumps(errors, allow_nan=False)) == errors == accuracy.rows()
    assert json.loads(json.dumps(derivatives, allow_nan=False)) == derivatives


@pytest.mark.parametrize("module", ["table4", "sweep", "autodiff", "accuracy"])
def test_importing_a_suite_imports_no_heavy_library(module):
    code = f"import sys, verify.suites.{module}; print([m for m in ('torch', 'sympy', 'flint') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
