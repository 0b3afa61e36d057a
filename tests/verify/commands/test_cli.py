"""The command: 0 as expected, 1 something is not, 2 usage, with the reason on stderr and nothing but results on stdout."""

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from verify import claims
from verify.claim import Outcome, Standing
from verify.cli import main, parser
from verify.files.lines import read_lines, write_lines
from verify.suites import catalogue

ROOT = Path(__file__).resolve().parents[3]
LIMIT = "CD-4.1e"  # decided in a moment, by one kind of evidence


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    try:
        status = main(args)
    except SystemExit as e:  # argparse
        status = int(e.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert call(capsys, "--version") == (0, f"driftproof {tomllib.loads(text)['project']['version']}\n", "")


def test_verify_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "verify", LIMIT, "CD-4.9")
    assert (status, err) == (0, "")
    assert f"{LIMIT}: HOLDS, as expected." in out
    assert "CD-4.9: REFUTED, as expected: false if read so." in out  # a false sentence, refuted, is a success
    assert "near miss" in out


@pytest.mark.parametrize(("verdict", "suites"), [("NOT RUN", True), ("HOLDS", False)])
def test_a_part_of_a_run_is_no_baseline_and_the_old_one_stays(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verdict: str, suites: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("verdicts", *(catalogue() if suites else ())):
        write_lines(Path(f"reports/latest/{name}.jsonl"), [{"id": LIMIT, "verdict": verdict}])
    write_lines(Path("reports/verdicts.jsonl"), [{"id": LIMIT, "verdict": "HOLDS"}])
    before = {path: path.read_bytes() for path in Path("reports").rglob("*") if path.is_file()}
    status, out, err = call(capsys, "baseline")
    assert (status, out) == (2, "") and "a baseline needs a whole run" in err
    assert {path: path.read_bytes() for path in Path("reports").rglob("*") if path.is_file()} == before


def test_an_id_is_known_in_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "show", "cd-4.6P") == call(capsys, "show", "CD-4.6p")
    assert len({id.lower() for id in claims.catalogue()}) == len(claims.catalogue())


def test_every_argument_says_what_it_is() -> None:
    """Of every command."""
    (commands,) = (a for a in parser()._actions if hasattr(a, "choices") and isinstance(a.choices, dict))
    assert {f"{name} {a.dest}" for name, sub in commands.choices.items() for a in sub._actions if not a.help} == set()


def test_installed_a_measurement_is_kept_where_one_stands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never in the library itself, which is not the user's."""
    asked = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("verify.commands.measure.CHECKOUT", tmp_path)
    monkeypatch.setattr("learned.train.command.writable", lambda folder: asked.append(folder) or sys.exit(0))
    call(capsys, "measure", "mnist-fives")
    assert [folder.resolve() for folder in asked] == [tmp_path]


def test_verify_not_as_expected(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    known = claims.catalogue()
    monkeypatch.setattr(
        claims, "catalogue", lambda: {LIMIT: replace(known[LIMIT], expect=Outcome.REFUTED, standing=Standing.PRINTED)}
    )
    status, out, err = call(capsys, "verify", LIMIT)
    assert (status, err) == (1, "")
    assert f"{LIMIT}: HOLDS, expected REFUTED." in out
    monkeypatch.setattr(claims, "catalogue", lambda: {LIMIT: replace(known[LIMIT], formula=lambda law, t, x: 1 / 0)})
    status, out, err = call(capsys, "verify")
    assert status == 1
    assert f"{LIMIT}: UNDECIDED, expected HOLDS." in out
    assert "ZeroDivisionError" in out


def test_verify_json_is_records(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "verify", LIMIT, "--json", "--seed", "7")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert {row["claim"] for row in rows} == {LIMIT}
    assert {row["seed"] for row in rows} == {7}
    repeat = next(row["repeat"] for row in rows)
    import shlex

    again = call(capsys, *shlex.split(repeat)[1:], "--json")
    assert again[0] == 0
    first = json.loads(again[1].splitlines()[0])
    assert {**first, "seconds": 0} == {**rows[0], "seconds": 0}


USAGE = {
    "unknown id": (("verify", "CD-4.66"), "no claim has the id 'CD-4.66'; did you mean CD-4.6"),
    "id like no other": (("verify", "@"), "no claim has the id '@'; see `driftproof list`"),
    "unknown evidence": (("verify", LIMIT, "--evidence", "guess"), "'guess' is no kind of evidence: use one of symbols, balls"),
    "unknown evidence of all": (("verify", "--evidence", "guess"), "'guess' is no kind of evidence: use one of symbols, balls"),
    "evidence it has not": (("verify", LIMIT, "--evidence", "rate"), f"{LIMIT} has no rate; it has: limit in "),
    "unknown regime": (("verify", LIMIT, "--regime", "moon"), f"{LIMIT} has no evidence in a regime named 'moon'; it has: "),
    "unknown regime of all": (("verify", "--regime", "moon"), "no claim has evidence in a regime named 'moon'"),
    "negative seed": (("verify", LIMIT, "--seed", "-1"), "'-1': the seed is a whole number, 0 or larger"),
    "seed no number": (("verify", LIMIT, "--seed", "1.5"), "'1.5': the seed is a whole number, 0 or larger"),
    "no command": ((), "driftproof check derivation.py   a formula of your own"),
    "unknown command": (("prove",), "invalid choice: 'prove'"),
    "misspelt command": (("chekc",), "did you mean check?"),
    "misspelt list": (("list", "asumptions"), "did you mean assumptions?"),
    "no such mixture": (("table4", "nowhere.json"), "nowhere.json does not exist: give a .json or .toml file"),
    "unknown format": (("table4", "--format", "pdf"), "invalid choice: 'pdf'"),
    "no run to render": (("report", "nowhere"), "nowhere is no folder: make a run with `pytest verify/`"),
    "no run to compare": (("compare", "nowhere"), "nowhere is no folder"),
    "measure into a file": (("measure", "mnist-fives", "--folder", __file__), "is no folder; name a folder that can be made"),
    "train into a file": (("train", "gauss-1d", "--folder", __file__), "is no folder; name a folder that can be made"),
    "audit of no run": (("audit", "CD", "--records", "."), "--records . holds no verdicts.jsonl: name the folder of a run"),
    "no run to keep": (("baseline", "nowhere"), "verdicts.jsonl is missing: a baseline needs a whole run"),
}


@pytest.mark.parametrize("name", USAGE)
def test_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    args, reason = USAGE[name]
    status, out, err = call(capsys, *args)
    assert (status, out) == (2, "")
    assert reason in err
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())  # a mistake leaves nothing behind


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "list")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines() if line[:1].strip()] == list(claims.catalogue())


