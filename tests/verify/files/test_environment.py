"""Where a run was made: the versions that are installed."""

import re
from importlib.metadata import version

import pytest

from verify.files.environment import LIBRARIES, environment


def test_the_environment_names_the_libraries() -> None:
    found = environment()["versions"]
    assert set(found) == set(LIBRARIES)
    assert found["numpy"] == version("numpy")


def test_it_says_on_what_and_of_which_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    found = environment()
    assert found["threads"] == "3" and found["cores"] >= 1 and re.fullmatch(r"([0-9a-f]{40}\+?)?", found["commit"])
