"""The commands, as a user types them: what they print, their exit status, and what they say when they are used wrongly."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verify.cli import main
from verify.commands import check
from verify.derivations.coordinates.paths import PATHS
from verify.derivations.coordinates.presets import PRESETS
from verify.derivations.quantities import QUANTITIES
from verify.drawing.answer import undecided
from verify.files.lines import write_lines

ROOT = Path(__file__).resolve().parents[3]
RIGHT = """from verify import derivation

@derivation("denoiser", law="gaussian", assume="independent")
def denoiser(law, t, x):
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 + t * ar.einsum("ij,...j->...i", law.S1, ar.solve(S, x - (1 - t) * law.m0 - t * law.m1))
"""
WRONG = RIGHT.replace("law.m1 + t", "law.m1 - t").replace("def denoiser", "def wrong")
Out = Callable[..., tuple[int, str, str]]


@pytest.fixture
def driftproof(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Out:
    """Exit status, standard output and error of a command, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> tuple[int, str, str]:
        try:
            code = main(args)
        except SystemExit as e:
            code = int(e.code or 0)
        return code, *capsys.readouterr()

    return run


def rows(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


def test_check_right_and_wrong(driftproof: Out) -> None:
    Path("mine.py").write_text(RIGHT + WRONG.split("\n", 1)[1], encoding="utf-8")
    code, said, error = driftproof("check", "mine.py::denoiser", "--json", "--budget", "20")
    (found,) = rows(said)
    assert (code, error, found["name"], found["verdict"]) == (0, "", "denoiser", "PROVED"), found
    assert found["scope"] and found["repeat"] == "driftproof check mine.py::denoiser --seed 0"
    code, said, _ = driftproof("check", "mine.py", "--html", "answers.html", "--seed", "3", "--budget", "20")
    assert code == 1
    for part in (
        "PROVED",
        "REFUTED",
        "wrong is not the denoiser of a Gaussian pair",
        "yours",
        "certified",
        "--seed 3",
        "2 derivations",
    ):
        assert part in said
    page = Path("answers.html").read_text(encoding="utf-8")
    assert page.index("REFUTED") < page.index("PROVED") and page.rstrip().endswith("</html>")


def test_what_a_file_states_and_hides_is_no_pass(driftproof: Out) -> None:
    Path("mine.py").write_text(RIGHT + RIGHT.split("\n", 1)[1], encoding="utf-8")
    code, said, error = driftproof("check", "mine.py", "--budget", "20")
    assert (code, error) == (3, "") and "2 derivations: 1 proved, 1 undecided" in said
    assert "denoiser:3" in said and "not looked at: mine.py:9 states another denoiser, which hides it" in " ".join(said.split())


def test_check_a_folder(driftproof: Out) -> None:
    Path("deep").mkdir()
    for name in ("derivation_a.py", "deep/b_derivation.py", "test_derivation.py", "other.py"):
        Path(name).write_text("1 / 0\n", encoding="utf-8")
    code, said, _ = driftproof("check", ".", "--json")
    assert code == 3
    assert [(r["name"], r["verdict"]) for r in rows(said)] == [("b_derivation.py", "UNDECIDED"), ("derivation_a.py", "UNDECIDED")]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nothing.py",), "no file nothing.py"),
        (("empty",), "no file named derivation_*.py"),
        (("none.py",), "states no derivation"),
        (("one.py::denoisr",), "denoiser"),
        (("one.py", "--budget", "0"), "number of seconds above 0"),
        (("one.py", "--budget", "nan"), "number of seconds above 0"),
        (("one.py", "--seed", "-1"), "seed"),
        (("one.py", "--html", "empty"), "is a folder"),
        ((), "FILE"),
    ],
)
def test_check_used_wrongly(driftproof: Out, args: tuple[str, ...], words: str) -> None:
    Path("empty").mkdir()
    Path("none.py").write_text("x = 1\n", encoding="utf-8")
    Path("one.py").write_text(RIGHT, encoding="utf-8")
    code, said, error = driftproof("check", *args)
    assert code == 2 and words in error and "Traceback" not in error
    assert "PROVED" not in said


@pytest.mark.parametrize(
    ("verdicts", "wrong", "code"),
    [
        ((), False, 3),
        (("PROVED", "AGREES"), False, 0),
        (("PROVED", "UNDECIDED"), False, 3),
        (("UNDECIDED", "REFUTED"), False, 1),
        (("PROVED", "GUARDED"), False, 1),
        (("UNDECIDED", "GUARDED"), False, 1),
        (("PROVED",), True, 2),
        (("REFUTED",), True, 1),
        (("UNDECIDED",), True, 2),
    ],
)
def test_exit_status(verdicts: tuple[str, ...], wrong: bool, code: int) -> None:
    assert check.status([undecided("f", "", "", "") | {"verdict": v} for v in verdicts], wrong) == code


