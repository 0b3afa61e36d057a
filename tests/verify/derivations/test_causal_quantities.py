"""The law `scm`: cases in every order of causes, units one at a time, and what is no statement of it is refused."""

from collections.abc import Callable
from fractions import Fraction as F
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp
import torch

from analytic import arithmetic, scm
from verify import as_derivation, check
from verify.claim import Role
from verify.derivations import cases
from verify.derivations.diagnosis.causal_mistakes import MISTAKES
from verify.derivations.diagnosis.confirm import confirm, fresh_cases
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.judging.climb import climb
from verify.derivations.quantities import QUANTITIES
from verify.regimes import structural
from verify.regimes.constructors import constructor
from verify.regimes.operands import need

NAMES = [name for name, q in QUANTITIES.items() if "scm" in q.of and not q.carried]
PEARL = {"effects": [[0, 0, 0], [F(1, 2), 0, 0], [F(7, 10), F(2, 5), 0]], "variances": [1, 1, 1]}  # homework: 19/10


def total(B: Any) -> Any:
    return np.linalg.inv(np.eye(len(B)) - B)


def of_homework(name: str, **more: Any) -> Any:
    """A quantity at one unit, in float64."""
    made, ar = {**PEARL, "intercepts": [0, 0, 0], "set_to": 2, **more}, arithmetic.float64()
    return QUANTITIES[name].of["scm"](constructor("scm", made)(ar, **made), ar.array(0.5), ar.array([[0.5, 1, 1.5]]))


def test_the_homework_of_pearl() -> None:
    assert of_homework("counterfactual", done=1) == pytest.approx(np.array([[0.5, 2, 1.9]]))
    assert of_homework("interventional_mean", done=1) == pytest.approx(np.array([0, 2, 0.8]))
    with pytest.raises(ValueError, match="does not exist"):
        of_homework("interventional_mean", done=3)


def test_random_models_are_numbered_in_every_order_and_set_every_variable() -> None:
    orders, done, seen = set(), set(), set()
    for r in cases.fresh("scm", frozenset(map(need, ("done", "set_to", "given_nodes"))), 0, 60):
        p = cases.parameters(r)
        if len(p["variances"]) == 3:
            model = scm.model(arithmetic.float64(), p["effects"], p["variances"])
            orders.add(scm.causal_order(model))
            done.add(p["done"])
            seen.add(tuple(p["given_nodes"]))
        assert min(p["variances"]) > structural.LEAST and len(p["variances"]) >= 2
    assert len(orders) > 3 and done == {0, 1, 2} and {len(K) for K in seen} == {1, 2, 3}


@pytest.mark.parametrize("need", ["unit noise", "centred noise", "causes first", "regular"])
def test_the_ladder_keeps_what_is_assumed(need: str) -> None:
    rungs = list(cases.ladder("scm", frozenset({need}), 0))
    for p in map(cases.parameters, rungs):
        d = range(len(p["variances"]))
        assert need != "unit noise" or set(p["variances"]) == {1}
        assert need != "centred noise" or set(p["intercepts"]) == {0}
        assert need != "causes first" or not any(p["effects"][i][j] for i in d for j in d if j >= i)
        assert need != "regular" or min(p["variances"]) > 0
    singular = any(r.role is Role.SINGULAR for r in rungs)
    assert singular == (need not in ("unit noise", "regular"))


def test_numbers_of_a_case_fit_floats() -> None:
    for bits, dtype in ((53, np.float64), (24, np.float32)):
        for seed in range(20):
            p = structural.drawn(3, Random(seed), bits)
            numbers = [*p["variances"], *p["intercepts"], *(b for row in p["effects"] for b in row)]
            assert all(F(float(dtype(float(n)))) == n for n in numbers)


@pytest.mark.parametrize("name", NAMES)
def test_no_mistake_is_the_quantity(name: str) -> None:
    """Fresh cases tell each from the right formula."""
    stated = as_derivation(lambda law, t, x: QUANTITIES[name].of["scm"](law, t, x), name, "scm")
    counts, tried = confirm(fresh_cases(stated, 0, 12), [m.formula for m in MISTAKES[name]], float("inf"))
    assert tried and max(counts) < tried


def wide(B: Any, x: Any, k: Any, value: Any) -> Any:  # all units at once
    u, cut = x - x @ B.T, B.copy()
    u[:, k], cut[k] = value, 0
    return u @ np.linalg.inv(np.eye(len(B)) - cut).T


