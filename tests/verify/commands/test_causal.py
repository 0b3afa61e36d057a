"""`driftproof causal`: the cells of a graph of one's own, and clear words for files that hold none."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from verify.cli import main
from verify.files.lines import read_lines
from verify.suites.causal import reading, section
from verify.suites.causal.kinds import Construction, Level

ROOT = Path(__file__).parents[3]
PAIR = 'nodes = {X = 1, Y = {variance = 3, mean = "1/2"}}\nedges = {"X -> Y" = 0.5}\n'
UNIT = "do = {X = 2}\nunit = {X = 1, Y = -1}\n"


def call(capsys: pytest.CaptureFixture[str], path: Path, text: str, *options: str) -> tuple[int, str, str]:
    path.write_text(text, encoding="utf-8")
    status = main(["causal", str(path), *options])
    return (status, *capsys.readouterr())


def test_the_cells_of_two_variables_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = call(capsys, tmp_path / "mine.toml", PAIR + UNIT, "--format", "json")
    assert (status, err) == (0, "")
    rows = json.loads(out)
    assert {r["what"] for r in rows} == {"mine: Y by X"} and len(rows) == len(Construction) * len(Level)
    truth = {r["level"]: r["truth"] for r in rows}
    assert truth == {Level.SEE: 0.5, Level.DO: 0.5, Level.IMAGINE: -0.5}
    at = {(r["construction"], r["level"]): r for r in rows}
    assert at[Construction.NODES, Level.IMAGINE]["value"] == -0.5 and at[Construction.REVERSED, Level.DO]["value"] == 0
    assert at[Construction.REVERSED, Level.DO]["error"] == 0.5 and "value" not in at[Construction.FILTER, Level.IMAGINE]


def test_each_format_says_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    shown = [call(capsys, path, PAIR + UNIT, "--format", form)[1] for form in ("markdown", "latex")]
    cells = [line for text in shown for line in text.splitlines() if " & " in line or "|" in line]
    numbers = [re.findall(r"-?\d+\.\d+", "\n".join(c for c in cells if mark in c)) for mark in ("|", " & ")]
    assert numbers[0] == numbers[1] and len(numbers[0]) > 10
    assert shown[0].startswith("| mine: Y by X | see | do | counterfactual |") and r"p{0.2\textwidth}rrr}" in shown[1]


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="install LaTeX: pdflatex with array and booktabs")
def test_latex_compiles_without_an_overfull_box(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = call(capsys, tmp_path / "mine.toml", PAIR + UNIT, "--format", "latex")[1]
    page = rf"\documentclass{{article}}\usepackage{{array,booktabs}}\begin{{document}}{text}\end{{document}}"
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "Overfull" not in done.stdout, done.stdout[-2000:]


def test_without_a_unit_none_is_imagined(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    status, out, _ = call(capsys, path, '{"nodes": {"X": 1, "Y": 1}, "edges": {"Y -> X": 1}, "do": {"X": "7/3"}}')
    assert status == 0 and out.startswith("| mine: Y by X | see | do |\n")


def test_the_readme_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["causal", str(ROOT / "tests" / "examples" / "causes.toml")]) == 0
    printed = capsys.readouterr().out.strip().split("\n\n")[-1]
    assert printed.startswith("| causes: Y by H |") and printed in (ROOT / "README.md").read_text(encoding="utf-8")


def test_an_enclosure_that_is_too_wide_is_not_decided() -> None:
    rows = [r for r in read_lines(ROOT / "reports" / "causal.jsonl") if r["what"].startswith("collider")]
    wide = [{**r, "note": "wide"} if r["construction"] == Construction.MASKED else r for r in rows]
    for r in wide:
        if r.get("note") == "wide":
            r.pop("value")
    assert "not decided" in section.markdown(wide) and "not decided" not in section.markdown(rows)


WRONG = {
    "a cycle": (
        'nodes = {X = 1, Y = 1, Z = 1}\nedges = {"X -> Y" = 1, "Y -> Z" = 1, "Z -> X" = 1}\ndo = {X = 1}',
        "the edges have the cycle X -> Y -> Z -> X|Z -> X -> Y -> Z|Y -> Z -> X -> Y",
    ),
    "an arrow to itself": ('nodes = {X = 1, Y = 1}\nedges = {"X -> X" = 1}\ndo = {X = 1}', "the cycle X -> X"),
    "negative noise": ("nodes = {X = -1, Y = 1}\ndo = {X = 1}", "the variance of X is -1: no noise has a negative one"),
    "a number that is none": ("nodes = {X = nan, Y = 1}\ndo = {X = 1}", "the variance of X"),
    "nothing done": ("nodes = {X = 1, Y = 1}\ndo = {}", "do names nothing: set one variable"),
    "two done": ("nodes = {X = 1, Y = 1}\ndo = {X = 1, Y = 1}", "do names X, Y: set one variable"),
    "a node that is none done": ("nodes = {X = 1, Y = 1}\ndo = {Z = 1}", "do names 'Z', which is no node: the nodes are X, Y"),
    "an edge to nowhere": ('nodes = {X = 1, Y = 1}\nedges = {"X -> Z" = 1}\ndo = {X = 1}', "names 'Z', which is no node"),
    "no arrow": ('nodes = {X = 1, Y = 1}\nedges = {"X, Y" = 1}\ndo = {X = 1}', "write an arrow as 'cause -> effect'"),
    "an edge twice": ('nodes = {X = 1, Y = 1}\nedges = {"X->Y" = 1, "X -> Y" = 2}\ndo = {X = 1}', "twice: keep one"),
    "an unknown key": (PAIR + "dos = {X = 1}\n", "unknown key 'dos': the keys are nodes, do, edges, unit, name"),
    "an unknown key of a node": ("nodes = {X = {var = 1}, Y = 1}\ndo = {X = 1}", "nodes.X: unknown key 'var'"),
    "no do": (PAIR, "the key 'do' is missing"),
    "one node": ("nodes = {X = 1}\ndo = {X = 1}", "nodes has 1 variables: give 2 to 6"),
    "nodes that are a list": ('nodes = ["X", "Y"]\ndo = {X = 1}', "nodes is ['X', 'Y']: it must be a table"),
    "half a unit": (PAIR + "do = {X = 1}\nunit = {X = 1}", "unit does not say what Y is"),
    "evidence of probability 0": (
        'nodes = {X = 1, Y = 0}\nedges = {"X -> Y" = 2}\ndo = {X = 1}\nunit = {X = 1, Y = 3}',
        "unit has Y = 3, which has probability 0: without noise it is 2",
    ),
    "no density": ("nodes = {X = 1, Y = 0}\ndo = {X = 1}", "the variance of Y is 0: the law has no density"),
    "nearly none": ('nodes = {X = 1, Y = "1/1000000000000000000"}\nedges = {"X -> Y" = 3}\ndo = {X = 1}', "too far apart"),
    "no TOML": ("nodes = {X = 1", "is not TOML"),
    "a name of two lines": (PAIR + UNIT + 'name = "a\\nb"', "name is 'a\\nb': give a text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_file_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    text, reasons = WRONG[name]
    status, out, err = call(capsys, tmp_path / "mine.toml", text)
    assert (status, out) == (2, "") and "mine.toml" in err
    assert any(reason in err for reason in reasons.split("|")), err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["causal", str(tmp_path / "none.toml")]) == 2
    assert "none.toml does not exist: give a .json or .toml file with the keys nodes and do" in capsys.readouterr().err


def test_variables_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "turned.toml"
    path.write_text('nodes = {Y = 1, X = 1}\nedges = {"X -> Y" = 2}\ndo = {X = 1}', encoding="utf-8")
    asked = reading.load(path)
    assert asked.nodes == ("Y", "X") and asked.k == 1 and not asked.imagined
