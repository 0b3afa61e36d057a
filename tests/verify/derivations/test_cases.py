"""The ladder of exact cases climbs within what is assumed, and random cases are repeatable."""

from fractions import Fraction as F

import numpy as np
import pytest

from analytic import arithmetic
from verify.derivations import cases


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


def test_the_covariances_of_a_rung_do_not_commute() -> None:
    p = cases.parameters(next(r for r in cases.ladder("mixture", frozenset(), 0) if r.name == "d=2, K=3, step 4"))
    matrices = [np.array(M, dtype=float) for M in [p["cov0"], *p["covs"]]]
    for i, A in enumerate(matrices):
        assert np.linalg.eigvalsh(A)[0] > 0
        assert all(np.abs(A @ B - B @ A).max() > 0.01 for B in matrices[:i])