def in_torch(B: Any, V: Any, nodes: Any, k: Any) -> Any:
    keep, T = (torch.arange(len(V)) != k).to(B.dtype), torch.linalg.inv(torch.eye(len(V), dtype=B.dtype) - B)
    A = T[nodes] * V
    U = torch.diag(V) - A.T @ torch.linalg.solve(A @ T[nodes].T, A)
    G = torch.linalg.inv(torch.eye(len(V), dtype=B.dtype) - B * keep[:, None]) * keep
    return G @ U @ G.T


def held(p: Any, k: Any, v: Any) -> Any:
    B, u = p.B.copy(), p["c"].copy()
    B[k], u[k] = 0, v
    return np.linalg.solve(np.eye(len(u)) - B, u)


@pytest.mark.parametrize(
    ("f", "of"), [(wide, "counterfactual"), (in_torch, "counterfactual_covariance"), (held, "interventional_mean")]
)
def test_plain_functions_agree_however_they_are_called(f: Callable[..., Any], of: str) -> None:
    answer = check(f, of, "scm")
    assert answer.verdict == "AGREES", answer


def test_of_one_given_model_each_variable_is_set() -> None:
    def wrong(B: Any, c: Any, k: int, value: Any) -> Any:
        u = c.copy()
        u[k] = value
        return np.linalg.solve(np.eye(len(B)) - B, u)  # right where nothing points to x_k

    def right(B: Any, c: Any, k: int, value: Any) -> Any:
        return wrong(B * (np.arange(len(B)) != k)[:, None], c, k, value)

    given = {"parameters": {**PEARL, "intercepts": [1, 2, 0]}}
    assert check(right, "interventional_mean", "scm", **given).verdict == "AGREES"
    answer = check(wrong, "interventional_mean", "scm", **given)
    assert answer.verdict == "REFUTED" and answer.counterexample is not None
    assert "k = 1" in answer.counterexample.parameters and answer.counterexample.t == "" and "t =" not in str(answer)


def test_what_is_wrong_of_large_models_alone_is_said() -> None:
    def short(B: Any) -> Any:
        T = eye = np.eye(len(B))
        for _ in range(3):
            T = eye + B @ T
        return T

    stated = as_derivation(short, "total_effect", "scm").settled()
    assert where(stated, 0, float("inf")) == ("right at 32 random models of two and three variables", True)
    seen, _ = climb(stated, 0, float("inf"))
    assert seen.difference and len(seen.difference.x) == 5


def test_a_proof_says_in_which_order_and_what_is_set() -> None:
    def mean(law: Any, t: Any, x: Any, k: int, value: Any) -> Any:
        I = law.ar.eye(len(law.V))
        return law.ar.solve(I - law.B * (1 - I[k])[:, None], ((1 - I[k]) * law.c + value * I[k])[None])[0]

    answer = check(mean, "interventional_mean", "scm")
    assert answer.verdict == "PROVED" and "d=3 (causes first, x_1 set)" in answer.scope


REFUSED: dict[str, tuple[Any, str, dict[str, Any], str]] = {
    "a convention": (total, "total_effect", {"convention": "edm"}, "leave the convention out"),
    "another law": (total, "total_effect", {"law": "gaussian"}, "it has one for scm"),
    "a quantity of flows": (total, "score", {}, "score has no closed form for the law 'scm'"),
    "an expression": (sp.Symbol("B_10"), "total_effect", {}, "state a function"),
    "an unknown argument": (lambda B, foo: B, "total_effect", {}, "arguments of unknown meaning: foo"),
    "no effects": (total, "total_effect", {"parameters": {"variances": [1]}}, "must hold effects"),
    "effects that are a number": (total, "total_effect", {"parameters": {"effects": 3}}, "must hold effects"),
    "a cycle": (total, "total_effect", {"parameters": {"effects": [[0, 1], [1, 0]]}}, "the cycle 0 -> 1 -> 0"),
    "negative noise": (total, "total_effect", {"parameters": {"effects": [[0]], "variances": [-1]}}, "variances"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_statement_is_refused(name: str) -> None:
    f, of, options, said = REFUSED[name]
    with pytest.raises((TypeError, ValueError), match=said):
        as_derivation(f, of, **{"law": "scm", **options})
