"""A diagnosis names the cause: a wrong piece, a wrong law, a place where it is right, or that nothing matches."""

import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction as F

import numpy as np
import pytest

from analytic import gaussian, mixture
from tests.verify.derivations import table as derivations
from verify import as_derivation
from verify.claim import Outcome
from verify.derivations.diagnosis import diagnose
from verify.derivations.diagnosis.pieces import pieces
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.spent import spent
from verify.derivations.statement import ExactText
from verify.residuals.wrong import of_law


def said(f, of="velocity", law="mixture", seconds=600, **options):
    def formula(law, t, x):
        return f(law, t, x)

    found = diagnose(as_derivation(formula, of, law, **options), 0, spent() + seconds)
    assert found is not None
    return found


def untold(text):
    """A function whose text cannot be read."""
    return eval(text)


def test_the_published_slip_is_named():
    found = said(lambda law, t, x: mixture.denoiser(law, t, x) - law.m0)
    assert found.words.startswith(
        "equals the denoiser E[x1 | x_t] - m0 on 200 of 200 cases: the term -(1 - t) S0 is missing in A_k"
    )
    assert (found.agreed, found.tried, found.quantity) == (200, 200, "denoiser")


def test_a_search_that_was_stopped_says_so():
    assert said(lambda law, t, x: x**3, seconds=-1).words.startswith("no named quantity so far: the search was stopped after ")
    assert said(lambda law, t, x: x**3).words.startswith("no named quantity under the changes tried; ")


@pytest.mark.parametrize(
    ("of", "formula", "words"),
    [
        ("velocity", lambda law, t, x: -mixture.drift(law, t, x), "the sign is wrong"),
        ("velocity", lambda law, t, x: mixture.drift(law, 1 - t, x), "time is reversed"),
        ("velocity", of_law(mixture.drift, lambda law: {"m0": 0 * law.m0}), "right when the source is centred"),
        ("jacobian", lambda law, t, x: mixture.jacobian(law, t, x).swapaxes(-1, -2), "rows and columns are exchanged"),
        ("jacobian", lambda law, t, x: mixture.jacobian(law, t, x) * law.ar.array(F(1, 10**6)), "never divided by it"),
        ("jacobian", mixture.blend, "right for a single component only"),
        ("velocity", lambda law, t, x: mixture.drift(law, t, x) * law.ar.array(1 + F(1, 10**9)), "a relative error of 1e-09"),
        ("score", mixture.noise, "equals the noise prediction E[x0 | x_t]"),
        ("score", lambda law, t, x: 2 * mixture.score(law, t, x) + x / 3, "equals 2 times the score + 1/3 times x"),
    ],
)
def test_causes_are_named(of, formula, words):
    assert words in said(formula, of).words


def test_a_gaussian_coupling_that_is_ignored():
    def ignored(pair, t, x):
        return gaussian.drift(gaussian.independent(pair.ar, pair.m0, pair.S0, pair.m1, pair.S1), t, x)

    found = said(ignored, law="gaussian")
    assert "the coupling is ignored" in found.words and "right only for independent ends" in found.words
    assert "commute" not in found.words  # cases of coupled ends whose covariances commute are not tried


def test_where_it_is_right_is_found():
    def in_another_order(law, t, x):
        """S_k^-1 D_k for D_k S_k^-1."""
        ar = law.ar
        p = pieces(law, t, x)
        D = t * law.C - (1 - t) * law.S0
        return ar.einsum("nk,nki->ni", p.r, law.m - law.m0 + ar.einsum("kij,kjl,nkl->nki", p.inv, D, p.e))

    found = said(in_another_order)
    assert "right when the covariances commute" in found.regime and "factors in the wrong order" in found.words
    assert "only" not in found.regime and "right for isotropic" in found.regime  # none of several is the only one


def test_without_time_nothing_is_the_only_case():
    found = where(as_derivation(lambda law, t, x: -mixture.blend(law, t, x), "jacobian"), 0, 0.0)
    assert found == ("", False)
    words, _ = where(as_derivation(lambda law, t, x: mixture.blend(law, t, x), "jacobian"), 0, 0.0)
    assert words == "right at t = 0 and t = 1"


def test_a_rare_slip_needs_more_cases():
    def rare(law, t, x):
        """Wrong where a coordinate of x is 3/2 or more: at about one case of four."""
        wrong = np.array([[any(float(c.mid()) >= 1.5 for c in p)] for p in x], dtype=int)
        return mixture.drift(law, t, x) * law.ar.array(1 + wrong)

    found = where(replace(as_derivation(rare, "velocity"), formula=ExactText(rare, floats=False)), 0, time.perf_counter() + 600)
    assert found == ("", False)


def test_facts_are_measured():
    slight = said(lambda law, t, x: mixture.log_density(law, t, x) * law.ar.array(1 + F(3, 10**5)), "log_density")
    assert "constant, 1;" not in slight.words
    late = said(untold("lambda law, t, x: mixture.score(law, t, x) + (t > F(1, 4)) * x**3"), "score")
    assert "right near the source" in late.words and "right near the data" not in late.words


def test_a_special_case_is_found():
    def densities(x, t, pi, mu, Sigma, mu0, Sigma0):
        S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
        e = x - (1 - t) * mu0 - t * mu
        with np.errstate(all="ignore"):
            r = pi * np.exp(-0.5 * np.einsum("ki,kij,kj->k", e, np.linalg.inv(S), e)) / np.sqrt(np.linalg.det(S))
            return r / r.sum()

    found = diagnose(as_derivation(densities, "responsibilities", assume="regular"), 0, time.perf_counter() + 600)
    assert found is not None and "in far tails" in found.regime and "use log densities" in found.regime


def test_what_matches_nothing_is_said():
    found = said(lambda law, t, x: x * x * x - 7 * x * law.ar.array(F(1, 3)) + law.ar.exp(x), seconds=6)
    assert "no named quantity" in found.words and "ignores" in found.words and found.agreed == 0


def test_a_sample_of_the_table():
    names = ("kalman_gain", "loops", "denoiser_returned", "uncentred_outer", "bures_commuting", "sympy_deviation")
    table = derivations.rows(files=("right", "wrong"), names=names)
    assert len(table) == len(names)
    outcome, why = derivations.decide(table)
    assert outcome is Outcome.HOLDS, why
    wrong = [{**r, "verdict": "AGREES"} if not r["right"] else r for r in table]
    assert derivations.decide(wrong)[0] is Outcome.REFUTED
    assert derivations.decide([])[0] is Outcome.UNDECIDED


def test_importing_it_imports_no_heavy_library():
    heavy = "('torch', 'sympy', 'flint', 'hypothesis')"
    code = f"import sys, verify.derivations.diagnosis; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
