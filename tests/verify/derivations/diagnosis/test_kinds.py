"""Kinds of slips that are named: another time, rounded inputs, batches, calls, Jacobian factors, moments, precisions, quotients."""

import time

import numpy as np
import pytest

from analytic import brenier, line, mixture
from tests.verify.derivations.samples import responsibilities
from verify import as_derivation
from verify.derivations.diagnosis import diagnose
from verify.derivations.diagnosis.coefficients import recognise
from verify.derivations.quantities import QUANTITIES


def said(f, of, law="mixture", **options):
    found = diagnose(as_derivation(f, of, law, **options), 0, time.perf_counter() + 600)
    assert found is not None
    return found.words


def of(name, law="mixture"):
    return QUANTITIES[name].of[law]


EXACT = {
    "data": ("score", "mixture", lambda law, t, x: mixture.score(law, 0 * t + 1, x), "t = 1 for every t", ""),
    "shift": ("denoiser", "mixture", lambda law, t, x: mixture.denoiser(law, 3 * t / (1 + 2 * t), x), "a time shift", ""),
    "whitened": ("log_density", "mixture",
                 lambda law, t, x: mixture.log_density(law, t, x) + law.ar.logdet(law.S0) / 2, "Jacobian of a change", ""),
    "determinant": ("log_density", "gaussian",
                    lambda law, t, x: of("log_density", law="gaussian")(law, t, x)
                    - law.ar.logdet(law.S0 * (1 - t) ** 2 + law.S1 * t**2),
                    "another factor than 1/2", "independent"),
    "harmonic": ("covariance", "gaussian", lambda law, t, x: _harmonic(law, t), "precisions", "independent"),
    "means": ("covariance", "mixture",
              lambda law, t, x: (1 - t) ** 2 * law.S0 + t**2 * law.ar.einsum("k,kij->ij", law.w, law.C), "is missing", ""),
    "uncentred": ("denoiser_covariance", "mixture",
                  lambda law, t, x: of("denoiser_covariance")(law, t, x) + _dyad(law, mixture.denoiser(law, t, x)),
                  "a second moment for a covariance", ""),
    "cross term": ("distance2", "transport",
                   lambda law, t, x: of("distance2", "transport")(law, t, x) + law.ar.einsum("ii->", _root(law)), "is halved", ""),
    "fidelity": ("loss_floor", "transport",
                 lambda law, t, x: law.ar.pi() / 2 * law.ar.einsum("ii->", _root(law)), "not of the geometric mean", ""),
    "bits": ("log_density", "mixture",
             lambda law, t, x: mixture.log_density(law, t, x) / law.ar.log(law.ar.array(2)), "1/log(2) times", ""),
    "first order": ("exponential_velocity", "transport",
                    lambda law, t, x: _by_first_order(law, t, x), "A - I, the first order of log A", ""),
    "sigmoid": ("jacobian", "mixture", lambda law, t, x: _by_sigmoid(law, t, x), "the derivative of a sigmoid", ""),
    "ones": ("score_jacobian", "mixture", lambda law, t, x: mixture.score_jacobian(law, t, x) + 1, "every entry", ""),
    "survival": ("cdf", "line", lambda law, t, x: 1 - line.cdf(law, t, x), "-the cdf + 1", ""),
}  # fmt: skip


def _by_sigmoid(law, t, x):
    r, s, v, _ = mixture.conditional(law, t, x)
    return mixture.blend(law, t, x) + law.ar.einsum("nk,nki,nkj->nij", r * (1 - r), v, s)


def _by_first_order(law, t, x):
    A = brenier.bures_map(law.ar, law.S0, law.S1)
    return law.m1 - law.m0 + (x - brenier.mean(law, t)) @ (A - law.ar.eye(len(A)))


def _inverse(law, M):
    return law.ar.solve(M, law.ar.eye(len(M)))


def _harmonic(law, t):
    return _inverse(law, (1 - t) ** 2 * _inverse(law, law.S0) + t**2 * _inverse(law, law.S1))


def _dyad(law, v):
    return law.ar.einsum("ni,nj->nij", v, v)


def _root(law):
    R = law.ar.sqrtm(law.S0)
    return law.ar.sqrtm(R @ law.S1 @ R)


@pytest.mark.parametrize("kind", EXACT)
def test_a_slip_of_this_kind_is_named(kind):
    name, law, f, words, assume = EXACT[kind]
    assert words in said(f, name, law, **({"assume": assume} if assume else {}))


