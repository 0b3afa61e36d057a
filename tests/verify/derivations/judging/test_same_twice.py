"""A formula that is random, or depends on earlier calls, is told."""

from typing import Any

from tests.verify.derivations.samples import field, of_field


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