def test_what_is_told_below_the_table_is_told_only_there(driftproof: Out) -> None:
    Path("mine.py").write_text(RIGHT + WRONG.split("\n", 1)[1], encoding="utf-8")
    _, said, _ = driftproof("check", "mine.py", "--budget", "20")
    table, below = said.split("\n\n", 1)
    assert "see below" in table and "at the first exact case" not in table and below.count("at the first exact case") == 1
    assert "for all parameters in d=1" in table


def test_a_guard_is_no_pass_and_the_help_says_so(driftproof: Out) -> None:
    guarded = """import numpy as np
from verify import derivation

@derivation("denoiser", law="gaussian", assume="t<1")
def guarded(x, t, mean1, cov1):
    S = (1 - t) ** 2 * np.eye(len(mean1)) + t**2 * cov1
    return (x - (1 - t) ** 2 * np.linalg.solve(S, x - t * mean1)) / (t + 1e-8)
"""
    Path("mine.py").write_text(guarded, encoding="utf-8")
    code, said, _ = driftproof("check", "mine.py", "--budget", "30")
    assert code == 1 and "1 derivation: 1 guarded." in said
    assert "GUARDED  guarded is, but for a guard, the denoiser of a Gaussian pair" in said
    assert "right but for a guard of 1e-08 (line 7)" in " ".join(said.split())
    _, said, _ = driftproof("check", "--help")
    assert "right but for a guard" in " ".join(said.split())


def test_list(driftproof: Out) -> None:
    code, said, _ = driftproof("list", "quantities", "--json")
    assert code == 0 and [r["name"] for r in rows(said)] == list(QUANTITIES)
    assert all(r["says"] and r["shape"] and r["laws"] for r in rows(said))
    assert len(driftproof("list", "quantities")[1].splitlines()) == len(QUANTITIES)
    said = driftproof("list", "conventions")[1].splitlines()
    assert len(said) == len(PRESETS) + len(PATHS) and any("edm" in line for line in said)
    said = driftproof("list", "assumptions")[1].splitlines()
    assert any("every data mean is 0" in line for line in said) and not any("x0 is data" in line for line in said)
    assert driftproof("list")[1] == driftproof("list", "claims")[1]
    assert "CD-4.6 " in driftproof("list")[1]
    assert driftproof("list", "papers")[0] == 2


def test_show_without_records(driftproof: Out) -> None:
    code, said, _ = driftproof("show", "CD-4.6p")
    assert code == 0
    for part in (
        "Eq. (4) as printed",
        "not run here, expected REFUTED",
        "holds instead",
        "CD-4.6",
        "HOLDS means",
        "driftproof verify CD-4.6p",
    ):
        assert part in said


def test_show_with_records(driftproof: Out) -> None:
    found = {"rate": {"outcome": "HOLDS", "regimes": 9}}
    verdict = {"id": "CD-4.6", "verdict": "HOLDS", "why": "", "evidence": found, "near_misses": {"blend only": ["rate"], "off": []}}
    write_lines(Path("reports/verdicts.jsonl"), [verdict])
    _, said, _ = driftproof("show", "CD-4.6")
    for part in ("HOLDS, as expected (reports)", "HOLDS in 9 regimes", "blend only: refuted by rate", "off: refuted by nothing"):
        assert part in said
    write_lines(Path("reports/latest/verdicts.jsonl"), [verdict | {"verdict": "UNDECIDED", "why": "too wide"}])
    _, said, _ = driftproof("show", "CD-4.6", "--json")
    assert (json.loads(said)["verdict"], json.loads(said)["why"], json.loads(said)["records"]) == (
        "UNDECIDED",
        "too wide",
        "reports/latest",
    )


def test_show_used_wrongly(driftproof: Out) -> None:
    code, _, error = driftproof("show", "CD-4.6x")
    assert code == 2 and "did you mean" in error
    code, _, error = driftproof("show", "CD-4.6", "--records", "nowhere")
    assert code == 2 and "verdicts.jsonl" in error


def test_a_reader_that_stops_reading_is_no_error() -> None:
    """As in `driftproof audit --json | head -1`."""
    command = [sys.executable, "-m", "verify.cli", "audit", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
