"""Libraries that are there already compute in one thread while it is asked for, and as before afterwards."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from verify.derivations.threads import one_thread


def used() -> set[int]:
    assert np.linalg.inv(np.eye(2)).any()
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.mark.parametrize(("given", "within"), [("", {1}), ("2", {2})])
def test_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch, given: str, within: set[int]) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", given)
    with threadpool_limits(2):
        with one_thread():
            assert used() == within
        assert used() == {2}
