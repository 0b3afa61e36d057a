"""Finding by trying: the first way whose values are near, else the first that runs; why none does."""

from dataclasses import replace
from typing import Any

import pytest

from tests.verify.derivations.stating.climbed import score
from verify import as_derivation
from verify.derivations.statement import Unusable
from verify.derivations.stating.call_style import Style
from verify.derivations.stating.trial_call import find_style, try_out

STATED = as_derivation(score, "score")
PLAIN: Any = STATED.formula
STYLES = [Style("numpy", "float64", True, times, False, True) for times in ("column", "one per point", "number")]


def values(style: Style, law: Any, t: float, x: Any) -> Any:
    """Right with a number for t, doubled with one for each point; with a column it raises."""
    if style is STYLES[0]:
        raise ValueError("no columns")
    return PLAIN.values(replace(style, times="number"), law, t, x) * (2 if style is STYLES[1] else 1)


def test_a_near_way_is_taken_else_the_first_that_runs() -> None:
    assert find_style(STATED, lambda law: STYLES, values) is STYLES[2]
    assert find_style(STATED, lambda law: STYLES[:2], values) is STYLES[1]
    with pytest.raises(Unusable, match="no columns"):
        find_style(STATED, lambda law: [replace(STYLES[0], times="number")], _fails)


def _fails(style: Style, law: Any, t: float, x: Any) -> Any:
    raise ValueError("no columns")


def test_a_trial_ends_with_the_first_call_that_returns() -> None:
    tried = list[Style]()

    def noted(style: Style, law: Any, t: float, x: Any) -> Any:
        tried.append(style)
        return values(style, law, t, x)

    try_out(STATED, lambda law: STYLES, noted)
    assert tried == STYLES[:2]
    with pytest.raises(TypeError, match=r"a trial call .* but it raises ValueError: no columns"):
        try_out(STATED, lambda law: [replace(STYLES[0], times="number")], _fails)


def test_what_gives_other_values_where_it_gets_all_points_says_so() -> None:
    """Of a batch this is centred on the batch's mean; of one point, on nothing."""
    one = replace(STYLES[2], batched=False, times="number")
    of_all = replace(one, batched=True)

    def mixed(style: Style, law: Any, t: float, x: Any) -> Any:
        return values(one, law, t, x) * (3 if style.batched else 1)

    found = find_style(STATED, lambda law: [of_all, one], mixed)
    assert found == replace(one, mixing=True) and "its values are others where it gets all at once" in str(found)
    assert find_style(STATED, lambda law: [one], mixed) is one
