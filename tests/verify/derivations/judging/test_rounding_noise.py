"""A text that loses its digits towards an end of time is told from one that is wrong there, guarded or clipped."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import PATIENT, RUNG, field, settled
from verify import check
from verify.derivations.judging.float_values import Values, values_at
from verify.derivations.judging.rounding_noise import NOISE, rounding_noise

OF_VELOCITY: dict[str, Any] = {"of": "score", "convention": "pi0", "assume": "standard source", "given": {"v": "velocity"}}


def cancelling(x: Any, t: Any, v: Any, guard: float = 0.0, last: float = 1.0, off: float = 0.0) -> Any:
    """The score by data = x + (1 - t) v: at t = 1 - 2^-40 all digits of t data - x are lost, and no changed input shows it."""
    t = np.minimum(t, last)
    data = x + (1 - t) * v
    return (t * data - x) / (1 - t + guard) ** 2 * (1 + off * (1 - t) ** 2)


def test_a_right_text_that_cancels_at_the_end_agrees_elsewhere_and_says_where_not() -> None:
    answer = check(lambda x, t, v: cancelling(x, t, v), budget=PATIENT, **OF_VELOCITY)
    assert answer.verdict == "AGREES" and "not counted" in answer.scope


@pytest.mark.parametrize("wrong", [{"guard": 1e-8}, {"last": 1 - 1e-9}, {"off": 1e-6}])
def test_a_guard_a_clip_and_an_error_that_fades_at_the_end_are_refuted(wrong: dict[str, float]) -> None:
    assert check(lambda x, t, v: cancelling(x, t, v, **wrong), budget=PATIENT, **OF_VELOCITY).verdict == "REFUTED"


def test_a_jump_near_the_end_is_no_rounding() -> None:
    def jumps(x: Any, t: Any, v: Any) -> Any:
        return cancelling(x, t, v) if t < 1 - 1e-7 else 0 * x

    assert check(jumps, budget=PATIENT, **OF_VELOCITY).verdict == "REFUTED"


@pytest.mark.parametrize("noisy", [True, False])
def test_rounding_explains_what_is_lost_in_a_large_sum_and_not_a_factor(noisy: bool) -> None:
    def lossy(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        large = x.dtype.type(2.0**18)
        return (field(x, t, mu, Sigma).astype(x.dtype) + large) - large

    d = settled(lossy if noisy else lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * (1 + 1e-9))
    at = values_at(d, RUNG, Fraction(1, 2))
    assert isinstance(at, Values)
    worst = max(range(len(at.x)), key=lambda n: float(at.gap[n].max()))
    assert (rounding_noise(d, RUNG, Fraction(1, 2), at, worst) * NOISE > at.gap[worst].max()) == noisy
