"""`pytest --driftproof` in a repository of a user's own: derivations become tests, failures are readable, reports are written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
RIGHT = """
from verify import derivation

@derivation("denoiser", law="gaussian", assume="independent")
def right(law, t, x):
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 + t * ar.einsum("ij,...j->...i", law.S1, ar.solve(S, x - (1 - t) * law.m0 - t * law.m1))
"""
WRONG = """

@derivation("denoiser", law="gaussian", assume="independent")
def wrong(law, t, x):
    return 2 * law.m1
"""
QUIET = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--driftproof-budget", "20")


@pytest.fixture(autouse=True)
def this_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "derivations.jsonl").read_text(encoding="utf-8").splitlines()]


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts}


def test_without_the_flag_nothing_is_collected_or_written(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(derivation_a="raise SystemExit('executed')", test_mine="def test_it():\n    pass\n")
    before = files(pytester.path)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)
    assert "derivation_a" not in result.stdout.str() and files(pytester.path) - {"stdout", "stderr"} == before


def test_derivations_are_tests_and_are_reported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(derivation_a=RIGHT, b_derivation=RIGHT.replace("def right", "def other") + WRONG)
    pytester.makepyfile(test_derivation="def test_it():\n    pass\n", elsewhere="1 / 0\n")
    result = pytester.runpytest_subprocess("--driftproof", *QUIET, "-v")
    result.assert_outcomes(passed=3, failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    said = result.stdout.str()
    for part in (
        "derivation_a.py::right PASSED",
        "b_derivation.py::wrong FAILED",
        "REFUTED  wrong is not the denoiser of a Gaussian pair",
        "yours",
        "certified",
        "driftproof check b_derivation.py::wrong --seed 0",
        "your derivations",
        "3 derivations: 2 proved, 1 refuted.",
    ):
        assert part in said
    assert "Traceback" not in said and "collect.py" not in said
    folder = pytester.path / "reports" / "latest"
    assert {p.name for p in folder.iterdir()} == {"derivations.jsonl", "derivations.md", "index.html", "run.json"}
    assert [(r["name"], r["verdict"]) for r in rows(folder)] == [("other", "PROVED"), ("wrong", "REFUTED"), ("right", "PROVED")]
    assert "Your derivations" in (folder / "index.html").read_text(encoding="utf-8")


def test_the_same_report_under_xdist(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(derivation_a=RIGHT, derivation_b=RIGHT.replace("def right", "def other"))
    found = {}
    for n in ("0", "2"):
        result = pytester.runpytest_subprocess(
            "--driftproof", *QUIET, "-n", n, "--driftproof-report", f"out{n}", "--driftproof-seed", "5"
        )
        result.assert_outcomes(passed=2)
        found[n] = [(r["name"], r["verdict"], r["scope"], r["repeat"]) for r in rows(pytester.path / f"out{n}")]
    assert found["0"] == found["2"] and "--seed 5" in found["0"][0][3]


def test_ini_twins(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ndriftproof_files = maths_*.py\ndriftproof_budget = 15\ndriftproof_report = by_ini\n")
    pytester.makepyfile(maths_a=RIGHT, derivation_b="1 / 0\n")
    result = pytester.runpytest_subprocess("--driftproof", *QUIET[:4])
    result.assert_outcomes(passed=1)
    assert [r["name"] for r in rows(pytester.path / "by_ini")] == ["right"]
    result = pytester.runpytest_subprocess("--driftproof", *QUIET[:4], "--driftproof-files", "derivation_*.py nothing.py")
    result.assert_outcomes(errors=1)


@pytest.mark.parametrize("bad", ["0", "-1", "soon", "inf", "nan"])
def test_a_bad_budget_is_a_usage_error(pytester: pytest.Pytester, bad: str) -> None:
    result = pytester.runpytest_subprocess(f"--driftproof-budget={bad}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--driftproof-budget '{bad}'*seconds above 0*"])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n\n1 / 0\n", "derivation_a.py raised ZeroDivisionError in line 3: division by zero"),
        ("import sys\nsys.exit(0)\n", "derivation_a.py raised SystemExit in line 2"),
        ("def f(:\n", "derivation_a.py raised SyntaxError in line 1"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_an_error_in_one_line(pytester: pytest.Pytester, source: str, words: str) -> None:
    pytester.makepyfile(derivation_a=source, test_mine="def test_it():\n    pass\n")
    result = pytester.runpytest_subprocess("--driftproof", *QUIET, "--continue-on-collection-errors")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{words}*"])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_file_that_hangs_at_import_is_an_error_and_the_session_goes_on(pytester: pytest.Pytester, workers: str) -> None:
    """Without a child of its own it would hold up every other test for good."""
    pytester.makepyfile(derivation_a="while True:\n    pass\n", derivation_b="import os\nos._exit(0)\n", derivation_c="x = 1\n")
    pytester.makepyfile(test_mine="def test_it():\n    pass\n")
    some = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--continue-on-collection-errors", "-n", workers)
    result = pytester.runpytest_subprocess("--driftproof", *some, "--driftproof-budget", "1", timeout=400)
    result.assert_outcomes(passed=1, errors=2)
    said = "derivation_a.py gave no answer within 11 s of computing and was stopped: make it faster or give a larger budget"
    result.stdout.fnmatch_lines([f"*{said}*", "*derivation_b.py ended the process with exit status 0: nothing was found out*"])
    assert "Traceback" not in result.stdout.str()


def test_an_unwritable_report_fails_in_one_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(derivation_a=RIGHT)
    (pytester.path / "file").write_text("no folder", encoding="utf-8")
    result = pytester.runpytest_subprocess("--driftproof", *QUIET, "--driftproof-report", "file/report")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*no report: cannot write *"])


def test_claims_and_derivations_of_one_session_share_the_report(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(derivation_a=RIGHT, test_few="from verify.test_claims import test_claim\n")
    result = pytester.runpytest_subprocess("--driftproof", *QUIET, "-k", "right or CD-4.1e")
    result.assert_outcomes(passed=2)
    page = (pytester.path / "reports/partial/index.html").read_text(encoding="utf-8")
    assert 'href="#derivations"' in page and 'id="CD-4.1e"' in page


def test_a_free_claim(pytester: pytest.Pytester) -> None:
    claim = """
