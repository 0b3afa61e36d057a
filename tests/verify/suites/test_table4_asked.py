"""Table 4 as it is asked for: five columns, in every form, of a mixture of one's own, of a trained network; and bad questions."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import driftproof
import verify
from analytic import arithmetic, mixture
from learned import model, probe
from verify import cli
from verify.suites.table4 import trained
from verify.suites.table4.asked import Table4
from verify.suites.table4.comparison import time
from verify.suites.table4.kinds import Trained
from verify.suites.table4.latex import latex
from verify.suites.table4.reading import load

MINE: dict[str, Any] = {
    "name": "mine",
    "weights": ["1/3", "2/3"],
    "means": [[2, 0], [0, "3/2"]],
    "covs": [[[1, 0.5], [0.5, 1]], [[1, 0], [0, 0.1]]],
    "times": [0, "1/3"],
    "n_points": 2,
}
LETTER, COLUMN = 3.99, 229.0  # points: a digit of Computer Modern at 7 pt; a column of a page set in two
PACKAGES = r"\usepackage{booktabs,threeparttable,graphicx}"


@pytest.fixture(scope="module")
def mine() -> Table4:
    return verify.table4(MINE)


@pytest.fixture(scope="module")
def published() -> Table4:
    return verify.table4()


@pytest.fixture(scope="module")
def network() -> Table4:
    return verify.table4(model="mixture-2d", times=[0.25, 0.5], points=4)


def heads(made: Table4, columns: str = "five") -> list[str]:
    return [f"{group}: {column}" if group else column for c in made.comparisons(columns) for group, column in c.columns]


def test_five_columns_unless_all_are_asked_for(mine: Table4, published: Table4) -> None:
    assert heads(published) == ["numerical, resolved", "intervention A_k", "blend", "noise floor", "published"]
    assert heads(mine) == [*heads(published)[:-1], "blend, published code"]
    (c,) = published.comparisons()
    assert [line[-1].text for _, line in c.lines if line[-1]] == ["<0.001", "0.284", "0.300", "0.039", "<0.001"]
    assert [line[2].text for _, line in c.lines if line[2]][1:4] == ["0.3784", "0.5999", "0.1545"]
    assert len(heads(mine, "all")) == 11 and len(heads(published, "all")) == 13


@pytest.mark.parametrize("form", ["markdown", "latex", "json", "csv"])
@pytest.mark.parametrize("columns", ["five", "all"])
def test_of_a_mixture_of_ones_own_nothing_is_said_of_a_print(mine: Table4, form: str, columns: str) -> None:
    text = re.sub(r'"?printed"?(: null)?', "", mine.text(form, columns)) if form in ("json", "csv") else mine.text(form, columns)
    assert not re.search(r"print|as reproduced|as it should be|✓|Table 4 ", text)


def test_times_are_shown_as_they_were_given(mine: Table4) -> None:
    assert [t for t, _ in mine.comparisons()[0].lines] == ["0", "1/3"] == [t for t, _ in mine.comparisons("all")[0].lines]
    assert [time(t) for t in (1 / 3, 0.25, 0.99, 0.123456, 1.0, "x")] == ["1/3", "0.25", "0.99", "0.1235", "1", "x"]


def test_rows_are_there_as_numbers(mine: Table4) -> None:
    found = json.loads(mine.text("json", "all"))
    assert found == {"schema": "driftproof-table4-1", "rows": mine.rows}
    lines = list(csv.DictReader(io.StringIO(mine.text("csv", "all"))))
    assert [float(line["value"]) for line in lines] == [row["value"] for row in mine.rows]
    few = json.loads(mine.text("json"))["rows"]
    assert {(r["formula"], r["column"]) for r in few} == {
        ("right drift", "numerical, resolved"),
        ("right drift", "intervention A_k"),
        ("right drift", "blend"),
        ("published code", "blend"),
    }


# LaTeX


def width(text: str) -> float:
    """Of the tabular in points, by its longest cells; an exponent counts for three quarters, commands for nothing."""

    def letters(cell: str) -> float:
        small = sum(map(len, re.findall(r"10\^\{(-?\d+)\}", cell)))
        plain = re.sub(r"10\^\{-?\d+\}|\\(cdot|tnote|ddagger)|[${}\\]", lambda m: "10" if m[0].startswith("10") else "", cell)
        return len(plain) + 0.75 * small + 1.5 * cell.count(r"\cdot") + 0.75 * cell.count("ddagger")

    rows = [line.removesuffix(r"\\").split("&") for line in text.splitlines() if line.rstrip().endswith(r"\\")]
    stacked = [[max(re.sub(r"\\shortstack\{(.*)\}", r"\1", c.strip()).split(r"\\"), key=len) for c in row] for row in rows]
    gap = float(re.findall(r"tabcolsep\}\{([\d.]+)pt", text)[0])
    return LETTER * sum(max(map(letters, column)) for column in zip(*stacked, strict=True)) + 2 * gap * len(stacked[0])


@pytest.mark.parametrize("of", ["mine", "published", "network"])
def test_latex_fits_a_column_and_has_what_a_float_has(of: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(of).text("latex")
    for part in ("table", "threeparttable", "tabular", "tablenotes"):
        assert text.count(rf"\begin{{{part}}}") == text.count(rf"\end{{{part}}}") == 1
    assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule", r"\caption{", r"\label{tab:table4-"))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    assert not re.search(r"\de-?\d|(?<!\\)%|‡|Δ", body) and r"\cdot10^{" in body
    assert body.count("{") == body.count("}") and body.count("$") % 2 == 0
    rows = [line for line in body.splitlines() if line.endswith(r"\\")]
    assert {line.count("&") for line in rows} == {5}
    assert width(body) <= COLUMN


def test_a_table_that_is_too_wide_would_be_seen(mine: Table4) -> None:
    body = re.sub("^0 & ", "0 & 0.12345678901234567890 & ", mine.text("latex"), flags=re.MULTILINE)
    wide = body.replace("tabcolsep}{3.5pt", "tabcolsep}{10pt").replace("0.12345678901234567890 & ", "")
    assert width(wide) > COLUMN


def test_all_columns_fit_a_page_and_names_are_escaped() -> None:
    rows = [{"instance": "50% of_mine & Δ", "formula": f, "column": "a, b", "t": 0.5, "value": 1e-9} for f in ("x", "y")]
    text = latex(Table4(rows).comparisons("all"))
    assert r"\begin{table*}" in text and r"\resizebox{\textwidth}{!}{%" in text and r"\cmidrule(lr){2-2}\cmidrule(lr){3-3}" in text
    assert r"50\% of\_mine \& $\Delta$" in text and r"\label{tab:table4-50-of-mine}" in text and r"$1\cdot10^{-9}$" in text


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="install LaTeX: pdflatex with booktabs, threeparttable and graphicx")
def test_latex_compiles_without_an_overfull_box(mine: Table4, tmp_path: Path) -> None:
    for name, text in (("five", mine.text("latex")), ("all", mine.text("latex", "all"))):
        page = rf"\documentclass[twocolumn]{{article}}{PACKAGES}\begin{{document}}{text}\end{{document}}"
        (tmp_path / f"{name}.tex").write_text(page, encoding="utf-8")
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", name], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-2000:]
        assert "Overfull" not in done.stdout


# Trained networks


def test_the_network_is_compared_with_all_three(network: Table4) -> None:
    """By hand: the automatic Jacobian of the network, the closed forms of its law, the same points."""
    five = model.load("mixture-2d", dtype=torch.float64)
    law = five.data_law().law(arithmetic.float64())
    for i, t in enumerate((0.25, 0.5)):
        x = np.asarray(trained.points(load({**trained.load("mixture-2d")[1], "times": [0.25, 0.5]}), 4, 0)[i], dtype=float)
        J = probe.jacobian(lambda a, t=t: five.velocity(a, t), torch.tensor(x)).numpy()
        A = np.stack([mixture.jacobian_do(law, t, x, k) for k in range(3)])
        k = mixture.responsibilities(law, t, x).argmax(-1)
        closed, blend = mixture.jacobian(law, t, x), mixture.blend(law, t, x)
        for column, other in ((Trained.ANALYTIC, closed), (Trained.INTERVENTION, A[k, range(4)]), (Trained.BLEND, blend)):
            (row,) = (r for r in network.rows if (r["t"], r["column"]) == (t, column))
            by_hand = float(np.sqrt(((J - other) ** 2).sum((-2, -1))).mean())
            assert abs(row["value"] - by_hand) <= row["noise_floor"] < 1e-8
    assert {r["repeat"] for r in network.rows} == {"driftproof table4 --model mixture-2d --times 0.25,0.5 --points 4"}


def test_a_network_is_nearer_to_its_jacobian_than_to_the_blend_and_another_law_is_seen(network: Table4) -> None:
    def of(made: Table4, column: Trained) -> float:
        return max(r["value"] for r in made.rows if r["column"] == column)

    assert of(network, Trained.ANALYTIC) < 0.2 < 0.8 < of(network, Trained.BLEND)
    five = model.load("mixture-2d", dtype=torch.float64)
    other = verify.table4(MINE | {"times": [0.5]}, model=lambda x, t: five.velocity(x, t))
    assert of(other, Trained.ANALYTIC) > 0.5


def test_a_linear_field_has_its_matrix_and_a_module_stays_as_it_was() -> None:
    """v = M x - t x on N(0, I) to N(0, I), where J = (2t - 1)/((1 - t)^2 + t^2) I."""
    with torch.random.fork_rng():
        layer = torch.nn.Linear(2, 2, bias=False)

    class Module(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = layer

        def forward(self, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
            return self.layer(x) - t[:, None] * x

    unit: dict[str, Any] = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]], "times": [0.25]}
    made = verify.table4(unit, model=Module(), points=3)
    M = layer.weight.detach().double().numpy()
    expected = np.linalg.norm(M - 0.25 * np.eye(2) + 0.5 / 0.625 * np.eye(2))
    assert [r["value"] for r in made.rows][:3] == pytest.approx([expected] * 3, abs=1e-9)
    assert layer.weight.dtype == torch.float32


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "both": ({"source": MINE, "model": "mixture-2d"}, "a trained model brings the law"),
    "no law": ({"model": lambda x, t: x}, "the law that the field was trained on is missing"),
    "no model": ({"model": 3}, "model is 3: give a name, a folder"),
    "unknown model": ({"model": "mixture-3d"}, "name a folder that training wrote, or one of .*mixture-2d"),
    "no closed form": ({"model": "mnist-fives"}, "there is no closed form"),
    "no mixture": ({"points": 3}, "n_points: the published instance has its own"),
    "shape": ({"source": MINE, "model": lambda x, t: x[:, :1]}, r"the field returns \(2, 1\) torch.float64 of x \(2, 2\)"),
    "kind": ({"source": MINE, "model": lambda x, t: 0}, "the field returns int of x"),
    "not finite": ({"source": MINE, "model": lambda x, t: x / 0}, "the field is not finite at t = 0: leave that time out"),
    "raises": ({"source": MINE, "model": lambda x: x}, r"the field raises TypeError .*: it is called as v\(x, t\), x \(2, 2\)"),
    "no points": ({"source": MINE, "points": 0}, "n_points is 0"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_question_is_refused(case: str) -> None:
    given, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        driftproof.table4(**given)


def test_a_form_that_is_not_there_is_refused(mine: Table4, tmp_path: Path) -> None:
    for wrong, said in ((("pdf",), "markdown"), (("markdown", "six"), "five")):
        with pytest.raises(ValueError, match=f"use .*{said}"):
            mine.text(*wrong)
    with pytest.raises(ValueError, match="ends in .gif: a figure is .svg or .png".replace(".", r"\.")):
        mine.figure(tmp_path / "a.gif")
    assert not [*tmp_path.iterdir()]


# The command


def test_the_command_writes_text_files_and_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({k: v for k, v in MINE.items() if k not in ("times", "n_points")}), encoding="utf-8")
    options = ["--times", "1/3,0.9", "--points", "2", "--seed", "4"]
    assert cli.main(["table4", str(path), *options, "--figure", str(tmp_path / "f.svg")]) == 0
    out = capsys.readouterr().out
    assert "1/3" in out and "intervention" in out and "|" not in out and max(map(len, out.splitlines())) <= 60
    assert (tmp_path / "f.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert cli.main(["table4", str(path), *options, "--format", "csv", "-o", str(tmp_path / "t.csv")]) == 0
    assert capsys.readouterr().out == ""
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8"))))
    assert rows[0]["repeat"].endswith("mine.json --times 1/3,0.9 --points 2 --seed 4")
    assert {row["seed"] for row in rows} == {"4"}


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_no_number_and_no_word_is_cut_by_the_terminal(
    columns: str, published: Table4, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert cli.main(["table4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    wanted = [word for head in heads(published) for word in head.split()] + ["0.001756", "<0.001"]
    assert {*wanted} <= {word for line in lines for word in line.split()}


def test_the_command_takes_a_field_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "net.py").write_text("def field(x, t):\n    return -x * t[:, None]\n", encoding="utf-8")
    (tmp_path / "bad.py").write_text("1/0\n", encoding="utf-8")
    (tmp_path / "mine.json").write_text(json.dumps(MINE), encoding="utf-8")
    law = str(tmp_path / "mine.json")
    assert cli.main(["table4", law, "--model", f"{tmp_path}/net.py::field"]) == 0
    assert "network" in capsys.readouterr().out
    for wrong, said in (
        (f"{tmp_path}/net.py::fiel", "has no module or function 'fiel': it has field"),
        (f"{tmp_path}/no.py::field", "is no file: give FILE.py::NAME"),
        (f"{tmp_path}/bad.py::field", "raises ZeroDivisionError"),
    ):
        assert cli.main(["table4", law, "--model", wrong]) == 2
        assert said in capsys.readouterr().err
    assert cli.main(["table4", "--times", "0.5"]) == 2
    assert "the published instance has its own" in capsys.readouterr().err
