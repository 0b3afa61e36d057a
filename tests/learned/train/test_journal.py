"""What is due after a step: every so many steps, and after the last of a run whatever is left at all."""

import pytest

from learned.train.journal import Due, due
from tests.learned.tiny import tiny


@pytest.mark.parametrize(
    ("step", "now"),
    [
        (1, Due(False, False, False)),
        (2, Due(True, False, False)),
        (5, Due(False, True, False)),
        (10, Due(True, True, False)),
        (12, Due(True, False, True)),
        (17, Due(True, True, True)),  # the last of this run
    ],
)
def test_what_is_due(step: int, now: Due) -> None:
    preset = tiny(run={"log_every": 2, "checkpoint_every": 5, "sample_every": 12})
    assert due(preset, step, until=17) == now


def test_samples_are_never_due_where_they_are_drawn_at_the_end_only() -> None:
    assert not any(due(tiny(run={"sample_every": 0}), step, until=23).samples for step in range(1, 24))
