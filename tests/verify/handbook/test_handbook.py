"""The handbook has a page for everything, whose links lead somewhere, whose snippets run, and which says what the records say."""

import contextlib
import html
import io
import re
from pathlib import Path
from posixpath import join, normpath

import pytest

from tests.sources import ROOT
from tests.verify.derivations import table as formulas
from tests.verify.derivations.alone import alone
from tests.verify.derivations.reported import table as reported
from verify import check_all, cli, load, papers
from verify.derivations.quantities import QUANTITIES
from verify.files.kept import Kept
from verify.files.lines import read_lines
from verify.handbook import docstrings, pages, records, snippets, works
from verify.handbook.arguments import public
from verify.handbook.entries import GOOD
from verify.handbook.links import Links
from verify.report import build, run_folder
from verify.report.audit_statements import statements

KNOWN = records.of(ROOT / "reports")
MADE = pages.pages(KNOWN)
STATED = [r for rows in KNOWN.stated.values() for r in rows]


def shown(path: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", MADE[path])).split())


def said(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def broken(made: dict[str, str]) -> list[str]:
    """Links that lead to no page, or to no place on it."""
    places = {path: set(re.findall(r' id="([^"]*)"', text)) for path, text in made.items()}
    found = []
    for path, text in made.items():
        for target in re.findall(r'(?:href|src)="([^"]*)"', text):
            page, _, place = html.unescape(target).partition("#")
            to = normpath(join(path, "..", page)) if page else path
            if to not in made or (place and place not in places[to]):
                found.append(f"{path}: {target}")
    return found


@pytest.mark.parametrize("name", public())
def test_a_closed_form_has_a_page_with_its_equation_and_its_claims(name: str) -> None:
    text = shown(f"f/{name}.html")
    assert said(docstrings.of_function(public()[name]).equation) in text
    claims = [*KNOWN.naming.get(name, []), *KNOWN.entering.get(name, [])]
    assert any(id in text for id in claims) or "Under no claim" in text


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_quantity_has_a_page_with_what_it_is_and_its_claims(name: str) -> None:
    text = shown(f"q/{name}.html")
    assert said(QUANTITIES[name].says) in text
    assert '<ul class="claims">' in MADE[f"q/{name}.html"] or "Under no claim" in text


def test_no_link_is_broken() -> None:
    assert broken(MADE) == []
    assert broken({"f/a.html": '<a href="../index.html#b">', "index.html": ' id="c"'}) == ["f/a.html: ../index.html#b"]


def test_claims_lead_to_the_audits_that_show_them() -> None:
    verdicts = {str(v["id"]): v for v in KNOWN.run.rows("verdicts")}
    audits = {f"{p.slug}.html": {s.id for s in statements(p, verdicts, KNOWN.run)} for p in papers.catalogue()}
    links = Links("../", "../", {}, verdicts)
    for id in verdicts:
        page, _, place = links.of_claim(id).removeprefix("../../").partition("#")
        assert place in audits[page]
    assert links.of_claim("no claim") == Links("../").of_claim("CD-4.6") == ""


def test_a_near_miss_stands_on_the_page_of_each_closed_form_that_its_claim_enters() -> None:
    asked = 0
    for name in public():
        text = shown(f"f/{name}.html")
        for id in (*KNOWN.naming.get(name, []), *KNOWN.entering.get(name, [])):
            v = KNOWN.verdicts[id]
            if v["expect"] != "REFUTED":
                assert all(said(miss) in text for miss in v["near_misses"]), (name, id)
                asked += len(v["near_misses"])
    assert asked > 1000


def test_what_people_got_wrong_stands_on_the_page_of_its_quantity() -> None:
    wrong = [r for r in STATED if not r["right"]]
    assert len({r["of"] for r in wrong}) > 20
    for r in wrong:
        text = shown(f"q/{r['of']}.html")
        assert said(r["text"]) in text.replace("`", "") and said(r["diagnosis"]) in text.replace("`", "")


def test_all_snippets_run() -> None:
    texts = [snippets.of_function(name, f) for name, f in public().items()]
    texts += [snippets.of_quantity(q) for q in QUANTITIES.values()]
    for text in texts:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text, "snippet", "exec"), {})
        assert out.getvalue().strip(), text


