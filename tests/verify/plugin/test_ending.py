"""What goes wrong after a run's findings are written is one line and no pass, and the findings stay."""

from pathlib import Path
from typing import Any

import pytest

from tests.verify.plugin.test_derivations import ROOT, rows
from tests.verify.plugin.test_findings import lines, one
from verify.files.kept import Kept
from verify.plugin.findings import Findings

RAISES = """
import time
from verify import report
from verify.report import build, derivations, run_folder

def raises(*_, **__):
    raise {error}

build.contents = lambda run: {{"index.html": "drawn", "verdicts.md": "drawn"}}  # at once
{place} = raises
"""
HELD = {"claims.jsonl", "run.json", "mine.html"}
PAGES, VERDICTS = {"index.html", "verdicts.md"}, {"verdicts.jsonl", "history.jsonl"}
STEPS = {  # what fails, what is said to be lost, what is there beside HELD
    "drawing": ("build.contents", "the report is not drawn", VERDICTS),
    "comparing": ("report.compare", "not compared with the baseline", VERDICTS | PAGES),
    "judging": ("run_folder.line", "there are no verdicts", PAGES),
    "summing up": ("report.summary", "no summary", VERDICTS | PAGES),
}
QUICK = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")


@pytest.fixture(autouse=True)
def this_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


def plant(pytester: pytest.Pytester, place: str, error: str = "KeyError('planted')", name: str = "partial") -> Path:
    """A step of the session's end that fails; the report's folder, with an earlier run and somebody's own file."""
    pytester.makeconftest(RAISES.format(place=place, error=error))
    folder = pytester.path / "reports" / name
    folder.mkdir(parents=True)
    for name in ("index.html", "verdicts.md", "verdicts.jsonl", "mine.html"):
        (folder / name).touch()
    (pytester.path / "reports" / "verdicts.jsonl").touch()  # a baseline
    return folder


def told(result: Any, line: str) -> bool:
    said = result.stdout.str() + result.stderr.str()
    return (
        "Traceback" not in said and "INTERNALERROR" not in said and [x.startswith(line) for x in result.outlines].count(True) == 1
    )


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_is_one_line_and_the_findings_stay(pytester: pytest.Pytester, step: str) -> None:
    place, lost, beside = STEPS[step]
    folder = plant(pytester, place)
    result = one(pytester)
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED and told(result, f"{lost}: KeyError: 'planted'; ")
    assert {row["claim"] for row in lines(folder / "claims.jsonl")} == {"ZZ-1"}
    assert {path.name for path in folder.iterdir()} == HELD | beside
    assert all((folder / name).read_text() == "drawn" for name in beside & PAGES)


def test_an_interrupted_drawing_keeps_the_records(pytester: pytest.Pytester) -> None:
    folder = plant(pytester, "build.contents", "KeyboardInterrupt")
    result = one(pytester)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert told(result, f"the report is not drawn: interrupted; the records are whole: `driftproof report {folder}` draws it")
    assert {path.name for path in folder.iterdir()} == HELD | VERDICTS


def test_a_failure_before_anything_is_written_is_one_line_too(pytester: pytest.Pytester) -> None:
    folder = plant(pytester, "run_folder.environment")
    result = one(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert told(result, "no report: KeyError: 'planted'; give another folder with --driftproof-report DIR, or mend")
    assert not (folder / "claims.jsonl").exists() and "0 claims" not in result.stdout.str()  # nor is the earlier run summed up


def test_a_controller_that_does_not_know_a_claim_keeps_its_records(pytester: pytest.Pytester) -> None:
    """The workers' test makes it known to themselves."""
    folder = plant(pytester, "time.unused")
    result = one(pytester, "right", "-n", "2")
    assert result.ret == pytest.ExitCode.TESTS_FAILED and told(result, "there are no verdicts: KeyError: 'ZZ-1'; ")
    assert {row["claim"] for row in lines(folder / "claims.jsonl")} == {"ZZ-1"}


def test_the_first_failure_ends_the_session_and_collecting_writes_nothing(pytester: pytest.Pytester) -> None:
    folder = plant(pytester, "time.unused")
    assert one(pytester, "right", "--collect-only").ret == pytest.ExitCode.OK and not (folder / "claims.jsonl").exists()
    result = one(pytester, "off", "-x")
    assert result.ret == pytest.ExitCode.TESTS_FAILED and "not drawn" not in result.stdout.str()
    assert {row["outcome"] for row in lines(folder / "claims.jsonl") if row["role"] == "claim"} == {"REFUTED"}


FAILS = """
from verify import derivation

@derivation("velocity")
def first(x, t, weights, means, covs, mean0, cov0):
    return "no numbers"
"""


@pytest.mark.parametrize("place", ["build.contents", "derivations.lines"])
def test_answers_to_derivations_stay_too(pytester: pytest.Pytester, place: str) -> None:
    folder = plant(pytester, place, name="latest")
    pytester.makepyfile(derivation_a=FAILS)
    result = pytester.runpytest_subprocess("--driftproof", *QUICK)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert told(result, f"{'no summary' if 'lines' in place else 'the report is not drawn'}: KeyError: 'planted'; ")
    assert [row["name"] for row in rows(folder)] == ["first"]


COUNTS = """
import os
from verify.derivations.isolation.peer import descendants

def count(when):
    with open("counts", "a") as f:
        f.write(f"{len(list(descendants(os.getpid())))} ")

def pytest_collection_finish(session):
    count("collected")

def pytest_runtest_logreport(report):
    if report.when == "teardown":
        count(report.nodeid)
"""


@pytest.mark.parametrize(("chosen", "alive"), [((), [6, 6, 4, 2, 0]), (("-k", "first"), [4, 2, 0])])
def test_the_processes_of_a_file_end_after_its_last_item(pytester: pytest.Pytester, chosen: Any, alive: list[int]) -> None:
    """Two for each file with an item to run; multiprocessing keeps one of its own."""
    pytester.makeconftest(COUNTS)
    pytester.makepyfile(derivation_a=FAILS + FAILS.replace("first", "second"), derivation_b=FAILS)
    pytester.makepyfile(derivation_c=FAILS.replace("first", "third"))
    result = pytester.runpytest_subprocess("--driftproof", *QUICK, *chosen)
    counts = [int(n) for n in (pytester.path / "counts").read_text().split()]
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert counts == [n + counts[-1] for n in alive] and counts[-1] <= 1


def test_what_could_not_be_written_is_refused_where_it_is_handed_over(request: pytest.FixtureRequest) -> None:
    found = Findings(request.node)
    for bad in ([{"a": object()}], [{"a": {1}}], [["a"]], [None]):
        with pytest.raises(TypeError, match="a row is a dict of words, numbers, lists and dicts"):
            found.rows("mine", bad)
    with pytest.raises(TypeError, match="is no name of a suite"):
        found.rows("../mine", [])
    with pytest.raises(TypeError, match="is no record of a claim"):
        found.claims([{"claim": "ZZ-1"}])


def test_a_reason_is_one_line() -> None:
    kept = Kept()
    with kept.after("lost", "mend it"):
        raise ValueError("two\nlines")
    with kept.after("more", "mend it"):
        raise AssertionError
    assert kept.problems == ["lost: ValueError: two lines; mend it", "more: AssertionError; mend it"] and not kept.interrupted
    with pytest.raises(SystemExit), kept.after("all", "mend it"):
        raise SystemExit
