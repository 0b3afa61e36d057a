"""What is decoded once is whole, or not there."""

from pathlib import Path

import numpy as np
import pytest

from learned.data import cache

ROWS = [np.full(2, n, np.uint8) for n in range(3)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS[:2], "there are 2 rows: 3 are wanted"),
        ([*ROWS, ROWS[0]], "there are 4 rows"),
        ([ROWS[0], np.zeros(2), ROWS[2]], "row 1 is float64"),
        ([ROWS[0], np.zeros(3, np.uint8), ROWS[2]], r"row 1 is uint8 \(3,\)"),
    ],
)
def test_rows_that_do_not_fit_leave_nothing(
    rows: list[np.ndarray], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path))
    with pytest.raises(ValueError, match=said):
        cache.array("x", "mark", (3, 2), lambda: rows)
    assert not list(tmp_path.iterdir())
    assert np.array_equal(cache.array("x", "mark", (3, 2), lambda: ROWS), ROWS)
