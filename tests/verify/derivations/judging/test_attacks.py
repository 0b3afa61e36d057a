"""Wrong formulas that are nearly right, by kind: each differs from a right one where few would look, and is refuted.

And what nothing can be said of: a formula without values, a scope without cases.
"""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import mixture
from tests.verify.derivations.samples import PATIENT, drift, field
from verify import check, symbols_of
from verify.derivations import cases
from verify.derivations.answer import Answer
from verify.derivations.seen import LEAST, Seen


def of_field(f: Any, **options: Any) -> Answer:
    return check(f, "velocity", "gaussian", budget=PATIENT, **options)


def in_sixty_fourths(a: Any) -> Any:
    return np.round(a * 64) / 64


ROUNDED = {
    "to float32": (lambda a: a.astype(np.float32).astype(float), "float64"),
    "to float16": (lambda a: a.astype(np.float16).astype(float), "float64"),
    "float32 to float16": (lambda a: a.astype(np.float16).astype(np.float32), "float32"),
    "to 1/64": (in_sixty_fourths, "float64"),
    "float32 to 1/64": (in_sixty_fourths, "float32"),
}


TOLD_APART = [*((of, "x") for of in ROUNDED), ("to float32", "mu"), ("to float32", "Sigma"), ("float32 to float16", "mu")]


@pytest.mark.parametrize(("of", "which"), TOLD_APART)
def test_an_input_that_is_rounded_is_seen(of: str, which: str) -> None:
    to, dtype = ROUNDED[of]

    def rounded(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        given = {"x": x, "mu": mu, "Sigma": Sigma}
        return field(**{**given, which: to(given[which])}, t=t)

    answer = of_field(rounded, dtype=dtype)
    assert answer.verdict == "REFUTED" and answer.counterexample and "noise" not in answer.why, answer
    assert len(answer.counterexample.parameters + answer.counterexample.x) < 200, "a short one is told"


PLAIN = {
    "time to 2^-20": lambda x, t, mu, Sigma: field(x, np.round(t * 2**20) / 2**20, mu, Sigma),
    "output clipped at 1e6": lambda x, t, mu, Sigma: np.clip(field(x, t, mu, Sigma), -1e6, 1e6),
    "x clipped at 2000": lambda x, t, mu, Sigma: field(np.clip(x, -2000, 2000), t, mu, Sigma),
    "wrong for t > 1 - 1e-7": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + (1 - 1e-7 < t < 1)),
    "wrong for t < 1e-7": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + (0 < t < 1e-7)),
    "wrong for d > 3": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + (len(mu) > 3)),
    "+ sin(16 pi x)": lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + np.sin(16 * np.pi * x),
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_wrong_where_few_look_is_seen(name: str) -> None:
    answer = of_field(PLAIN[name])
    assert answer.verdict == "REFUTED" and answer.counterexample, answer


@pytest.mark.parametrize("name", ["+ sin(16 pi x)", "wrong for d > 3"])  # of float32 only one number is in t > 1 - 1e-7
def test_it_is_seen_in_float32_too(name: str) -> None:
    answer = of_field(lambda x, t, mu, Sigma: PLAIN[name](x, t, mu, Sigma).astype(np.float32), dtype="float32")
    assert answer.verdict == "REFUTED" and answer.counterexample, answer


EXACT = {
    "wrong for K > 3": (lambda law, t, x: mixture.drift(law, t, x) * (1 + (len(law.w) > 3)), "d=1, K=4"),
    "wrong for d > 3": (lambda law, t, x: mixture.drift(law, t, x) * (1 + (len(law.m0) > 3)), "d=4, K=1"),
}


@pytest.mark.parametrize("name", EXACT)
def test_what_is_wrong_in_more_dimensions_or_components_is_shown_in_the_fewest(name: str) -> None:
    f, size = EXACT[name]
    answer = check(f, "velocity", budget=PATIENT)
    assert answer.verdict == "REFUTED" and answer.counterexample, answer
    assert answer.counterexample.parameters.startswith(size)


