"""Reports are made of records alone: whole, deterministic, safe to show, and never lost half way."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from verify import report
from verify.drawing import statement
from verify.files.lines import write_lines
from verify.report import build
from verify.suites import catalogue
from verify.suites.table4.asked import Table4

EVIL = '<script>alert(1)</script> & "quotes" | pipe `tick`'
FILES = {"verdicts.md", "table4.md", "table4.tex", "sweep.md", "autodiff.md", "accuracy.md", "power.md", "index.html"}


def evidence(outcome: str = "HOLDS", measure: object = 0.3, **more: object) -> dict:
    known = {"outcome": outcome, "measure": measure, "bound": 4.0, "unit": "predicted errors", "scope": "12 points", "regimes": 9}
    return known | {"witness": "", "near_misses": 1} | more


def verdict(id: str, said: str = "HOLDS", expect: str = "HOLDS", **more: object) -> dict:
    return {
        "id": id,
        "source": "A Paper, 4.2, Eq. (4)",
        "says": f"what {id} says",
        "latex": r"\nabla v=\sum_k\gamma_k A_k",
        "expect": expect,
        "verdict": said,
        "ok": said == expect,
        "why": "",
        "amended": "",
        "note": "",
        "evidence": {} if said == "NOT RUN" else {"float64": evidence(said), "balls": evidence(said)},
        "near_misses": {"transposed": ["balls"]},
        "repairs": [],
        "seconds": 1.5,
        "repeat": f"driftproof verify {id}",
    } | more


VERDICTS = [
    verdict("AA-1"),
    verdict("AA-2", "REFUTED", "REFUTED", amended="AA-1"),
    verdict("AA-3", "UNDECIDED", "UNDECIDED"),
    verdict("AA-4", "NOT RUN", evidence={}),
    verdict("ZZ-8", "UNDECIDED"),
    verdict(
        "ZZ-9", "REFUTED", says=EVIL, latex=r"\begin{cases}<b>\end{cases}", evidence={"balls": evidence("REFUTED", witness=EVIL)}
    ),
]
PRINTED = "numerical, as published (float32, step 1e-6)"
TABLE4 = [
    {"suite": "table4", "instance": "published", "formula": formula, "t": t, "column": column, "value": value}
    | {
        "printed": printed,
        "note": "a_note & 5%" if printed == 0.289 else "",
        "noise_floor": floor,
        "dtype": "float32",
        "device": "cpu",
    }
    for formula, column, t, value, printed, floor in [
        ("published code", PRINTED, 0.25, 0.248, 0.289, 0.3),
        ("published code", "blend_k", 0.25, 0.283791, 0.284, None),
        ("published code", "blend_k", 0.99, 0.000018, "<0.001", None),
        ("right drift", "blend_k", 0.25, 0.378388, None, None),
        ("right drift", "blend_k", 0.99, 0.001756, None, None),
    ]
]
SWEEP = [
    {"suite": "sweep", "subject": "drift", "scheme": scheme, "dtype": dtype, "h": 10.0**-k, "error": error, "truncation": 10.0**-k}
    | {"rounding": 1e-8 * 10.0**k, "predicted": 10.0**-k + 1e-8 * 10.0**k, "optimal": k == 4, "resolvable": k < 6}
    for scheme in ("forward", "central")
    for dtype in ("float32", "float64")
    for k, error in ((2, 9e-3), (4, 2e-4), (6, float("nan")), (7, 0.0))
]
POWER = [
    {
        "suite": "power",
        "mutant": "sign",
        "formula": "drift",
        "evidence": kind,
        "outcome": outcome,
        "regime": "line",
        "witness": EVIL,
    }
    for kind, outcome in (("balls", "REFUTED"), ("sampling", "HOLDS"))
]
ACCURACY = [{"suite": "accuracy", "formula": "drift", "regime": "line", "d": 1, "K": 3, "ulps": 2.0, "units": 0.1, "new_field": 7}]
AUTODIFF = [
    {"suite": "autodiff", "subject": "drift", "regime": "line", "comparison": "jvp vs formula", "error": 1e-16, "outcome": "HOLDS"}
]


def fill(folder: Path, **suites: list[dict]) -> Path:
    everything = {
        "verdicts": VERDICTS,
        "table4": TABLE4,
        "sweep": SWEEP,
        "power": POWER,
        "accuracy": ACCURACY,
        "autodiff": AUTODIFF,
    }
    for name, rows in (everything | suites).items():
        write_lines(folder / f"{name}.jsonl", rows)
    about = {
        "environment": {"python": "3.11", "versions": {"numpy": "2.0"}},
        "seed": 0,
        "started": None,
        "seconds": None,
        "changes": [],
    }
    write_lines(folder / "run.json", [about])
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = fill(tmp_path_factory.mktemp("run"))
    report.render(made)
    return made


class Tags(HTMLParser):
    """Which tags are open, and every id, script and resource that the page names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.claims: list[str] = []
        self.resources: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details" and "claim" in (given.get("class") or ""):
            self.claims.append(str(given["id"]))
        self.scripts += tag == "script"
        self.resources += [str(v) for k, v in attrs if k in ("src", "href", "xlink:href") and not str(v).startswith("#")]
        if tag not in ("meta", "input", "br", "wbr", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.remove(tag) if tag not in ("meta", "input", "br", "wbr") else None


def test_every_file_is_written_and_index_last(folder: Path) -> None:
    paths = report.render(folder)
    assert {p.name for p in paths} >= FILES | {"sweep-drift.svg", "sweep-drift.png", "table4.svg", "table4.png"}
    assert paths[-1].name == "index.html"
    assert all(p.stat().st_size for p in paths)
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]
    removed = {p for pattern in (*build.FIGURES, *build.PAGES) for p in folder.glob(pattern)}  # where a drawing fails
    assert removed == {p for p in folder.iterdir() if p.suffix not in (".jsonl", ".json")}


