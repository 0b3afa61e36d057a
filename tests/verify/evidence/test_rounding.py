"""The one judge in floats: the radius of a text in 53-bit balls bounds its errors in float64; another text is allowed more."""

from collections.abc import Iterator
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from flint import arb

from analytic import arithmetic, gaussian, scm
from verify.claim import Regime, Role
from verify.derivations import cases
from verify.evidence.rounding import (
    OTHER_TEXT,
    UNIT,
    holds,
    midpoint,
    other_text,
    radius,
    radius_of,
    rounding_balls,
    scaled_error,
    units,
)
from verify.regimes.laws import LAWS

SEEDS = 20
CONDITION, TERMS = 2.0**7, 2.0**3  # the two factors of OTHER_TEXT
FLOATS = arithmetic.float64()


def test_radii_and_midpoints_of_balls() -> None:
    entries = np.array([[arb(3, 0.5), arb(-2)], [arb("nan"), arb(1, 2.0**-60)]], dtype=object)
    assert np.allclose(radius(entries), [[0.5, 0], [np.inf, 2.0**-60]], rtol=1e-6)
    assert np.array_equal(radius(entries, least=1.0), [[1, 1], [np.inf, 1]])
    assert np.array_equal(midpoint(entries), [[3, -2], [np.nan, 1]], equal_nan=True)


def test_units_count_predicted_errors() -> None:
    assert np.array_equal(units([1.0, 1.5, np.nan], 1.0, 0.25), [0, 2, np.nan], equal_nan=True)


def test_an_error_at_many_bits_is_scaled_to_that_of_floats() -> None:
    """3 with a radius of 2^-200 at 200 bits errs by a unit in 53 bits, and by the rounding of its size besides."""
    assert np.allclose(scaled_error(np.array([3.0]), np.array([2.0**-200]), 200, UNIT), UNIT * (1 + 3))


@pytest.mark.parametrize("seed", range(5))
def test_a_text_errs_by_no_more_than_its_radius(seed: int) -> None:
    """Sums, products and quotients of random floats, term by term in float64, against 53-bit balls of the same text."""
    random = np.random.default_rng(seed)
    a, b = random.standard_normal((2, 40))

    def text(a: Any, b: Any) -> Any:
        total = a[0] * b[0]
        for p, q in zip(a[1:], b[1:], strict=True):
            total = (total + p * q) / (1 + q * q)
        return total

    coarse, fine = rounding_balls(), arithmetic.balls(400)
    with coarse.scope():
        predicted = float(radius(text(coarse.array([F(v) for v in a]), coarse.array([F(v) for v in b]))))
    with fine.scope():
        exact = float(text(fine.array([F(v) for v in a]), fine.array([F(v) for v in b])).mid())
    assert 0 < predicted < 1e-12 and abs(text(a, b) - exact) <= predicted + UNIT * abs(exact)


def test_a_matrix_function_is_that_of_some_matrix_nearby() -> None:
    """An eigenvalue of A moves by d u |A| at most, and its square root by that over twice the root: the radius is no less."""
    A = [[4, 0], [0, F(1, 2**20)]]
    with rounding_balls().scope():
        root = rounding_balls().sqrtm(rounding_balls().array(A))
        assert radius(root)[1, 1] >= 2 * UNIT * 4 / (2 * 2.0**-10) / 2


def covariances(r: Regime, t: F) -> Iterator[np.ndarray]:
    """What a text may have to invert at time t: S_t of each component, or Cov x_t; of a structural model Cov x."""
    law: Any = r.law(FLOATS)
    s = float(t)
    if hasattr(law, "V"):
        yield scm.covariance(law)
    elif hasattr(law, "C"):
        yield from ((1 - s) ** 2 * law.S0 + s**2 * C for C in law.C)
    elif hasattr(law, "X"):
        yield gaussian.moments(law, s)[2]
    else:
        map_to_t = (1 - s) * np.eye(len(law.m0)) + s * law.A
        yield map_to_t @ law.S0 @ map_to_t.T


@pytest.mark.parametrize("law", LAWS)
def test_covariances_of_simple_and_generic_laws_are_as_well_conditioned_as_other_texts_need(law: str) -> None:
    """Of a structural model the product of the two factors is what is small: d terms, and a condition."""
    seen = []
    for seed in range(SEEDS):
        for r in cases.ladder(law, frozenset(), seed):
            if r.role in (Role.SIMPLE, Role.GENERIC):
                share = 1 if LAWS[law].timed else len(r.points[0]) / TERMS
                seen += [(share * np.linalg.cond(S), seed, r.name, t) for t in r.times for S in covariances(r, t)]
    assert len(seen) > 100 * SEEDS / 20 and max(seen)[0] <= CONDITION, max(seen)
    if law == "gaussian":
        assert {name.split(",")[0] for _, _, name, _ in seen} >= {"correlated ends", "deterministic coupling"}


def test_laws_that_are_worse_conditioned_are_neither_simple_nor_generic() -> None:
    """So the measure can exceed its bound: a nearly singular law has another role, by which rounding never refutes."""
    near = [r for r in cases.ladder("gaussian", frozenset(), 0) if r.role is Role.NEARLY_SINGULAR]
    assert near and max(np.linalg.cond(S) for r in near for S in covariances(r, F(1))) > CONDITION


def test_what_other_texts_are_allowed_is_made_of_its_two_factors() -> None:
    assert OTHER_TEXT == CONDITION * TERMS
    most = max(d * K for law in LAWS for d, K in cases.sizes(law, frozenset()))
    assert most <= 9  # "d K <= 8 or so"


@pytest.mark.parametrize("bits", [11, 8])
def test_of_few_bits_the_radius_is_that_of_more_to_first_order(bits: int) -> None:
    """x^2/(1 + x) at 3/4 errs by a few units, in floats of any length; other texts by no more than a quarter of the value."""

    def text(bits: int) -> Any:
        ar = arithmetic.balls(bits)
        with ar.scope():
            x = ar.array([F(3, 4)])
            return x * x / (1 + x)

    found = float(radius_of(text, bits)[0]) * 2.0**bits
    assert np.isclose(found, float(radius_of(text, 40)[0]) * 2.0**40, rtol=0.5) and 0.1 < found < 4
    assert np.isclose(other_text(bits) * 2.0 ** (-bits / 2), 0.25) and other_text(24) == other_text(53) == OTHER_TEXT


@pytest.mark.parametrize(
    ("dtype", "number", "held"),
    [
        ("float16", F(2047, 2048), True),
        ("float16", F(2049, 2048), False),
        ("float16", 255, True),
        ("float16", 256, False),
        ("bfloat16", 255, True),
        ("bfloat16", 257, False),
        ("float32", F(1, 3), False),
        ("float64", 0, True),
    ],
)
def test_floats_hold_a_number_if_they_have_its_bits_and_its_square(dtype: str, number: Any, held: bool) -> None:
    assert holds(dtype, number) is held
