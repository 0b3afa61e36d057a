"""The command that repeats an answer can be typed: where there is no file, Python's call with all that was declared."""

from pathlib import Path
from typing import Any

import pytest

from tests.verify.derivations.samples import drift
from verify import as_derivation
from verify.derivations.answer import repeat_command

CELL = "def velocity(law, t, x):\n    return x\n"


def of_a_cell() -> Any:
    """A function of a notebook: its file is named, and is not there."""
    namespace: dict[str, Any] = {}
    exec(compile(CELL, "/tmp/ipykernel_941/3890446632.py", "exec"), namespace)
    return namespace["velocity"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, ""),
        ({"assume": "independent", "time": "data at 0"}, ", assume='independent', time='data at 0'"),
        ({"time": (1000, 0), "name": "mine"}, ", time=(1000, 0), name='mine'"),
        ({"parameters": {"mean0": [0], "cov0": [[1]], "mean1": [1], "cov1": [[1]]}}, ", parameters=..."),
    ],
)
def test_of_a_cell_of_a_notebook(options: dict[str, Any], said: str) -> None:
    d = as_derivation(of_a_cell(), "velocity", "gaussian", **options)
    assert repeat_command(d, 3) == f"verify.check({d.name}, of='velocity', law='gaussian'{said}, seed=3)"


def test_of_a_file() -> None:
    d = as_derivation(drift, "velocity", "gaussian", assume="independent")
    assert Path(d.where.rpartition(":")[0]).is_file()
    assert repeat_command(d, 0) == f"driftproof check {d.where.rpartition(':')[0]}::{d.name} --seed 0"
