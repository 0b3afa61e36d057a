"""A counterexample is the simplest that still differs, in the same way."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np

from analytic import mixture
from tests.verify.derivations.samples import PATIENT, drift, settled, transposed
from verify import as_derivation, check
from verify.derivations import cases
from verify.derivations.judging.compare import compare
from verify.derivations.judging.shrink import shrink, simpler
from verify.derivations.seen import Gap
from verify.derivations.spent import spent


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
    assert answer.counterexample and answer.counterexample.parameters == "d=1, K=1, w=1, m=1, C=1, m0=0, S0=1"
    found, certified = answer.counterexample.found, answer.counterexample.certified
    assert found.startswith("0.500000000000000 (certain to") and certified.startswith("1.00000000000000 (certain to")


def test_matrices_that_do_not_commute_are_small() -> None:
    def other_side(law: Any, t: Any, x: Any) -> Any:
        S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
        D = t * law.S1 - (1 - t) * law.S0
        return law.m1 - law.m0 + (x - (1 - t) * law.m0 - t * law.m1) @ law.ar.solve(S, D)

    answer = check(other_side, "velocity", "gaussian", assume="independent", budget=PATIENT)
    assert answer.verdict == "REFUTED" and answer.counterexample
    assert answer.counterexample.parameters == "d=2, m0=(0, 0), S0=((1, 0), (0, 2)), m1=(0, 1), S1=((2, 1), (1, 2))"


def test_a_counterexample_without_a_value_is_made_smaller() -> None:
    def densities(x: Any, t: Any, pi: Any, mu: Any, var: Any, mu0: Any, var0: Any) -> Any:
        S = (1 - t) ** 2 * var0 + t**2 * var
        return np.log(np.sum(pi * np.exp(-((x - (1 - t) * mu0 - t * mu) ** 2) / (2 * S)) / np.sqrt(2 * np.pi * S)))

    answer = check(densities, "log_density", "line", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "returns infinity at a finite input" in answer.why
    assert answer.counterexample and answer.counterexample.parameters.startswith("d=1, K=1,")
    assert 30 < abs(F(answer.counterexample.x.strip("()"))) < 100


def test_what_is_simpler_stays_within_what_is_assumed() -> None:
    d = settled(drift, assume="standard source")
    (r,) = cases.fresh("gaussian", d.needs, 3, 1)
    tried = list(simpler(d, r))
    assert len(tried) > 5
    for s in tried:
        p = cases.parameters(s)
        n = len(p["mean0"])
        assert p["mean0"] == [0] * n and p["cov0"] == [[int(i == j) for j in range(n)] for i in range(n)]
        assert (len(s.times), len(s.points)) == (1, 1)


def test_one_that_differs_in_another_way_is_no_smaller_one() -> None:
    """No value at x = 0, a wrong value elsewhere: a wrong value stays one, at the smallest point that has it."""

    def partly(law: Any, t: Any, x: Any) -> Any:
        return 2 * drift(law, t, x) * x / x

    d = settled(partly)
    (r,) = cases.fresh("gaussian", frozenset({"d=1"}), 3, 1)
    found = compare(d, r).difference
    assert found is not None
    best = shrink(d, found, spent() + PATIENT)
    assert best.gap is found.gap is Gap.WRONG_VALUE and best.x == (1,)


def test_without_time_the_counterexample_is_what_was_found() -> None:
    d = settled(lambda law, t, x: -drift(law, t, x))
    (r,) = cases.fresh("gaussian", frozenset(), 3, 1)
    found = compare(d, r).difference
    assert found is not None and shrink(d, found, 0.0) == replace(found, regime=replace(r, times=(found.t,), points=(found.x,)))
