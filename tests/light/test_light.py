"""`make light`: formulas are checked without torch, plots and tests; what lacks a package says which, and how to get it."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BLOCK = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""
STATED = """import numpy as np
from driftproof import derivation

@derivation(of="velocity", law="gaussian", assume="independent")
def u(t, x, mean0, cov0, mean1, cov1):
    S = (1 - t) ** 2 * cov0 + t**2 * cov1
    return mean1 - mean0 + (t * cov1 - (1 - t) * cov0) @ np.linalg.inv(S) @ (x - {centre})
"""
RIGHT, WRONG = (STATED.format(centre=c) for c in ("(1 - t) * mean0 - t * mean1", "t * mean1"))


def pinned(lock: Path) -> dict[str, str]:
    """The text of each pin, its hashes included, without the comments."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    found = re.split(r"\n(?=\S)", "\n".join(lines))
    return {re.split("[ ;]", pin)[0]: pin for pin in found}


LIGHT, WHOLE = (pinned(folder / "requirements.lock") for folder in (HERE, ROOT))


def names(lock: dict[str, str]) -> set[str]:
    return {re.sub("[-_.]+", "-", pin.partition("==")[0]).lower() for pin in lock}


@pytest.fixture
def light(tmp_path: Path) -> dict[str, str]:
    """The environment of a child, and of its children, in which nothing can be imported that the short lock leaves out."""
    left_out = names(WHOLE) - names(LIGHT)
    absent = {name for name, of in packages_distributions().items() if {re.sub("[-_.]+", "-", d).lower() for d in of} <= left_out}
    assert {"torch", "torchvision", "matplotlib", "hypothesis", "pytest", "safetensors"} <= absent
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BLOCK.format(absent=sorted(absent)))
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT), str(ROOT / "verify" / "face")])}


def run(light: dict[str, str], tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    made = [sys.executable, "-m", "verify.cli", *command]
    return subprocess.run(made, cwd=tmp_path, env=light | {"COLUMNS": "300"}, capture_output=True, text=True)


def test_the_short_lock_pins_what_the_long_one_pins() -> None:
    assert 10 < len(LIGHT) < 30
    assert {pin for pin, text in LIGHT.items() if WHOLE.get(pin) != text} == set()


def test_a_derivation_is_judged(light: dict[str, str], tmp_path: Path) -> None:
    for name, text in (("right.py", RIGHT), ("wrong.py", WRONG)):
        (tmp_path / name).write_text(text)
    right, wrong = (run(light, tmp_path, "check", name) for name in ("right.py", "wrong.py"))
    assert right.returncode == 0 and "1 agree" in right.stdout, right.stdout + right.stderr
    assert wrong.returncode == 1 and "REFUTED" in wrong.stdout


@pytest.mark.parametrize("command", [("list",), ("show", "CD-4.6"), ("audit", "PX"), ("list", "quantities")])
def test_the_catalogue_is_read(light: dict[str, str], tmp_path: Path, command: tuple[str, ...]) -> None:
    found = run(light, tmp_path, *command)
    assert found.returncode == 0 and len(found.stdout.splitlines()) > 10, found.stderr


@pytest.mark.parametrize("command", [("table4",), ("train", "mixture-2d"), ("measure", "mnist-fives")])
def test_a_command_says_what_it_needs(light: dict[str, str], tmp_path: Path, command: tuple[str, ...]) -> None:
    found = run(light, tmp_path, *command)
    assert found.returncode == 2 and found.stderr.count("\n") == 1
    assert "needs torch, which is not installed here: `pip install torch`" in found.stderr


def test_a_file_and_a_claim_say_what_they_need(light: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("import torch\n" + RIGHT)
    assert "needs torch, which is not installed here" in (said := run(light, tmp_path, "check", "mine.py").stdout)
    assert "in line 1" in said
    claim = run(light, tmp_path, "verify", "CD-4.6", "--evidence", "autodiff", "--json")
    assert claim.returncode == 1 and "HOLDS" not in claim.stdout and "needs torch" in claim.stdout


def test_a_module_that_is_not_ours_is_an_error_like_any_other(light: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("import nonsense_of_mine\n" + RIGHT)
    said = run(light, tmp_path, "check", "mine.py").stdout
    assert "No module named 'nonsense_of_mine'" in said and "pip install" not in said