WITHOUT_VALUE = {
    "NaN for all K = 2": lambda law, t, x: mixture.drift(law, t, x) + (law.ar.log(-law.w[0]) if len(law.w) == 2 else 0),
    "x - x below": lambda law, t, x: mixture.drift(law, t, x) + (0 * law.w[0] / (x - x) if len(law.w) == 2 else 0),
}


@pytest.mark.parametrize("name", WITHOUT_VALUE)
def test_a_formula_without_a_value_in_many_cases_is_not_proved_for_the_others(name: str) -> None:
    answer = check(WITHOUT_VALUE[name], "velocity", budget=PATIENT)
    assert answer.verdict == "UNDECIDED" and "has no value at " in answer.why, answer
    assert "points where it must have one: d=1, K=2, step 1" in answer.why


def test_an_expression_with_imaginary_values_is_undecided() -> None:
    s = symbols_of("gaussian", d=1)
    S = (1 - s.t) ** 2 * s.S0 + s.t**2 * s.S1
    right = -(s.x - (1 - s.t) * s.m0 - s.t * s.m1) / S
    known = {"of": "score", "law": "gaussian", "assume": "independent"}
    assert check(right, **known).verdict == "PROVED"
    assert check(right * sp.sqrt(-1 - s.x**2), **known).verdict == "UNDECIDED"
    assert check(right + sp.Piecewise((0, s.m0 > 0), (sp.sqrt(-1 - s.x**2), True)), **known).verdict == "UNDECIDED"


@pytest.mark.parametrize("scope", [("K=1", "K>2"), ("d=2", "d=3"), ("K=2", "K=3")])
def test_a_scope_that_contradicts_itself_is_undecided_with_the_number(scope: tuple[str, ...]) -> None:
    answer = check(lambda law, t, x: mixture.drift(law, t, x), "velocity", assume=scope)
    assert answer.verdict == "UNDECIDED" and "0 points" in answer.why and all(need in answer.why for need in scope)


def test_one_law_at_one_point_is_too_little() -> None:
    law = {"mean0": [0], "cov0": [[1]], "mean1": [2], "cov1": [[4]]}
    for f in (drift, field):
        name = {"of": "velocity", "law": "gaussian", "parameters": law}
        assert check(f, **name).verdict == "AGREES"
        answer = check(f, **name, points=[[0], [0], [0]])
        assert answer.verdict == "UNDECIDED" and f"too little was tried: 8 points, where {LEAST} are asked for" in answer.why
        assert check(f, **name, points=[[0], [1], [F(1, 3)]]).verdict == "AGREES"


def test_an_input_that_is_rounded_is_seen_at_one_law() -> None:
    law = {"mean0": [0, 0], "cov0": [[1, 0], [0, 1]], "mean1": [2, 1], "cov1": [[4, 1], [1, 2]]}
    assert of_field(field, parameters=law).verdict == "AGREES"
    answer = of_field(lambda x, t, mu, Sigma: field(x.astype(np.float32).astype(float), t, mu, Sigma), parameters=law)
    assert answer.verdict == "REFUTED"


def test_few_points_and_many_without_a_value_decide_nothing() -> None:
    assert Seen(agree=LEAST).doubt == "" and f"too little was tried: {LEAST - 1} points" in Seen(agree=LEAST - 1).doubt
    assert Seen(agree=90, valueless=10, undecided=["here"]).doubt == ""
    assert Seen(agree=89, valueless=11, undecided=["here"]).doubt == "has no value at 11 of 100 points where it must have one: here"


def test_the_shortest_ladder_is_long_enough() -> None:
    for law in ("mixture", "gaussian", "line", "transport"):
        needs = frozenset({"K=1", "d=1", "no far tails", "regular", "independent", "0<t<1"})
        assert sum(len(r.times) * len(r.points) for r in cases.ladder(law, needs, 0)) > 2 * LEAST
