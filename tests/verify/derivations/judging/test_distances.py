"""A refuted record says how far the counterexample is off and what is allowed, whatever judged it."""

import json
import math
from pathlib import Path

import pytest

import verify
from verify import cli
from verify.derivations.judging.decide import decide

FILE = """
import numpy as np
from driftproof import derivation

@derivation("denoiser", law="gaussian", assume="independent")
def exact(law, t, x):
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 + t * law.ar.solve(S, x - (1 - t) * law.m0 + t * law.m1) @ law.S1

@derivation("score", law="gaussian", tolerance=1e-3)
def approximate(x, t, mu0, Sigma0, mu1, Sigma1):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma1
    return -np.linalg.solve(S, x - (1 - t) * mu0 - t * mu1) + 0.01

@derivation("score", law="gaussian")
def valueless(x, t, mu0, Sigma0, mu1, Sigma1):
    return 0 * x / 0.0 * mu0

@derivation("velocity", law="gaussian", assume="independent", on="conditional mean")
def target(x0, x1):
    return x1 + x0

@derivation("velocity", law="gaussian", on="gradient")
def loss(x, t, x0, x1, pred):
    return np.sum((pred - x1 - x0) ** 2, axis=-1)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("far") / "derivation_far.py"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_the_distance_is_that_of_the_counterexample(path: Path) -> None:
    found = {}
    for item in verify.load(path):
        answer = decide(item, 0, 1.0)
        (found[answer.name],) = answer.records
        assert answer.verdict == "REFUTED"
    assert all(r.unit == "distance" and r.measure > r.bound > 0 for r in found.values())
    assert (found["exact"].measure, found["exact"].bound) == (2.0, 2.0**-200)  # as README shows it: 2, not 0
    assert found["approximate"].measure == pytest.approx(0.01) and 1e-3 <= found["approximate"].bound < 0.01
    assert found["valueless"].measure == math.inf


def test_json_stays_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", f"{path}::valueless", "--json", "--budget", "4"])

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    (row,) = [json.loads(line, parse_constant=refuse) for line in capsys.readouterr().out.splitlines() if line]
    assert row["verdict"] == "REFUTED"