def test_a_high_power_of_one_scale_is_recognised():
    a = np.array([0.2, 0.3, 0.5, 0.6, 0.8])
    assert recognise(2 * a**-4, a, 1 - a, 1e-9).text("sigma", "alpha") == "2/sigma^4"
    assert recognise(2 * a**-5, a, 1 - a, 1e-9) is None


def test_one_gaussian_for_a_mixture_and_not_quite():
    def one(x, t, pi, mu, Sigma, mu0, Sigma0):
        m = pi @ mu
        C = np.einsum("k,kij->ij", pi, Sigma) + np.einsum("k,ki,kj->ij", pi, mu - m, mu - m)
        return -np.linalg.solve((1 - t) ** 2 * Sigma0 + t**2 * C, x - (1 - t) * mu0 - t * m)

    def other(x, t, pi, mu, Sigma, mu0, Sigma0):
        return one(x, t, pi, mu, Sigma, mu0, Sigma0) + x / 9

    assert "one Gaussian with the mixture's mean" in said(one, "score", assume="no far tails")
    assert "equals the score, with one Gaussian" not in said(other, "score", assume="no far tails")


def field(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S0 + t**2 * S1
    return m1 - m0 + (x - (1 - t) * m0 - t * m1) @ np.linalg.solve(S, t * S1 - (1 - t) * S0)


def plain(f, of="velocity"):
    return said(f, of, "gaussian", assume="independent")


def test_a_rounded_time_is_told_from_a_late_one():
    rounded = plain(lambda x, t, m0, S0, m1, S1: field(x, np.floor(1000 * t) / 1000, m0, S0, m1, S1))
    assert "t rounded down to a multiple of 1/1000" in rounded
    half = plain(lambda x, t, m0, S0, m1, S1: field(np.float64(np.float16(x)), t, m0, S0, m1, S1))
    assert "x rounded to float16" in half
    late = plain(lambda x, t, m0, S0, m1, S1: field(x, t - 0.01, m0, S0, m1, S1))
    assert "t - 1/100 for t" in late and "rounded" not in late


def test_points_of_a_batch_that_are_mixed_are_no_rounding_noise():
    def centred(x, t, m0, S0, m1, S1):
        return -np.linalg.solve((1 - t) ** 2 * S0 + t**2 * S1, (x - x.mean(0)).T).T

    words = plain(centred, "score")
    assert "the points of a batch are mixed" in words and "the batch's mean is subtracted" in words and "rounding" not in words


def test_a_sum_over_all_that_it_gets_is_of_one_point_not_mixed():
    def mean_of_logs(x, t, pi, mu, Sigma):
        found = 0.0
        for p, m, S in zip(pi, mu, Sigma, strict=True):
            C, e = (1 - t) ** 2 * np.eye(len(m)) + t**2 * S, x - t * m
            square = (e * np.linalg.solve(C, e.reshape(-1, len(m)).T).T.reshape(e.shape)).sum()
            found += p * -0.5 * (square + np.linalg.slogdet(C)[1] + len(m) * np.log(2 * np.pi))
        return found

    words = said(mean_of_logs, "log_density", assume="no far tails")
    assert "a mean of logarithms" in words and "mixed" not in words


def test_what_is_kept_between_calls_is_no_randomness():
    kept = []

    def cached(x, t, m0, S0, m1, S1):
        if not kept or len(kept[0]) != len(m0):
            kept[:] = [(1 - t) ** 2 * S0 + t**2 * S1]
        return -np.linalg.solve(kept[0], (x - (1 - t) * m0 - t * m1).T).T

    assert "depends on earlier calls" in plain(cached, "score")
    noisy = np.random.default_rng(0)
    assert "not deterministic" in plain(lambda x, t, m0, S0, m1, S1: field(x, t, m0, S0, m1, S1) * noisy.random())


def test_a_quotient_with_another_divisor_is_nearly_a_multiple():
    def over_h(x, t, pi, mu, Sigma, mu0, Sigma0):
        rest = (t, pi, mu, Sigma, mu0, Sigma0)
        h = 1e-3
        steps = h * np.eye(len(x))
        return np.stack([(responsibilities(x + e, *rest) - responsibilities(x - e, *rest)) / h for e in steps], -1)

    words = said(over_h, "responsibility_gradients", assume="no far tails")
    assert "equals 2 times the responsibility gradients to within 1e-04 of its size" in words


def test_what_is_assumed_is_not_said_to_be_ignored():
    def of_data_only(x, t, S1):
        return x * x + np.trace(S1)

    words = said(of_data_only, "velocity", "gaussian", assume=["independent", "standard source", "centred data"])
    assert "the source" not in words and "data means" not in words
