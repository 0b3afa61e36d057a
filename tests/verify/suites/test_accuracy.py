"""The suite of accuracy: every formula is as accurate as predicted; lost precision, NaN and no rows are no pass."""

import json
import subprocess
import sys

import numpy as np
import pytest

from analytic import arithmetic, gaussian, mixture
from verify import regimes
from verify.claim import Outcome
from verify.evidence.kinds import FLOAT64_UNITS
from verify.suites.accuracy import table as accuracy


@pytest.fixture(scope="module")
def errors():
    return accuracy.rows()


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
    code = f"import sys, verify.suites.{module}.table; print([m for m in ('torch', 'sympy', 'flint') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