def test_formulas_that_stand_as_snippets_state_the_quantity(tmp_path: Path) -> None:
    shown = {r["of"]: r for r in reversed(STATED) if r["right"] and r["verdict"] in GOOD}
    assert len(shown) > 30
    for of, r in shown.items():
        path = tmp_path / f"derivation_{of}.py"
        path.write_text(r["text"], encoding="utf-8")
        (stated,) = load(path)
        assert stated.quantity.name == of
    (answer,) = check_all(load(tmp_path / "derivation_noise.py"))
    assert answer.verdict in GOOD


def test_the_records_hold_the_formulas_as_they_are_written() -> None:
    for r in reported.read():
        assert r["text"] == alone(reported.FOLDER / f"{r['row']}.py", r["name"])
    for r in read_lines(formulas.REPORTS / "formulas.jsonl"):
        assert r["text"] == alone(formulas.FILES[r["file"]], r["name"])


def test_the_same_records_make_the_same_pages() -> None:
    assert pages.pages(records.of(ROOT / "reports")) == MADE


def test_without_records_each_claim_is_not_run() -> None:
    assert {
        v["verdict"] for v in records.Records(records.Run({}, {"verdicts": [{"id": "FX-1", "verdict": "HOLDS"}]})).verdicts.values()
    } == {
        "HOLDS",
        "NOT RUN",
    }


def test_every_work_has_a_key_of_its_own() -> None:
    found = works.works(KNOWN.verdicts)
    keys = [w.key for w in found]
    assert len(set(keys)) == len(keys) > 60
    assert {"lipman2023", "mccann1997", "benamou2000"} <= set(keys)
    assert '<a href="../papers.html#lipman2023">Lipman et al. 2023</a>' in MADE["f/conditional.velocity.html"]
    assert MADE["papers.bib"].count("@misc{") == len(keys) + len(works.printed())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("w (K,) weights; m0 (d,), S0 (d, d) source", (("w (K,)", "weights"), ("m0 (d,), S0 (d, d)", "source"))),
        ("t in [0, 1); no path. x (..., d) points", (("t", "in [0, 1); no path"), ("x (..., d)", "points"))),
        ("s a time; v that of f(x; s). Of both: none", (("s", "a time"), ("v", "that of f(x; s)"), ("", "Of both: none"))),
    ],
)
def test_letters_are_read_as_they_are_written(text: str, found: tuple[tuple[str, str], ...]) -> None:
    assert docstrings.letters(text) == found


def test_the_command_writes_it_whole_and_what_is_gone_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"index.html": "all", "f/a.html": "a", "q/b.html": "b"}
    monkeypatch.setattr(pages, "pages", lambda known, audit: dict(told))
    folder = tmp_path / "handbook"
    command = ["handbook", str(folder), "--records", str(ROOT / "reports")]
    assert cli.main(command) == 0
    told.pop("f/a.html")
    assert cli.main(command) == 0
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*")) == ["index.html", "q/b.html"]


def test_a_new_run_takes_the_handbook_of_the_last_one_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_folder, "catalogue", dict)
    monkeypatch.setattr(build, "contents", lambda run: {"index.html": "all"})
    (tmp_path / "run" / build.HANDBOOK).mkdir(parents=True)
    page = tmp_path / "run" / build.HANDBOOK / "index.html"
    page.write_text("old", encoding="utf-8")
    (tmp_path / "run" / "run.json").write_text('{"seed": 0}', encoding="utf-8")
    assert build.rebuild(tmp_path / "run") and page.exists()
    run_folder.finish(tmp_path / "run", [], {}, 0, 0.0, None, Kept())
    assert not page.exists() and (tmp_path / "run" / "index.html").exists()
