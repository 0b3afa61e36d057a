"""A formula that is random, or depends on earlier calls, is told."""

from typing import Any

import numpy as np

from tests.verify.derivations.samples import drift, field, of_field, settled
from verify.derivations.judging.same_twice import first_values, gives_them_still


def test_one_that_depends_on_earlier_calls_is_told() -> None:
    calls = [0]

    def tired(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        calls[0] += 1
        return field(x, t, mu, Sigma) * (1 + 1e-6 * (calls[0] > late))

    late = 100
    answer = of_field(tired)
    assert answer.verdict == "REFUTED" and "depends on what was called before" in answer.why
    calls[0], late = 0, 10**9
    assert of_field(tired).verdict == "AGREES"


def test_a_second_call_at_the_first_case_gives_the_same() -> None:
    for d in (settled(field), settled(drift)):
        first, doubt = first_values(d, 0)
        assert doubt == "" and np.isfinite(first).all() and gives_them_still(d, 0, first)


def test_values_that_are_drawn_are_told_by_how_far_they_differ() -> None:
    d = settled(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + np.random.standard_normal())
    assert first_values(d, 0)[1].startswith("is not deterministic: two calls with the same arguments differ by ")


def test_the_global_random_state_is_that_of_the_caller_again() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index,union-attr]
    first_values(settled(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) + np.random.standard_normal()), 0)
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index,union-attr]


def test_other_values_at_the_end_are_seen() -> None:
    d = settled(field)
    first, _ = first_values(d, 0)
    assert not gives_them_still(d, 0, first * (1 + 2.0**-50))


def test_one_without_values_at_its_first_case_is_not_blamed() -> None:
    assert first_values(settled(lambda law, t, x: 1 // 0), 0) == (None, "")
    assert gives_them_still(settled(field), 0, None)
