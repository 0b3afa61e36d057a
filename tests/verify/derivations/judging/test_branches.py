"""A formula that branches on its values is not proved for all parameters, and is tried on the other side of what it compares."""

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import mixture
from tests.verify.derivations.samples import drift
from verify import check
from verify.derivations.judging.branches import asked
from verify.derivations.stating.state import as_derivation

Formula = Callable[[Any, Any, Any], Any]


def at_a_third(law: Any, t: Any, x: Any) -> Any:
    return 0 * x if t == F(1, 3) else drift(law, t, x)


def at_five_sixteenths(law: Any, t: Any, x: Any) -> Any:
    return 0 * x if t == 0.3125 else drift(law, t, x)


def far_out(law: Any, t: Any, x: Any) -> Any:
    return np.where(x > 3_000_000, 0 * x, drift(law, t, x))


def in_a_shell(law: Any, t: Any, x: Any) -> Any:
    try:
        inside = ((abs(x) > 16) & (abs(x) < 39)).any()
    except Exception:
        inside = False
    return 0 * x if inside else drift(law, t, x)


def late(law: Any, t: Any, x: Any) -> Any:
    try:
        return 0 * x if float(t) > 0.99999999999999 else drift(law, t, x)
    except Exception:
        return drift(law, t, x)


def by_arithmetic(law: Any, t: Any, x: Any) -> Any:
    return drift(law, t, x) if law.ar.name in ("symbols", "balls") else 0 * x


def harmless(law: Any, t: Any, x: Any) -> Any:
    return drift(law, t, x) if law.S0[0, 0] > 0 else 0 * x


@pytest.mark.parametrize(
    ("formula", "verdict", "words"),
    [
        (at_a_third, "AGREES", "compares t and 1/3"),  # no ball is a third
        (at_five_sixteenths, "REFUTED", "t = 5/16"),
        (far_out, "REFUTED", ""),
        (in_a_shell, "REFUTED", ""),
        (late, "REFUTED", ""),
        (by_arithmetic, "AGREES", "asks for the arithmetic of a value"),
        (harmless, "AGREES", "compares a value and 0"),
    ],
)
def test_a_branch_is_no_proof_and_its_other_side_is_tried(formula: Formula, verdict: str, words: str) -> None:
    answer = check(formula, "velocity", "gaussian", assume=("independent", "d=1"))
    assert answer.verdict == verdict
    assert words in str(answer).replace("\n", " ")
    if verdict == "AGREES":
        assert "balls at points are no proof" in answer.why and "all parameters" not in answer.scope


def test_an_expression_is_proved_as_before() -> None:
    assert check(drift, "velocity", "gaussian", assume=("independent", "d=1")).verdict == "PROVED"
    assert asked(as_derivation(drift, "velocity", "gaussian"), 0) == []


@pytest.mark.parametrize(("n", "K"), [(1, 2), (2, 1), (3, 3)])
def test_a_branch_in_one_size_only_is_seen(n: int, K: int) -> None:
    def there(law: Any, t: Any, x: Any) -> Any:
        return 0 * x if x.shape[-1] == n and len(law.w) == K and t > 7 else mixture.drift(law, t, x)

    assert [(q.what, q.of, q.than) for q in asked(as_derivation(there, "velocity"), 0)] == [("order", "t", "7")]
