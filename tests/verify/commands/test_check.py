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
from verify.drawing.answer import sentence, undecided
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
    assert found["scope"] and found["repeat"] == "driftproof check mine.py::denoiser --seed 0" and found["mark"] is None
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
    line = next(n for n, text in enumerate(Path("mine.py").read_text(encoding="utf-8").splitlines(), 1) if "law.m1 - t" in text)
    gutter = f"\n  {line} | "
    above, below = said.split(gutter)[1].splitlines()[:2]  # the change of its own text that makes it right
    assert above[: below.index("^") - len(gutter) + 2].endswith("    return law.m1 -") and below.endswith(" ^ right: +")
    page = Path("answers.html").read_text(encoding="utf-8")
    assert "return law.m1 <mark>-</mark> t * ar" in page
    assert page.index("REFUTED") < page.index("PROVED") and page.rstrip().endswith("</html>")


def test_what_a_file_states_and_hides_is_no_pass(driftproof: Out) -> None:
    Path("mine.py").write_text(RIGHT + RIGHT.split("\n", 1)[1], encoding="utf-8")
    code, said, error = driftproof("check", "mine.py", "--budget", "20")
    assert (code, error) == (2, "") and "2 derivations: 1 proved, 1 in error" in said
    assert (
        "mine.py, line 3, denoiser:3: " in said
        and "not looked at: mine.py:9 states another denoiser, which hides it" in " ".join(said.split())
    )


def test_check_a_folder(driftproof: Out) -> None:
    Path("deep").mkdir()
    for name in ("derivation_a.py", "deep/b_derivation.py", "test_derivation.py", "other.py"):
        Path(name).write_text("1 / 0\n", encoding="utf-8")
    for name in (".venv/lib/c_derivation.py", "mine/d_derivation.py", "build/e_derivation.py"):
        Path(name).parent.mkdir(parents=True)
        Path(name).write_text("from pathlib import Path\nPath('executed').touch()\n", encoding="utf-8")
    Path("mine/pyvenv.cfg").touch()
    code, said, _ = driftproof("check", ".", "--json")
    assert code == 2 and not Path("executed").exists()
    assert [(r["name"], r["verdict"]) for r in rows(said)] == [("b_derivation.py", "ERROR"), ("derivation_a.py", "ERROR")]


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
    assert said == ""


MISTAKES = """from verify import derivation

@derivation("velocty", law="gaussian")
def quantity(law, t, x):
    return x

@derivation("velocity", law="gausian")
def of_law(law, t, x):
    return x

@derivation("velocity", law="gaussian", assume="indep")
def assumption(law, t, x):
    return x

@derivation("velocity", law="gaussian", convention="edmm")
def convention(law, t, x):
    return x

@derivation("velocity", law="gaussian", path="vpp")
def path(law, t, x):
    return x

@derivation("velocity", law="gaussian")
def attribute(law, t, x):
    return x @ law.Sigma0

@derivation("velocity", law="gaussian")
def operation(law, t, x):
    return law.ar.solv(law.S0, x)

@derivation("velocity", law="gaussian")
def plain(x, t, mu0, Sigma0, mu1, Sigma1):
    return mean0 + x
"""
SAID = {
    "quantity": (3, "'velocty' is no known quantity: did you mean velocity"),
    "of_law": (7, "law='gausian' is no known law: did you mean 'gaussian'?"),
    "assumption": (11, "'indep' is no known assumption: did you mean 'independent'?"),
    "convention": (15, "convention='edmm' is no known one: did you mean 'edm'?"),
    "path": (19, "path='vpp' is no known path: did you mean 'vp'?"),
    "attribute": (23, "no Sigma0; did you mean S0? (line 25)"),
    "operation": (27, "have no solv; did you mean solve? (line 29)"),
    "plain": (31, "name 'mean0' is not defined; did you mean mu0? (line 33)"),
}


