"""Other people's conventions are converted, and matter."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import mixture
from analytic.path import linear
from verify import check


def forward(path: Any) -> Any:
    """The velocity of a mixture on another path, written out."""

    def velocity(law: Any, t: Any, x: Any) -> Any:
        ar = law.ar
        a, b, da, db = path(ar, t)
        S, D = a * a * law.S0 + b * b * law.C, a * da * law.S0 + b * db * law.C
        e = x[..., None, :] - a * law.m0 - b * law.m
        g = ar.solve(S, e)
        r = ar.softmax(ar.log(law.w) - ar.logdet(S) / 2 - ar.einsum("...i,...i->...", g, e) / 2)
        return ar.einsum("...k,...ki->...i", r, da * law.m0 + db * law.m + ar.einsum("kij,...kj->...ki", D, g))

    return velocity


LITTLE = F(1, 64)
PATHS: dict[str, Any] = {
    "data at 0": (lambda ar, t: (t, 1 - t, 0 * t + 1, 0 * t - 1), {"time": "data at 0"}),
    "sigma_min": (
        lambda ar, t: (1 - (1 - ar.array(LITTLE)) * t, t, 0 * t - (1 - ar.array(LITTLE)), 0 * t + 1),
        {"sigma_min": LITTLE},
    ),
    "trigonometric": (
        lambda ar, t: (
            ar.cos(ar.pi() / 2 * t),
            ar.sin(ar.pi() / 2 * t),
            -ar.pi() / 2 * ar.sin(ar.pi() / 2 * t),
            ar.pi() / 2 * ar.cos(ar.pi() / 2 * t),
        ),
        {"path": "trigonometric"},
    ),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_convention_is_converted_and_matters(name: str) -> None:
    path, declared = PATHS[name]
    formula = forward(path)
    assert check(formula, "velocity", **declared).verdict == "PROVED"
    assert check(formula, "velocity", budget=2).verdict == "REFUTED"


@pytest.mark.parametrize("of", ["jacobian", "divergence", "score", "denoiser"])
def test_rates_change_sign_with_time_and_states_do_not(of: str) -> None:
    ours = {"jacobian": mixture.jacobian, "divergence": mixture.divergence, "score": mixture.score, "denoiser": mixture.denoiser}[
        of
    ]
    sign = -1 if of in ("jacobian", "divergence") else 1

    def theirs(law: Any, t: Any, x: Any) -> Any:
        return sign * ours(replace(law, path=linear), 1 - t, x)

    assert check(theirs, of, time="data at 0").verdict == "PROVED"
    assert check(theirs, of, budget=2).verdict == "REFUTED"


def test_letters_exchanged() -> None:
    def rectified(x: Any, t: Any, mu0: Any, Sigma0: Any, mu1: Any, Sigma1: Any) -> Any:  # x0 is data, x_t = t x0 + (1 - t) x1
        S, D = t**2 * Sigma0 + (1 - t) ** 2 * Sigma1, t * Sigma0 - (1 - t) * Sigma1
        return mu0 - mu1 + D @ np.linalg.solve(S, x - t * mu0 - (1 - t) * mu1)

    assert check(rectified, "velocity", "gaussian", ends="x0 is data").verdict == "AGREES"
    assert check(rectified, "velocity", "gaussian", budget=2).verdict == "REFUTED"

    def of_mixture(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu1: Any, Sigma1: Any) -> Any:  # the source has the letter 1
        logits, v = [], []
        for w, m, C in zip(pi, mu, Sigma, strict=True):
            S, e = (1 - t) ** 2 * Sigma1 + t**2 * C, x - t * m - (1 - t) * mu1
            logits.append(np.log(w) - np.linalg.slogdet(S)[1] / 2 - e @ np.linalg.solve(S, e) / 2)
            v.append(m - mu1 + (t * C - (1 - t) * Sigma1) @ np.linalg.solve(S, e))
        r = np.exp(np.array(logits) - max(logits))
        return r / r.sum() @ np.array(v)

    assert check(of_mixture, "velocity", ends="x0 is data").verdict == "AGREES"


def test_a_cause_is_read_where_the_assumption_holds() -> None:
    """The source, letter 1 here, is N(0, I); what is wrong is the variance of the data."""

    def denoiser(x: Any, sigma: Any, Sigma0: Any) -> Any:
        return Sigma0[0, 0] / (1 + sigma**2) * x

    assume = ("standard source", "independent", "centred data", "isotropic data")
    answer = check(denoiser, "denoiser", "gaussian", convention="edm", assume=assume)
    assert answer.verdict == "REFUTED" and answer.diagnosis and "Sigma_0 = I" not in answer.diagnosis.words
