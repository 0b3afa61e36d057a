"""The ladder is climbed until something differs or the time is up; then what the formula asks is looked at."""

from typing import Any

from tests.verify.derivations.samples import PATIENT, drift, settled
from verify.derivations.judging.climb import climb, ladder
from verify.derivations.spent import spent


def test_the_ladder_is_left_where_something_differs_or_the_time_is_up() -> None:
    wrong = settled(lambda law, t, x: -drift(law, t, x))
    seen, stopped = climb(wrong, 0, spent() + PATIENT)
    assert seen.difference is not None and stopped == "" and seen.agree == 0
    seen, stopped = climb(settled(drift), 0, spent())
    assert (seen.agree, stopped) == (0, "no time was left")


def test_a_formula_that_branches_is_looked_at_beyond_the_ladder() -> None:
    def branches(law: Any, t: Any, x: Any) -> Any:
        return drift(law, t, x) if t < 2 else x

    d = settled(branches, assume=("d=1", "independent"))
    seen, _ = climb(d, 0, spent() + PATIENT)
    assert seen.asked and seen.difference is None and seen.agree > sum(r.size for r in ladder(d, 0)) / 2
    hurried, stopped = climb(d, 0, spent())
    assert stopped and hurried.asked == seen.asked