def test_table4_of_a_mixture_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"weights": [0.5, 0.5], "means": [[0, 0], [2, 1]], "covs": [[[1, 0], [0, 1]], [[2, 1], [1, 2]]]}))
    for format, mark in (("markdown", "|"), ("latex", r"\begin{tabular}"), ("json", '"')):
        status, out, err = call(capsys, "table4", str(path), "--format", format)
        assert (status, err) == (0, "")
        assert mark in out
    path.write_text(json.dumps({"weights": [0.5, 0.4], "means": [[0, 0], [2, 1]], "covs": [[[1, 0], [0, 1]], [[2, 1], [1, 2]]]}))
    status, out, err = call(capsys, "table4", str(path))
    assert (status, out) == (2, "")
    assert "0.9" in err
    path.write_text("{half")
    assert call(capsys, "table4", str(path))[0] == 2


def test_sweeps_as_comma_separated_values(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"subject": "mixture, t = 1/2", "h": 0.5}, {"subject": "line", "h": 0.25, "more": 1}]
    monkeypatch.setattr("verify.suites.sweep.table.rows", lambda: rows)
    assert call(capsys, "sweep", "--csv") == (0, 'subject,h,more\n"mixture, t = 1/2",0.5,\nline,0.25,1\n', "")


def made_run(folder: Path, outcome: str) -> None:
    row = {"id": "CD-4.1", "verdict": outcome, "expect": "HOLDS", "ok": outcome == "HOLDS", "evidence": {}, "near_misses": {}}
    row |= {
        "source": "s",
        "says": "s",
        "latex": "x",
        "why": "",
        "amended": "",
        "note": "",
        "repairs": [],
        "seconds": 1.0,
        "repeat": "r",
    }
    write_lines(folder / "verdicts.jsonl", [row])
    write_lines(folder / "run.json", [{"environment": {}, "seed": 0, "started": None, "seconds": None, "changes": []}])


def test_compare_and_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made_run(tmp_path / "old", "HOLDS")
    made_run(tmp_path / "same", "HOLDS")
    made_run(tmp_path / "new", "REFUTED")
    assert call(capsys, "compare", str(tmp_path / "old"), str(tmp_path / "same")) == (0, "nothing changed\n", "")
    status, out, _ = call(capsys, "compare", str(tmp_path / "old"), str(tmp_path / "new"))
    assert status == 1
    assert "CD-4.1 was HOLDS, is REFUTED" in out
    status, out, _ = call(capsys, "report", str(tmp_path / "new"))
    assert status == 0
    assert all(Path(line).is_file() for line in out.splitlines())
    assert any(line.endswith("index.html") for line in out.splitlines())
    assert read_lines(tmp_path / "new" / "verdicts.jsonl")[0]["verdict"] == "REFUTED"  # rendering changes no record
    (tmp_path / "new" / "verdicts.jsonl").write_text("{broken")
    status, out, err = call(capsys, "report", str(tmp_path / "new"))
    assert (status, out) == (2, "")
    assert "verdicts.jsonl, line 1 is not JSON" in err


def test_a_reader_that_stops_early() -> None:
    """`driftproof list | head -1` ends quietly."""
    command = [sys.executable, "-c", "import sys, verify.cli; sys.exit(verify.cli.main(['list']))"]
    process: Any = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in err
    assert "Broken pipe" not in err


def ended(*args: str) -> tuple[int, str]:
    """The exit status and the errors of a command whose reader has gone before it begins to write."""
    command = [sys.executable, "-m", "verify.cli", *args]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        err = process.stderr.read()
    return process.returncode, err


def test_a_table_whose_reader_stops_is_no_error() -> None:
    assert ended("audit", "CD") == (0, "")


def test_a_verdict_that_nobody_read_is_no_pass() -> None:
    assert ended("verify", LIMIT) == (141, "")
    assert ended("compare", "reports", "reports") == (141, "")


def test_an_interrupt_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.suites.sweep import table as sweep

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "rows", interrupted)
    assert call(capsys, "sweep") == (130, "", "driftproof: interrupted\n")


def test_a_terminal_without_the_letter_shows_its_number() -> None:
    code = "import sys; from verify import cli; from verify.commands import lists; "
    code += "lists.LISTS['quantities'] = (lambda: [dict(name='\\u2021')], lambda e: (e['name'],)); "
    code += "sys.exit(cli.main(['list', 'quantities']))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONIOENCODING": "ascii"}, cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, b"\\u2021", b"")