def test_a_mistake_of_use_is_an_error_with_its_place_and_what_was_meant(driftproof: Out) -> None:
    Path("mine.py").write_text(MISTAKES, encoding="utf-8")
    Path("notes.txt").write_text("The moon is made of cheese.\n", encoding="utf-8")
    code, said, error = driftproof("check", "mine.py", "notes.txt", "--json", "--budget", "20")
    assert (code, error) == (2, "")
    *found, text = rows(said)
    assert [(r["name"], r["verdict"], r["where"]) for r in found] == [
        (n, "ERROR", f"mine.py:{line}") for n, (line, _) in SAID.items()
    ]
    for r in found:
        assert SAID[r["name"]][1] in r["why"] and sentence(r).startswith(f"mine.py, line {SAID[r['name']][0]}, {r['name']}: ")
    assert (text["verdict"], sentence(text)) == ("ERROR", "notes.txt: raised SyntaxError in line 1: invalid syntax")


def test_a_mistake_is_told_once(driftproof: Out) -> None:
    Path("mine.py").write_text(MISTAKES.partition('@derivation("velocity"')[0], encoding="utf-8")
    code, said, _ = driftproof("check", "mine.py")
    assert code == 2 and said.count("'velocty' is no known quantity") == 1 and "1 derivation: 1 in error." in said
    assert said.count("velocty") == 2 and '  3 | @derivation("velocty"' in said  # and the line in which it stands, marked


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
        (("UNDECIDED", "ERROR"), False, 2),
        (("ERROR", "REFUTED"), False, 1),
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


def test_list(driftproof: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said, _ = driftproof("list", "quantities", "--json")
    assert code == 0 and [r["name"] for r in rows(said)] == list(QUANTITIES)
    assert all(r["says"] and r["shape"] and r["laws"] for r in rows(said))
    for columns in ("80", "400"):  # names are whole
        monkeypatch.setenv("COLUMNS", columns)
        said = driftproof("list", "quantities")[1]
        assert [line.split()[0] for line in said.splitlines() if line[:1].strip()] == list(QUANTITIES)
    said = driftproof("list", "conventions")[1].splitlines()
    assert len(said) == len(PRESETS) + len(PATHS) and any("edm" in line for line in said)
    said = driftproof("list", "assumptions")[1].splitlines()
    assert any("every data mean is 0" in line for line in said) and not any("x0 is data" in line for line in said)
    assert driftproof("list")[1] == driftproof("list", "claims")[1]
    assert "CD-4.6 " in driftproof("list")[1]
    assert driftproof("list", "papers")[0] == 2


def test_show_without_records(driftproof: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.commands.shipped", lambda: None)
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


def test_show_and_audit_go_on_to_the_baseline_claim_by_claim(driftproof: Out) -> None:
    """A folder whose last run knows one claim; what it leaves open, the library's own baseline knows."""
    verdict = {"id": "CD-4.6", "verdict": "UNDECIDED", "why": "too wide", "evidence": {}, "near_misses": {}}
    write_lines(Path("reports/latest/verdicts.jsonl"), [verdict, {"id": "CD-4.6p", "verdict": "NOT RUN"}])
    assert "UNDECIDED, expected HOLDS (reports/latest)" in driftproof("show", "CD-4.6")[1]
    assert "REFUTED, as expected: false as printed (the baseline of the library)" in driftproof("show", "CD-4.6p")[1]
    _, said, _ = driftproof("audit", "CD", "--json")
    found = {r["claim"]: r["verdict"] for r in rows(said) if r["claim"]}
    assert (found["CD-4.6"], found["CD-4.6p"]) == ("UNDECIDED", "REFUTED") and "NOT RUN" not in found.values()
    assert "Verdicts of reports/latest, else of the baseline of the library." in " ".join(driftproof("audit", "CD")[1].split())


@pytest.mark.parametrize("columns", [60, 120])
def test_no_line_is_wider_than_asked_and_no_word_is_broken(driftproof: Out, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    Path("mine.py").write_text(MISTAKES.partition('@derivation("velocity"')[0], encoding="utf-8")
    for said in (driftproof("audit", "RF")[1], driftproof("list")[1], driftproof("check", "mine.py")[1]):
        assert said and max(map(len, said.splitlines())) <= columns
    assert columns > 60 or all(
        word in driftproof("audit", "RF")[1].split() for word in ("printed:", "recomputed:", "HOLDS", "REFUTED")
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
