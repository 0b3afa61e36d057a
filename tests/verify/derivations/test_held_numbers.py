"""Floats of few bits: what they do not hold is left out and told; right forms stand, wrong ones do not, lost digits are no slip."""

from fractions import Fraction as F
from math import inf
from typing import Any

import numpy as np
import pytest

from tests.verify.derivations.samples import settled
from tests.verify.derivations.stating.climbed import stands
from verify import check
from verify.derivations import cases
from verify.derivations.held_numbers import in_finer_floats, within
from verify.derivations.judging.climb import climb

HALF: list[dict[str, Any]] = [
    {"dtype": "float16", "library": "numpy"},
    {"dtype": "float16", "library": "torch"},
    {"dtype": "bfloat16"},
]
ONE: dict[str, Any] = {"rename": {"v": "diagonal covs"}}


def denoiser(x: Any, t: Any, mu: Any, v: Any) -> Any:
    return mu + t * v / ((1 - t) ** 2 + t**2 * v) * (x - t * mu)


def wrong(x: Any, t: Any, mu: Any, v: Any) -> Any:
    """A tenth too much."""
    return mu + 1.1 * (denoiser(x, t, mu, v) - mu)


def with_lost_digits(x: Any, t: Any, mu: Any, v: Any) -> Any:
    return (denoiser(x, t, mu, v) + 100) - 100


@pytest.mark.parametrize("how", HALF, ids=lambda how: " ".join(how.values()))
def test_right_forms_stand_and_near_misses_do_not(how: dict[str, Any]) -> None:
    pytest.importorskip("torch")
    assert stands(denoiser, "denoiser", **how, **ONE) and not stands(wrong, "denoiser", **how, **ONE)


def test_results_may_have_more_bits_than_what_is_given() -> None:
    pytest.importorskip("torch")
    f, g = (lambda x, t, mu, v, f=f: f(x, t, mu, v).float() for f in (denoiser, wrong))
    assert stands(f, "denoiser", dtype="bfloat16", **ONE) and not stands(g, "denoiser", dtype="bfloat16", **ONE)


def test_lost_digits_are_no_wrong_formula() -> None:
    d = settled(with_lost_digits, "denoiser", "mixture", **HALF[0], **ONE)
    seen, _ = climb(d, 0, inf)
    assert seen.difference is None and any("its own rounding" in b for b in seen.blurred)


def test_the_scope_says_what_was_left_out() -> None:
    answer = check(denoiser, "denoiser", **HALF[0], **ONE)
    assert answer.verdict == "AGREES" and "numpy, float16" in answer.scope and "(in part beyond float16)" in answer.scope


def test_a_wrong_one_is_told_apart_in_more_bits() -> None:
    d = settled(wrong, "denoiser", "mixture", **HALF[0], **ONE)
    assert d.bits == 11 and in_finer_floats(d).bits == 53
    other = settled(wrong, "denoiser", "mixture", **ONE)
    assert in_finer_floats(other) is other


@pytest.mark.parametrize(("bits", "dtype"), [(11, "float16"), (8, "bfloat16"), (24, "float32")])
def test_every_number_that_is_left_is_held_with_its_square(bits: int, dtype: str) -> None:
    left, kept = list[str](), 0
    for r in cases.ladder("mixture", frozenset(), 0, bits):
        held, words = within(r, dtype)
        left += words
        kept += held.size
        numbers = [*held.times, *(c for x in held.points for c in x)]
        numbers += [e for a in cases.parameters(held).values() for e in np.array(a, dtype=object).flat] if held.times else []
        assert all(_unrounded(F(n), bits, dtype) for n in numbers), r.name
    assert kept > 200 and (dtype == "float32") is not any(left)


def _unrounded(n: F, bits: int, dtype: str) -> bool:
    """By NumPy's own conversion; of bfloat16, which is float32 without its last 16 bits, by those."""
    if dtype == "bfloat16":
        return float(np.float32(n)) == n and np.float32(n).view(np.uint32) & 0xFFFF == 0
    a = np.dtype(dtype).type(n)
    return bool(F(float(a)) == n and np.isfinite(a * a))


def test_a_law_that_few_bits_do_not_hold_is_left_out_whole() -> None:
    r = cases.regime(
        "mixture", {"weights": [F(1, 3), F(2, 3)], "means": [[0], [1]], "covs": [[[1]], [[1]]]}, (F(1, 2),), ((0,),), "thirds"
    )
    assert within(r, "float16")[0].times == () and within(r, "float16")[1] == ["thirds (no numbers of float16)"]
    assert within(r, "float64") == (r, [])