def test_same_records_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "other")
    code = "import sys; from pathlib import Path; from verify import report; report.render(Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, env=environment)
    names = sorted(p.name for p in folder.iterdir())
    assert names == sorted(p.name for p in other.iterdir())
    assert [n for n in names if (folder / n).read_bytes() != (other / n).read_bytes()] == []


def test_page_is_well_formed_whole_and_asks_for_nothing(folder: Path) -> None:
    text = (folder / "index.html").read_text(encoding="utf-8")
    tags = Tags(text)
    assert tags.open == []
    beside = [r for r in tags.resources if not (folder / r).is_file()]
    assert {*beside} == {"handbook/index.html", "handbook/glossary.html"}  # only pages beside it; these another command makes
    assert "url(http" not in text and "@import" not in text
    assert str(folder) not in text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_failed_then_undecided_come_first_and_not_run_last(folder: Path) -> None:
    claims = Tags((folder / "index.html").read_text(encoding="utf-8")).claims
    assert claims == ["ZZ-9", "ZZ-8", "AA-3", "AA-1", "AA-2", "AA-4"]


def test_a_false_sentence_refuted_as_expected_is_no_alarm(folder: Path) -> None:
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert '<details class="claim refuted" id="AA-2"' in text
    assert '<details class="claim alarm" id="ZZ-9"' in text
    assert '<a href="#AA-1">AA-1</a>' in text
    assert "<b>2</b> not as expected" in text


