"""Audit pages: from records alone, each statement once, totals right, escaped, and what was not run says so."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from verify import papers, report, suites
from verify.claim import Outcome
from verify.claims import catalogue
from verify.drawing.letters import prose
from verify.files.lines import write_lines
from verify.papers.causality_delta.correlations import CORRELATIONS
from verify.papers.entries import entries, entry_of
from verify.record import NOT_RUN
from verify.report import audit_page, counting
from verify.report.audit import audit
from verify.report.exhibits import SPECS
from verify.report.learned import decided
from verify.report.run import Run, load
from verify.report.sections import Inline
from verify.suites.common import intervals
from verify.suites.figures import table as figures
from verify.suites.figures.kinds import Drawn
from verify.suites.memorisation.kinds import MIRROR, Kind
from verify.suites.table4.kinds import Column

EVIL = '<script>alert(1)</script> & "q" | `tick`'


def verdict(id: str, said: str = "HOLDS", **more: Any) -> dict[str, Any]:
    source = "Causality-Delta, 4.2, Eq. (4)" if said != "HOLDS" else "amends Causality-Delta, 4.2"
    evidence = {"balls": {"outcome": said, "scope": "12 points", "measure": 0.0, "bound": 1.0, "regime": "line"}}
    known = {
        "id": id,
        "source": source,
        "says": f"what {id} says",
        "latex": r"\gamma_k",
        "expect": said,
        "verdict": said,
        "ok": True,
    }
    return known | {"evidence": evidence, "near_misses": {"sign": ["balls"]}, "repeat": f"driftproof verify {id}"} | more


def run(*verdicts: dict[str, Any], **suites: list[dict[str, Any]] | None) -> Run:
    return Run({}, {"verdicts": list(verdicts), **suites})


FEW = (
    verdict("CD-4.6"),
    verdict("CD-4.6p", "REFUTED", amended="CD-4.6", why="at t = 1/2", note=EVIL, says=EVIL),
    verdict("CD-6.2c9", "HOLDS"),
    verdict("CD-4.7", "NOT RUN", evidence={}, source="Causality-Delta, 4.2"),
)


def test_every_claim_of_the_catalogue_has_one_part_of_one_paper() -> None:
    for id in catalogue():
        mine = [p for p in papers.catalogue() if p.states(id)]
        assert len(mine) == 1 and papers.part_of(mine[0], id) < len(mine[0].parts), id
    stated = [e for p in papers.catalogue() for part in p.parts for e in part.entries]
    assert sorted(stated) == sorted(entries())
    assert {label for p in papers.catalogue() for part in p.parts for label in part.exhibits} == set(SPECS)
    named = [c for p in papers.catalogue() for f in p.found for c in f.claims]
    named += [c for s in SPECS.values() for c in s.claims.split()]
    assert [c for c in named if c not in catalogue()] == []
    assert all(len(p.found) == 3 for p in papers.catalogue())


def test_where_a_false_sentence_is_right_is_one_line_of_its_statement() -> None:
    wrong = verdict(
        "CD-5.2d", "REFUTED", why="at t = 1", right_where=["commuting pair (balls, float64)", "standard source (balls)"]
    )
    (found,) = (i for i in audit(papers.catalogue()[0], run(wrong)).statements if i.id == "CD-5.2d")
    assert ("Right where", "commuting pair (balls, float64), standard source (balls)") in found.said
    assert all(what != "Right where" for i in audit(papers.catalogue()[0], run(*FEW)).statements for what, _ in i.said)


def test_every_statement_is_on_its_page_once() -> None:
    all_ = run(*(verdict(id, c.expect.value, source=c.source, amended=c.amended) for id, c in catalogue().items()))
    shown = [i.id for p in papers.catalogue() for i in audit(p, all_).statements]
    wanted = [*catalogue(), *(u.id for u in papers.undecided()), *(s.id for s in papers.learned())]
    assert sorted(shown) == sorted(wanted)
    made = audit_page.files(all_)
    for p in papers.catalogue():
        ids = re.findall(r'<article class="item [^"]*" id="([^"]+)"', made[f"{p.slug}.html"])
        assert sorted(ids) == sorted(i for i in wanted if i.startswith(f"{p.key}-"))
        assert all(made[f"{p.slug}.md"].count(f"### {i}: ") == 1 for i in ids)
    assert f"Not run in this run: {', '.join(s.id for s in papers.learned())}." in made["not-decided.md"]


def test_the_page_of_a_few_records() -> None:
    found = audit(papers.catalogue()[0], run(*FEW))
    assert {i.id for i in found.statements} == {"CD-4.6", "CD-4.6p", "CD-6.2c9", "CD-4.7"}
    order = [i.id for i in found.statements]
    assert order.index("CD-4.6p") < order.index("CD-4.6") < order.index("CD-4.7") and order[-1] == "CD-6.2c9"
    assert found.totals()[0] == "4 statements: 2 hold, 1 refuted, 1 not run."
    assert found.totals()[1] == "2 printed: 1 refuted, 1 not run. 2 derived here: 2 hold."
    assert found.totals()[2] == "12 tables and figures: 3 recomputed, 9 not run."
    html, text = audit_page.page(found, Inline()), audit_page.markdown(found)
    for page in (html, text):
        assert "<script>alert" not in page and "at t = 1/2" in page and "pytest verify/ -k celeba" in page
    assert "not shown by this run: CD-4.2, CD-4.3c, CD-4.1e, CD-4.11" in html
    assert "<b>Holds instead</b>" in html and '<a href="#CD-4.6">CD-4.6</a>' in html
    assert "`driftproof verify CD-4.6p`" in text and "sign" in html


def test_a_refuted_sentence_is_no_alarm_and_a_surprise_is() -> None:
    found = audit(
        papers.catalogue()[0], run(verdict("CD-4.6", "REFUTED", expect="HOLDS", ok=False), verdict("CD-4.7", "UNDECIDED"))
    )
    said = {i.id: (i.key, i.badge) for i in found.statements}
    assert said["CD-4.6"] == ("alarm", "refuted; expected to hold") and said["CD-4.7"] == ("open", "undecided")
    wrong = audit_page.not_decided(run(verdict("CD-4.6", "REFUTED", expect="HOLDS", ok=False)))
    assert "Not as expected in this run: CD-4.6.\n" in wrong


def test_without_records_every_page_says_not_run() -> None:
    made = audit_page.files(Run({}, {}))
    assert set(made) == {f"{p.slug}.{kind}" for p in papers.catalogue() for kind in ("html", "md")} | {
        "not-decided.html",
        "not-decided.md",
    }
    for label, spec in SPECS.items():
        for s in spec.suites:
            assert any(f"{label}: " in page and f"NOT RUN: `pytest verify/ -k {s}`" in page for page in made.values())
    assert made["not-decided.md"].count("| RF-21 |") == 1


def test_table4_as_printed_beside_the_rows() -> None:
    row = {"suite": "table4", "instance": "published", "t": 0.25, "column": Column.BLEND}
    rows = [row | {"formula": f, "value": v} for f, v in (("published code", 0.283791), ("right drift", 0.378388))]
    page = unescape(audit_page.files(run(table4=rows))["audit-causality-delta.html"])
    line = re.search(r"<tr><td>0\.25</td>.*</tr>", page)
    assert line and re.findall(r">([^<>]+)</td>", line[0]) == [
        "0.25",
        "0.289",
        "0.284",
        "0.283791",
        "NOT RUN",
        "0.378388",
        "NOT RUN",
    ]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [(["REFUTED", "REFUTED"], "REFUTED"), (["HOLDS"], "HOLDS"), (["HOLDS", "UNDECIDED"], "UNDECIDED"), ([], "NOT RUN")],
)
def test_a_statement_about_networks_is_decided_by_rows(said: list[str], verdict: str) -> None:
    kind, (statement, *_) = {"model": MIRROR, "kind": Kind.REPRODUCED.value, "value": 0.1}, papers.learned()
    rows = [kind | {"outcome": o} for o in said] + [kind | {"outcome": "HOLDS", "model": "pairs-mirror-05"}, kind]
    assert decided(statement, run(memorisation=rows))[0] == verdict
    assert decided(statement, run()) == (NOT_RUN, [])


def test_recorded_rows_speak_of_every_statement_about_networks_and_every_printed_estimate() -> None:
    recorded, estimates = (
        load(Path(__file__).parents[3] / "reports"),
        [c for many in CORRELATIONS.values() for c in many if c.suite],
    )
    named = [(s.suite, s.id) for s in papers.learned()] + [(c.suite, c.item.value) for c in estimates]
    assert len(named) == 10 and all(recorded.speaking(*one) for one in named)
    assert sorted(named) == sorted((suite.name, of) for suite in suites.catalogue().values() for of in suite.speaks())


def test_code_in_prose_is_escaped() -> None:
    assert prose("a `b<c` & d") == "a <code>b&lt;c</code> &amp; d"
    assert prose("a ` b<") == "a ` b&lt;"


def test_panels_of_figure_2_show_five_mixtures_and_another_field() -> None:
    rows = figures.rows()
    assert intervals.decide(rows)[0] is Outcome.HOLDS and intervals.decide([])[0] is Outcome.UNDECIDED
    field = [r for r in rows if r["kind"] == "field"]
    means = [r["means"] for r in field if r["what"] == Drawn.PUBLISHED]
    assert len(means) == 5 and all(means.count(m) == 1 for m in means)
    assert [r["means"] for r in field if r["what"] == Drawn.RIGHT] == [means[0]] * 5
    assert [[round(v, 2) for v in m[0]] for m in means[:2]] == [[1.86, 0.75], [1.0, 0.26]]
    wrong = [r | ({"outcome": "REFUTED"} if r.get("expected") == "HOLDS" else {}) for r in rows]
    assert intervals.decide(wrong)[0] is Outcome.REFUTED
    nan = [figures.judged({"t": 0.5}, "x", float("nan"), 1.0)]
    assert intervals.decide(nan)[0] is Outcome.UNDECIDED


def test_a_run_writes_the_pages_and_the_index_links_them(tmp_path: Path) -> None:
    write_lines(tmp_path / "verdicts.jsonl", FEW)
    names = [p.name for p in report.render(tmp_path)]
    assert {"audit-causality-delta.html", "audit-field.md", "not-decided.md"} <= set(names) and names[-1] == "index.html"
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="audit-proximal-operators.html"' in index and 'href="not-decided.html"' in index
    assert counting.total(run(*FEW)) in index and 'href="handbook/index.html"' in index
    assert entry_of("CD-4.6p") == "CD-4.6"