from fractions import Fraction
from verify.claim import Claim, Regime, identity

class Law:
    def __init__(self, ar):
        self.ar = ar

def twice(law, t, x):
    return 2 * x

def thrice(law, t, x):
    return 3 * x

where = Regime("here", "one point", Law, (Fraction(1, 2),), ((1, 2),))
tests = identity(lambda f, c: f(c.law, c.t, c.x) - c.x - c.x, (where,))
claim = Claim("MINE-1", "me", "Twice x is x + x.", "2x", twice, tests, {"thrice": thrice})
"""
    pytester.makepyfile(derivation_a=claim)
    result = pytester.runpytest_subprocess("--driftproof", *QUIET, "-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*derivation_a.py::MINE-1 PASSED*"])
    assert [r["name"] for r in rows(pytester.path / "reports/latest")] == ["MINE-1"]


def test_a_repository_of_its_own_by_subprocess(tmp_path: Path) -> None:
    """A folder with a package, an ini file and neighbours that the derivation imports."""
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = ["--driftproof"]\n', encoding="utf-8")
    (tmp_path / "theory").mkdir()
    (tmp_path / "theory" / "helper_of_mine.py").write_text("def twice(x):\n    return x + x\n", encoding="utf-8")
    mine = "from helper_of_mine import twice\n" + RIGHT + WRONG.replace("2 * law.m1", "twice(law.m1)")
    (tmp_path / "theory" / "derivation_denoiser.py").write_text(mine, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "theory"]
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 1 passed" in done.stdout and "driftproof check theory/derivation_denoiser.py::wrong" in done.stdout
    assert files(tmp_path) == {
        "pyproject.toml",
        "theory/helper_of_mine.py",
        "theory/derivation_denoiser.py",
        *(f"reports/latest/{name}" for name in ("derivations.jsonl", "derivations.md", "index.html", "run.json")),
    }
