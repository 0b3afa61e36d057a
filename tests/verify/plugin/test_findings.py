"""The pytest plugin, as a user meets it: flags, workers, failures, and runs that are killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# One limit that holds, one order that is refuted as expected, and one with sampling, which depends on the seed.
FEW = "from verify.test_claims import test_claim\n"
CHOICE = ("-k", "CD-4.1e or (CD-4.9 and not CD-4.9a) or CD-5.1c", "-p", "no:hypothesispytest", "-p", "no:cacheprovider")

SHORT = """
from verify.claims import find
from verify.report import run_folder

run_folder.catalogue = lambda: {id: find(id) for id in ("CD-4.1e", "CD-4.9", "CD-5.1c")}  # no other claims: the report is short
"""
TWO = """
import pytest
from fractions import Fraction
from verify import claim, runner
from verify.report import run_folder

def right(law, t, x):
    return 2 * x

def off(law, t, x):
    return 3 * x

class Law:
    def __init__(self, ar):
        self.ar = ar

where = claim.Regime("here", "one point", Law, (Fraction(1, 2),), ((1, 2),))
test = claim.Test("balls", lambda f, case: f(case.law, case.t, case.x) - case.x - case.x, (where,))

def make(formula):
    return claim.Claim("ZZ-1", "nowhere", "twice", "2x", formula, (test,), {"thrice": off})

def test_it(findings):
    made = make(FORMULA)
    run_folder.catalogue = lambda: {"ZZ-1": made}  # no other claims: the report is short
    records = runner.run(made, test, findings.seed)
    findings.claims(records)
    outcome, why = runner.verdict(made, records)
    assert outcome == made.expect, why
"""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def timeless(path: Path) -> list[str]:
    return [json.dumps({k: v for k, v in row.items() if k != "seconds"}, sort_keys=True) for row in lines(path)]


def test_the_same_records_for_any_number_of_workers(pytester: pytest.Pytester) -> None:
    """Also in the same order, and down to the last bit of every measure."""
    pytester.makepyfile(test_few=FEW)
    pytester.makeconftest(SHORT)
    found = {}
    for n in ("0", "1", "2"):
        result = pytester.runpytest_subprocess(*CHOICE, "-n", n, "--driftproof-report", f"out{n}", "--driftproof-seed", "3")
        result.assert_outcomes(passed=3)
        found[n] = [timeless(pytester.path / f"out{n}" / name) for name in ("claims.jsonl", "verdicts.jsonl")]
    assert found["0"] == found["1"] == found["2"]
    ids = [json.loads(row)["claim"] for row in found["0"][0]]
    assert list(dict.fromkeys(ids)) == ["CD-4.1e", "CD-4.9", "CD-5.1c"]
    assert {json.loads(row)["seed"] for row in found["0"][0]} == {3}
    ran = [json.loads(row) for row in found["0"][1] if json.loads(row)["verdict"] != "NOT RUN"]
    assert [(row["id"], row["verdict"], row["ok"]) for row in ran] == [
        ("CD-4.1e", "HOLDS", True),
        ("CD-4.9", "REFUTED", True),
        ("CD-5.1c", "HOLDS", True),
    ]
    assert not list((pytester.path / "out0").glob(".*"))  # nothing unfinished is left


def one(pytester: pytest.Pytester, formula: str = "right", *args: str) -> Any:
    pytester.makepyfile(test_one=TWO.replace("FORMULA", formula))
    return pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-p", "no:cacheprovider", *args)


def test_the_run_folder_is_written_where_it_is_asked_for(pytester: pytest.Pytester) -> None:
    one(pytester).assert_outcomes(passed=1)
    assert (pytester.path / "reports" / "partial" / "index.html").exists()
    assert {row["claim"] for row in lines(pytester.path / "reports" / "partial" / "claims.jsonl")} == {"ZZ-1"}
    pytester.makeini("[pytest]\ndriftproof_report = by_ini\ndriftproof_seed = 11\n")
    one(pytester).assert_outcomes(passed=1)
    assert {row["seed"] for row in lines(pytester.path / "by_ini" / "claims.jsonl")} == {11}
    one(pytester, "right", "--driftproof-report", "flag_wins", "--driftproof-seed", "12").assert_outcomes(passed=1)
    assert {row["seed"] for row in lines(pytester.path / "flag_wins" / "claims.jsonl")} == {12}


WHOLE = """
from verify.report import run_folder

