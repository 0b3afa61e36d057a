"""`driftproof frechet`: certified values of files, and clear words for files that are none."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from verify.cli import main

A, B = np.diag([1.0, 4.0]), np.array([[2.0, 1.0], [1.0, 2.0]])
RANDOM = np.random.default_rng(0)
X, Y = RANDOM.standard_normal((40, 3)), RANDOM.standard_normal((30, 3)) @ [[1, 1, 0], [0, 1, 0], [0, 0, 0]] + 1


def call(capsys: pytest.CaptureFixture[str], folder: Path, one: Any, two: Any, *options: str) -> tuple[int, str, str]:
    """Of two arrays, each in a file."""
    for name, a in (("a", one), ("b", two)):
        np.save(folder / f"{name}.npy", a)
    try:
        status = main(["frechet", str(folder / "a.npy"), str(folder / "b.npy"), *options])
    except SystemExit as e:
        status = int(e.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def number(found: tuple[int, str, str]) -> tuple[float, float]:
    """Value and radius of --json."""
    assert found[0] == 0, found
    said = json.loads(found[1])
    return float(said["distance2"]), said["radius"]


def by_numpy(m0: Any, S0: Any, m1: Any, S1: Any) -> float:
    roots = np.sqrt(np.maximum(np.linalg.eigvals(S0 @ S1).real, 0)).sum()
    return float(((m0 - m1) ** 2).sum() + np.trace(S0 + S1) - 2 * roots)


def test_two_covariances(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """tr(A B) = 10 and det(A B) = 12: the root has the trace sqrt(10 + 2 sqrt(12))."""
    status, out, err = call(capsys, tmp_path, A, B)
    assert (status, err) == (0, "") and out.startswith("squared Frechet distance  [0.7712204476543")
    value, radius = number(call(capsys, tmp_path, A, B, "--json"))
    assert abs(value - (9 - 2 * np.sqrt(10 + 2 * np.sqrt(12)))) < 1e-14 and 0 < radius < 1e-14
    more, finer = number(call(capsys, tmp_path, A, B, "--json", "--digits", "40"))
    assert abs(more - value) < 1e-14 and finer < 1e-38


def test_singular_ones_and_equal_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    flat, ones = np.diag([1.0, 0.0]), np.ones((2, 2))
    assert number(call(capsys, tmp_path, flat, ones, "--json"))[0] == pytest.approx(1, abs=1e-15)
    assert number(call(capsys, tmp_path, flat.astype(int), np.diag([0, 4]), "--json"))[0] == pytest.approx(5, abs=1e-15)
    assert number(call(capsys, tmp_path, ones, ones, "--json"))[0] < 1e-14


def test_two_sets_of_samples(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The second lies in a plane."""
    wanted = by_numpy(X.mean(0), np.cov(X.T), Y.mean(0), np.cov(Y.T))
    assert number(call(capsys, tmp_path, X, Y, "--samples", "--json"))[0] == pytest.approx(wanted, rel=1e-7)
    status, out, err = call(capsys, tmp_path, X, Y, "--samples")
    assert (status, err) == (0, "") and "between the means" in out


def test_few_samples_are_perhaps_columns(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = call(capsys, tmp_path, X.T, X.T, "--samples")
    assert status == 0 and "3 samples of dimension 40: rows are samples; pass the transpose" in err and "certified" in out


def test_rounding_is_taken_and_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    thin = RANDOM.standard_normal((6, 2))
    singular = thin @ thin.T
    singular[0, 1] += 2.0**-52
    low = singular - 2.0**-51 * np.eye(6)
    status, out, err = call(capsys, tmp_path, (low + low.T) / 2, np.eye(6))
    assert status == 0 and "by rounding: S + " in err and "certified" in out
    status, out, err = call(capsys, tmp_path, [[2, 1 + 2.0**-52], [1, 2]], B)
    assert status == 0 and "symmetric to rounding" in err


@pytest.mark.parametrize(
    ("a", "options", "says"),
    [
        (np.ones((3, 2)), (), "a covariance is (d, d); pass --samples if its rows are samples"),
        ([[1.0, 2.0], [0.0, 1.0]], (), "is not symmetric: |S - S^T| reaches 2"),
        ([[1.0, 2.0], [2.0, 1.0]], (), "has the eigenvalue -1 < 0"),
        ([[1.0, np.nan], [np.nan, 1.0]], (), "has the entry nan at [0, 1]"),
        ([[1.0, np.inf], [0, 1.0]], ("--samples",), "has the entry inf at [0, 1]"),
        (np.eye(3), (), "is of dimension 3"),
        (np.ones(3), (), "it must be one matrix"),
        (np.zeros((0, 2)), (), "it must be one matrix"),
        (np.eye(2) * 1j, (), "has the type complex128"),
        (np.eye(2, dtype=bool), (), "has the type bool"),
        (np.eye(513), (), "at most 512"),
        (np.ones((1, 2)), ("--samples",), "a covariance needs two samples"),
        (np.eye(2), ("--digits", "0"), "pass 1 to 100 digits"),
    ],
)
def test_what_is_no_covariance_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, a: Any, options: tuple[str, ...], says: str
) -> None:
    status, out, err = call(capsys, tmp_path, a, B, *options)
    assert (status, out) == (2, "") and says in err


def test_what_is_no_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "text.npy"
    text.write_text("1 2\n3 4\n", encoding="utf-8")
    for path, says in ((text, "is no .npy file of numbers"), (tmp_path / "none.npy", "none.npy")):
        assert main(["frechet", str(path), str(text)]) == 2
        assert says in capsys.readouterr().err
