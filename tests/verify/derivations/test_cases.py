"""The ladder of exact cases climbs within what is assumed, floats hold its numbers, and random cases are generic and repeatable."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from verify.derivations import cases
from verify.strategies import product

LAWS = ("mixture", "gaussian", "line", "transport")
NEEDS = (
    "",
    "standard source",
    "commuting",
    "isotropic source",
    "d=2",
    "K=2",
    "diagonal",
    "equal weights",
    "K>3",
    "shared covariance",
)
CONTRADICTORY = {("line", "d=2"), *((law, need) for law in ("gaussian", "transport") for need in ("K=2", "K>3"))}
CLIMBED = [(law, need) for law in LAWS for need in NEEDS if (law, need) not in CONTRADICTORY]


def assumed(need: str) -> frozenset[str]:
    return frozenset([need] if need else [])


@pytest.mark.parametrize(("law", "need"), CLIMBED)
def test_the_ladder_climbs_within_what_is_assumed(law: str, need: str) -> None:
    ar = arithmetic.balls()
    rungs = list(cases.ladder(law, assumed(need), 0))
    with ar.scope():
        for r in rungs:
            r.law(ar)
    first = cases.parameters(rungs[0])
    assert len(first["mean0"]) == min(d for d, _ in cases.sizes(law, assumed(need)))
    for r in rungs:
        p = cases.parameters(r)
        if need == "standard source":
            assert p["mean0"] == [0] * len(p["mean0"]) and all(p["cov0"][i][i] == 1 for i in range(len(p["mean0"])))
        if need == "commuting":
            for C in p.get("covs", [p.get("cov1", p["cov0"])]):
                assert product(C, p["cov0"]) == product(p["cov0"], C)


@pytest.mark.parametrize(("law", "need"), sorted(CONTRADICTORY))
def test_a_scope_that_contradicts_itself_or_the_law_has_no_case(law: str, need: str) -> None:
    assert cases.sizes(law, assumed(need)) == cases.wide(law, assumed(need)) == list(cases.ladder(law, assumed(need), 0)) == []
    assert cases.sizes("mixture", frozenset({"d=2", "d=3"})) == cases.sizes("mixture", frozenset({"K=2", "K>2"})) == []


@pytest.mark.parametrize(("law", "need"), CLIMBED)
@pytest.mark.parametrize(("bits", "dtype"), [(53, np.float64), (24, np.float32)])
def test_floats_take_every_number_unrounded(law: str, need: str, bits: int, dtype: Any) -> None:
    for r in cases.ladder(law, assumed(need), 0, bits):
        for number in numbers([r.times, r.points, *cases.parameters(r).values()]):
            assert F(float(dtype(float(number)))) == number, (r.name, number)


@pytest.mark.parametrize(("bits", "coarser"), [(53, np.float32), (24, np.float16)])
def test_the_next_coarser_floats_round_every_time_point_and_matrix_of_a_random_case(bits: int, coarser: Any) -> None:
    for r in cases.fresh("mixture", frozenset(), 3, 12, bits):
        p = cases.parameters(r)
        whole = [r.times[0], *r.points[0], *numbers(p["means"]), *p["weights"][1:-1]]
        assert all(F(float(coarser(float(number)))) != number for number in whole)
        assert all((np.array(C, float).astype(coarser) != np.array(C, float)).any() for C in [p["cov0"], *p["covs"]])


def numbers(value: Any) -> list[Any]:
    return [e for v in value for e in numbers(v)] if isinstance(value, (list, tuple)) else [value]


def test_the_ladder_reaches_eight_dimensions_and_components_the_tails_and_both_ends_of_time() -> None:
    rungs = list(cases.ladder("mixture", frozenset(), 0))
    sizes = {(len(r.points[0]), len(cases.parameters(r)["weights"])) for r in rungs}
    assert {(8, 8), (5, 5), (1, 5), (5, 1), (8, 2), (2, 8)} <= sizes
    assert max(abs(c) for r in rungs for x in r.points for c in x) > 10**6
    inner = {t for r in rungs for t in r.times} - {F(0), F(1)}
    assert min(inner) == 1 - max(inner) == F(1, 2**40)
    assert max({t for r in cases.ladder("gaussian", frozenset(), 0, 24) for t in r.times} - {1}) == 1 - F(1, 2**24)


def test_fresh_cases_are_generic_and_repeatable() -> None:
    one, two = (cases.fresh("mixture", frozenset(), 5, 30) for _ in range(2))
    assert [(r.times, r.points, cases.parameters(r)) for r in one] == [(r.times, r.points, cases.parameters(r)) for r in two]
    assert all(len(r.points[0]) > 1 and len(cases.parameters(r)["weights"]) > 1 for r in one)


def test_the_covariances_of_a_rung_do_not_commute() -> None:
    p = cases.parameters(next(r for r in cases.ladder("mixture", frozenset(), 0) if r.name == "d=2, K=3, step 4"))
    matrices = [np.array(M, dtype=float) for M in [p["cov0"], *p["covs"]]]
    for i, A in enumerate(matrices):
        assert np.linalg.eigvalsh(A)[0] > 0
        assert all(np.abs(A @ B - B @ A).max() > 0.01 for B in matrices[:i])