run_folder.SUITES = ()
"""


@pytest.mark.parametrize(
    ("conftest", "args", "name"), [(WHOLE, (), "latest"), (WHOLE, ("--driftproof-quick",), "partial"), ("", (), "partial")]
)
def test_a_quick_run_or_a_part_leaves_the_whole_one_alone(pytester: pytest.Pytester, conftest: str, args: Any, name: str) -> None:
    """Whole is a run of every claim and every suite: here of one, and of none."""
    pytester.makeconftest(conftest)
    one(pytester, "right", *args).assert_outcomes(passed=1)
    assert {path.name for path in (pytester.path / "reports").iterdir() if path.is_dir()} == {"history", name}


def history(pytester: pytest.Pytester) -> list[dict[str, Any]]:
    return [row for path in sorted((pytester.path / "reports/history").iterdir()) for row in lines(path)]


def test_each_run_leaves_its_verdicts_and_the_report_says_what_changed(pytester: pytest.Pytester) -> None:
    """A run whose report goes elsewhere leaves nothing; a file that is damaged costs a sentence, and not the run."""
    one(pytester).assert_outcomes(passed=1)
    one(pytester, "right", "--driftproof-report", "elsewhere").assert_outcomes(passed=1)
    assert not (pytester.path / "elsewhere" / "history.html").exists()
    one(pytester, "off").assert_outcomes(failed=1)
    found = history(pytester)
    assert [(run["extent"], run["claims"]["ZZ-1"]["verdict"]) for run in found] == [("partial", "HOLDS"), ("partial", "REFUTED")]
    page = pytester.path / "reports" / "partial" / "history.html"
    assert "ZZ-1 was HOLDS, is REFUTED (expected HOLDS)" in page.read_text(encoding="utf-8")

    (pytester.path / "reports" / "history" / "20260101T000000Z-whole.jsonl").write_text("{", encoding="utf-8")
    result = one(pytester, "right", "--driftproof-quick")
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["left out of the history, and may be removed: *20260101T000000Z-whole.jsonl, line 1 is not JSON*"])
    assert "is HOLDS (expected HOLDS)" in page.read_text(encoding="utf-8")


def test_a_history_that_cannot_be_written_costs_a_sentence(pytester: pytest.Pytester) -> None:
    (pytester.path / "reports").mkdir()
    (pytester.path / "reports" / "history").write_text("no folder")
    result = one(pytester)
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["this run is not in the history: cannot write *"])


def test_a_run_without_findings_writes_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing():\n    pass\n")
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)
    assert not (pytester.path / "reports").exists()
    assert "driftproof" not in result.stdout.str()


@pytest.mark.parametrize("bad", ["-1", "abc", "1.5", "²"])
def test_a_bad_seed_is_a_usage_error(pytester: pytest.Pytester, bad: str) -> None:
    result = one(pytester, "right", f"--driftproof-seed={bad}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--driftproof-seed*{bad}*whole number, 0 or larger*"])


def test_a_bad_seed_in_the_ini_file_too(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ndriftproof_seed = x\n")
    assert one(pytester).ret == pytest.ExitCode.USAGE_ERROR


def test_a_failing_claim_fails_and_is_reported(pytester: pytest.Pytester) -> None:
    result = one(pytester, "lambda law, t, x: 2 * x + law.ar.array(Fraction(1, 10**30))")
    result.assert_outcomes(failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    (verdict,) = [row for row in lines(pytester.path / "reports/partial/verdicts.jsonl") if row["id"] == "ZZ-1"]
    assert (verdict["verdict"], verdict["ok"]) == ("REFUTED", False)
    assert "t = 1/2" in verdict["why"]
    result.stdout.fnmatch_lines(["*ZZ-1*"])


def test_an_unwritable_folder_is_said_in_one_line(pytester: pytest.Pytester) -> None:
    (pytester.path / "file").write_text("not a folder")
    result = one(pytester, "right", "--driftproof-report", "file/report")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*no report: cannot write *file/report: *; give another folder with --driftproof-report DIR*"])
    assert "Traceback" not in result.stdout.str() + result.stderr.str()


def test_a_damaged_baseline_does_not_stop_a_run(pytester: pytest.Pytester) -> None:
    one(pytester).assert_outcomes(passed=1)
    (pytester.path / "reports" / "verdicts.jsonl").write_text('{"id": "CD-4.1", "verd')
    result = one(pytester)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*against the baseline: The baseline cannot be read: *verdicts.jsonl, line 1*"])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed(pytester: pytest.Pytester) -> None:
    """os._exit at each write of a second run, one after the other: the first run's folder stays as it was, byte for byte."""
    one(pytester).assert_outcomes(passed=1)
    folder = pytester.path / "reports" / "partial"
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert {"claims.jsonl", "verdicts.jsonl", "run.json", "index.html"} <= set(before)
    for n in (1, 3):
        pytester.makeconftest(
            f"""
import os
from learned.files import atomic
real, count = os.fdopen, 0

def dying(handle, *args, **kwargs):
    global count
    count += 1
    if count == {n}:
        os.write(handle, b'{{"half a rec')
        os._exit(9)
    return real(handle, *args, **kwargs)

class Os:
    def __getattr__(self, name):
        return dying if name == "fdopen" else getattr(os, name)

atomic.os = Os()
"""
        )
        assert one(pytester, "right", "--driftproof-seed", "5").ret == 9
        assert {p.name: p.read_bytes() for p in folder.glob("[!.]*")} == before
    (pytester.path / "conftest.py").unlink()

    # and from outside, while tests run
    pytester.makepyfile(
        test_one=TWO.replace("FORMULA", "right")
        + "\n\ndef test_later():\n    print('asleep', flush=True)\n    import time; time.sleep(60)\n"
    )
    command = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", "test_one.py"]
    process = subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout is not None
    for line in process.stdout:
        if "asleep" in line:
            process.kill()
            break
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    assert {p.name: p.read_bytes() for p in folder.glob("[!.]*")} == before
