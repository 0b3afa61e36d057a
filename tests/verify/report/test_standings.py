"""Refuted sentences stand in three groups; a text that was not at hand is named where a verdict about it stands."""

import re
from pathlib import Path
from typing import Any

from verify import papers, report
from verify.claim import Standing
from verify.claims import catalogue
from verify.files.lines import write_lines
from verify.papers.citation import is_derived
from verify.report import documents, standings
from verify.report.audit import audit
from verify.report.run import Run, status
from verify.runner import line

HEADINGS = ["False as printed", "False if read so", "Converses"]


def refuted(id: str, standing: Standing | None, **more: Any) -> dict[str, Any]:
    found = {"outcome": "REFUTED", "scope": "", "measure": 1.0, "bound": 0.0, "unit": "", "witness": f"witness of {id}"}
    known = {"id": id, "source": "Causality-Delta, 4.2", "says": f"{id} says", "verdict": "REFUTED", "evidence": {"balls": found}}
    expect = "REFUTED" if standing else "HOLDS"
    return known | {"standing": str(standing or ""), "words": "", "expect": expect, "ok": bool(standing)} | more


ROWS = [
    refuted("FX-14b", Standing.CONVERSE, source="converse of FX-14"),
    refuted("PX-7", Standing.READ_SO, words="'neutral' (abstract)", source="Proximal Operators, Theorem 4.4"),
    refuted("CD-4.5", Standing.PRINTED),
    refuted("PX-5", Standing.PRINTED, source="derived here; Proximal Operators, Section 4"),
    {"id": "CD-4.6", "source": "Causality-Delta, 4.2", "says": "it holds", "verdict": "HOLDS", "standing": "", "evidence": {}},
]


def run(*rows: dict[str, Any]) -> Run:
    return Run({}, {"verdicts": list(rows)} | {s.suite: None for s in documents.sections()})


def test_three_tables_in_this_order_each_with_its_sentence() -> None:
    text = documents.verdicts(run(*ROWS))
    assert re.findall("### (.*)", text) == HEADINGS
    assert text.startswith(
        "13 statements: 1 hold, 4 refuted (2 as printed, 1 if read so, 1 as a converse), 1 not decided, 7 not run."
    )
    tables = dict(zip(HEADINGS, text.split("### ")[1:], strict=True))
    for heading, about in list(standings.GROUPS.values())[:3]:
        assert about in tables[heading]
    for heading, ids in zip(HEADINGS, (["CD-4.5", "PX-5"], ["PX-7"], ["FX-14b"]), strict=True):
        assert re.findall(r"^\| ([A-Z]\S+) \|", tables[heading], re.MULTILINE) == ids
    assert "the paper's words" in tables["False if read so"] and "'neutral' (abstract)" in tables["False if read so"]
    assert all("the paper's words" not in tables[other] for other in ("False as printed", "Converses"))
    widths = [{row.count(" | ") for row in part.splitlines() if row.startswith("| ")} for part in tables.values()]
    assert all(len(width) == 1 for width in widths)


def test_a_claim_that_was_to_hold_is_no_false_sentence() -> None:
    surprise = refuted("CD-4.7", None)
    assert re.findall("### (.*)", documents.verdicts(run(surprise))) == []  # it stands on top, with what needs a look
    assert status(surprise).words == "refuted; expected to hold"
    assert [status(row).words for row in ROWS] == [
        "false as a converse",
        "false if read so",
        "false as printed",
        "false as printed",
        "holds",
    ]


def test_a_text_that_was_not_at_hand_is_named_at_the_verdict_and_nowhere_else() -> None:
    assert [standings.source(row) for row in ROWS] == [
        "converse of FX-14",
        "Proximal Operators, Theorem 4.4 (text not at hand)",
        "Causality-Delta, 4.2",
        "derived here; Proximal Operators, Section 4",
        "Causality-Delta, 4.2",
    ]
    sentences = {p.key: p.unread for p in papers.catalogue()}
    assert [key for key, said in sentences.items() if not said] == ["CD"]
    for text in (documents.brief(run(*ROWS)), documents.verdicts(run(*ROWS))):
        assert (
            "Operators (arXiv 2602.12683). Its full text was not at hand: statements are those of its abstract and a summary"
            in text.replace("*", "")
        )
        assert "reading notes" not in text  # no claim of that paper is in the run
    (proximal,) = papers.of_key("PX")
    found = audit(proximal, run(*ROWS))
    (seven,) = (s for s in found.statements if s.id == "PX-7")
    assert seven.badge == "false if read so" and ("The paper's words", "'neutral' (abstract)") in seven.said
    assert seven.place == "Theorem 4.4 (text not at hand)" and "'neutral'" in seven.explanation
    assert proximal.unread in proximal.lead


def test_every_claim_of_a_paper_that_was_not_read_says_so() -> None:
    for id, claim in catalogue().items():
        (paper,) = (p for p in papers.catalogue() if p.states(id))
        said = standings.source(line(claim, [])).endswith("(text not at hand)")
        assert said == (bool(paper.unread) and not paper.collection and not is_derived(claim.source)), id


def test_the_page_filters_by_where_a_sentence_stands(tmp_path: Path) -> None:
    write_lines(tmp_path / "verdicts.jsonl", ROWS)
    report.render(tmp_path)
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    for standing, (heading, about) in list(standings.GROUPS.items())[:3]:
        assert f"<option>{standing}</option>" in text and f'href="#standing={standing.replace(" ", "%20")}"' in text
        assert f"{heading}: " in text and about.replace("'", "&#39;") in text
    assert re.search(r'id="PX-7" [^>]*data-standing="if read so"', text)
    assert re.search(r'id="CD-4.6" [^>]*data-standing=""', text)
    assert "<b>The paper's words</b> &#39;neutral&#39; (abstract)" in text
