"""What a function returns: one of several results, columns, and numbers with an axis of one."""

from collections import namedtuple
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.stating.climbed import score, stands
from verify import check
from verify.derivations.quantities import find
from verify.derivations.statement import Unusable
from verify.derivations.stating.call_style import Style
from verify.derivations.stating.results import plain_array, shaped

Both = namedtuple("Both", "loss score")
STYLE = Style("numpy", "float64", True, "number", False, False)


def both(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    s = score(x, t, mu, Sigma)
    return 2 * s, s


@pytest.mark.parametrize(
    ("f", "result"),
    [
        (both, 1),
        (lambda x, t, mu, Sigma: dict(zip(("loss", "score"), both(x, t, mu, Sigma), strict=True)), "score"),
        (lambda x, t, mu, Sigma: Both(*both(x, t, mu, Sigma)), "score"),
    ],
)
def test_one_of_several_results_is_declared(f: Any, result: Any) -> None:
    assert stands(f, result=result)
    assert not stands(f, result=0 if result == 1 else "loss")


@pytest.mark.parametrize(
    ("f", "options", "said"),
    [
        (both, {}, "it returns 2 results: if one of them is meant, declare which, result=0"),
        (both, {"result": 2}, "result=2 is declared, and it returns a tuple of 2 without it"),
        (lambda x, t, mu, Sigma: {"score": x}, {}, "returns a dict of 'score': declare which, result='score'"),
        (lambda x, t, mu, Sigma: {"score": x}, {"result": "v"}, "result='v' is declared, and it returns a dict of 1 without it"),
    ],
)
def test_what_is_not_declared_is_asked_for(f: Any, options: dict[str, Any], said: str) -> None:
    answer = check(f, "score", **options)
    assert answer.verdict == "UNDECIDED" and said in answer.why


def column(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    """Of points (d, 1) or (n, d, 1), and a mean (d, 1)."""
    assert x.shape[-2:] == (len(mu), 1) == mu.shape
    return -np.linalg.inv((1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma) @ (x - t * mu)


def test_vectors_as_columns_are_found_and_declared() -> None:
    answer = check(column, "score")
    assert answer.verdict == "AGREES" and "vectors as columns" in answer.scope
    assert stands(column, column=True, batched=False)
    assert not stands(lambda x, t, mu, Sigma: column(x, t**2, mu, Sigma), column=True)


def test_numbers_may_have_an_axis_of_one() -> None:
    def quadratic(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        S, e = (1 - t) ** 2 * np.eye(len(mu)) + t**2 * Sigma, x - t * mu
        return (-np.linalg.slogdet(2 * np.pi * S)[1] - (e * np.linalg.solve(S, e.T).T).sum(1, keepdims=True)) / 2

    assert stands(quadratic, "log_density")
    assert not stands(lambda x, t, mu, Sigma: quadratic(x, t, mu, Sigma) + t, "log_density")
    with pytest.raises(Unusable, match=r"returns shape \(5, 1, 2\)"):
        shaped(np.zeros((5, 1, 2)), STYLE, find("score"), 2, 1, 5)


def test_coarser_floats_than_were_given_are_no_result() -> None:
    with pytest.raises(Unusable, match="returns float16 for float32 input: declare dtype='float16'"):
        plain_array(np.zeros(2, np.float16), Style("numpy", "float32", True, "number", False, False))
    assert plain_array(np.ones(2, np.float32), Style("torch", "bfloat16", True, "number", False, False)).dtype == np.float64