def test_text_of_records_is_escaped_everywhere(folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "<b></code>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert Tags(page).scripts == 2
    line = next(line for line in (folder / "verdicts.md").read_text(encoding="utf-8").splitlines() if "ZZ-9" in line)
    assert "<script>" not in line and r"\| pipe \`tick\`" in line
    assert len(re.findall(r"(?<!\\)\|", line)) == 7


def test_latex_table_has_booktabs_rules_equal_rows_and_no_bare_specials(folder: Path) -> None:
    wide = Table4(TABLE4).text("latex", "all")
    assert r"\cmidrule(lr){2-3}" in wide and r"blend\_k" in wide
    for made in (wide, (folder / "table4.tex").read_text(encoding="utf-8")):
        lines = [line for line in made.splitlines() if not line.startswith("%")]
        text = "\n".join(lines)
        assert all(rule in text for rule in (r"\toprule", r"\midrule", r"\bottomrule"))
        columns = len(re.search(r"\\begin\{tabular\}\{(\w+)\}", text)[1])
        rows = [line for line in lines if line.endswith(r"\\")][made is wide :]
        assert {line.count("&") + 1 for line in rows} == {columns}
        assert not re.search(r"(?<!\\)[_%](?!$)", text.replace("$A_k$", ""), re.MULTILINE)


def test_table4_says_printed_reproduced_right_and_marks_noise(folder: Path) -> None:
    text = (folder / "table4.md").read_text(encoding="utf-8")
    assert "as printed: blend" in text and "as reproduced: blend" in text and "as it should be: blend" in text
    assert "0.248000‡" in text and "0.283791 ✓" in text and "0.000018 ✓" in text and "noise floor 0.3" in text
    assert report.table4(TABLE4, "latex").startswith("%")
    with pytest.raises(ValueError, match="use markdown or latex"):
        report.table4(TABLE4, "pdf")


def test_unknown_fields_are_shown(folder: Path) -> None:
    assert "new\\_field" in (folder / "accuracy.md").read_text(encoding="utf-8")


def test_power_says_who_saw_what(folder: Path) -> None:
    assert "| drift | sign | ✓ | – |" in (folder / "power.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("measure", [float("nan"), float("inf"), "NaN", "Infinity", None])
def test_measures_that_are_no_numbers(tmp_path: Path, measure: object) -> None:
    fill(tmp_path, verdicts=[verdict("AA-1", "UNDECIDED", evidence={"balls": evidence("UNDECIDED", measure)})], sweep=[], table4=[])
    report.render(tmp_path)
    shown = {"nan": "NaN", "inf": "∞", "None": ""}.get(str(measure), "NaN" if measure == "NaN" else "∞")
    assert f"<td>{shown} predicted errors (bound 4)</td>" in (tmp_path / "index.html").read_text(encoding="utf-8")
    report.summary(tmp_path)


def test_what_was_not_run_says_how_to_run_it(tmp_path: Path) -> None:
    write_lines(tmp_path / "verdicts.jsonl", VERDICTS)
    report.render(tmp_path)
    assert "Not run. Make it with `pytest verify/`." in (tmp_path / "sweep.md").read_text(encoding="utf-8")
    assert (tmp_path / "table4.tex").read_text(encoding="utf-8").startswith("% not run")
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count("Not run. Make it with") == len(catalogue())


def test_figures_of_rows_that_are_gone_go(tmp_path: Path) -> None:
    report.render(fill(tmp_path))
    (tmp_path / "sweep.jsonl").unlink()
    report.render(tmp_path)
    assert not list(tmp_path.glob("sweep-*"))
    assert (tmp_path / "table4.svg").exists()


def test_damaged_records_name_file_line_and_fix(tmp_path: Path) -> None:
    fill(tmp_path)
    path = tmp_path / "verdicts.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "AA-', encoding="utf-8")
    with pytest.raises(ValueError, match=r"verdicts.jsonl, line 7 .* restore it"):
        report.render(tmp_path)
    path.write_text('{"verdict": "HOLDS"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 1 lacks an id"):
        report.render(tmp_path)
    path.write_text("[1]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 1 .*restore it"):
        report.render(tmp_path)


def test_a_damaged_run_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"run.json is not JSON .* restore it"):
        report.render(tmp_path)


def test_no_records_at_all(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no records: make a run with `pytest verify/`"):
        report.render(tmp_path)
    with pytest.raises(ValueError, match="is no folder"):
        report.render(tmp_path / "missing")


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    fill(tmp_path)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(OSError, match=r"cannot write .*verdicts\.md: Permission denied"):
        report.render(tmp_path)


@pytest.mark.parametrize("at", [1, 9, 12])
def test_killed_in_the_middle_every_file_is_old_or_new_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    old = {p.name: p.read_bytes() for p in report.render(fill(tmp_path, sweep=SWEEP[:4]))}
    write_lines(tmp_path / "verdicts.jsonl", VERDICTS[:2])
    replace, calls = os.replace, []

    def killed(source: str, target: str) -> None:
        calls.append(target)
        if len(calls) == at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        report.render(tmp_path)
    monkeypatch.undo()
    left = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.name in old}
    new = {p.name: p.read_bytes() for p in report.render(tmp_path)}
    assert all(left[name] in (old[name], new[name]) for name in old)
    assert left["index.html"] == old["index.html"]
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_records_give_a_table_by_regime(tmp_path: Path) -> None:
    records = [
        {
            "claim": "AA-1",
            "role": "claim",
            "evidence": "balls",
            "regime": "far tail",
            "outcome": "UNDECIDED",
            "measure": 1,
            "bound": 2,
        }
    ]
    report.render(fill(tmp_path, claims=records))
    assert "<td>undecided: 1 / 2</td>" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
def test_summary_fits_and_is_plain_without_a_terminal(folder: Path, width: int) -> None:
    text = report.summary(folder, width)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    rows = [line.split()[0] for line in text.splitlines() if line[:2] in ("AA", "ZZ")]
    assert rows == ["ZZ-9", "ZZ-8", "AA-3", "AA-1", "AA-2"]  # what was not run is counted only
    assert "2 not as expected" in " ".join(text.split())


def test_summary_without_verdicts(tmp_path: Path) -> None:
    write_lines(tmp_path / "sweep.jsonl", SWEEP)
    assert "pytest verify/" in report.summary(tmp_path)


def test_formulas_are_drawn_or_shown_as_their_source() -> None:
    typeset = statement.Typesetter()
    drawn = typeset(r"J=\tfrac12 \begin{pmatrix}a&b\\c&d\end{pmatrix}^{\mathsf T},\quad \lVert v\rVert_2\le 1\iff x<y")
    assert "<svg" in drawn and "<code" not in drawn
    assert "aria-label" in drawn and "x&lt;y" in drawn
    assert set(re.findall(r'href="#([^"]+)"', drawn)) == set(re.findall(r'id="([^"]+)"', typeset.defs()))
    assert typeset(r"\unknown{<x>}") == r'<code class="tex">\unknown{&lt;x&gt;}</code>'
    assert typeset("") == ""


def test_lines_break_at_wide_spaces_and_relations_outside_fences() -> None:
    assert statement.split(r"a=b(c=d),\quad e^{f=g}\leq h") == ["a", "=b(c=d),", "e^{f=g}", r"\leq h"]


def test_importing_verify_stays_light() -> None:
    heavy = ("matplotlib", "jinja2", "rich", "torch", "sympy")
    code = f"import sys, verify, verify.report; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_run_json_may_lack_everything(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "run.json").write_text(json.dumps({"seed": 0}), encoding="utf-8")
    report.render(tmp_path)
    assert "Not compared with a baseline." in (tmp_path / "index.html").read_text(encoding="utf-8")
