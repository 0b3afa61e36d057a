"""An answer is readable everywhere: as text, as a notebook cell, as a page, as plain data; and nothing in it is trusted."""

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from verify import report
from verify.drawing import answer, cards
from verify.files.lines import write_lines
from verify.record import Record
from verify.report import derivations
from verify.report.run import load

EVIL = "<script>alert(1)</script> & 'x'"


@dataclass(frozen=True)
class Counterexample:
    parameters: str = "d=2, K=2, mu=((0, 1), (2, 0)), mu0=(0, 0)"
    letter: str = "t"
    t: str = "1/2"
    x: str = "(3/5, 2/5)"
    entry: str = "[0]"
    found: str = "[0.5 +/- 1e-30]"
    certified: str = "[0.25 +/- 1e-30]"
    regime: Any = None


@dataclass(frozen=True)
class Diagnosis:
    words: str = "equals the denoiser minus mu0 on 200 of 200 cases"
    quantity: str = "denoiser"
    change: str = "minus mu0"
    agreed: int = 200
    tried: int = 200
    regime: str = "right at t = 1 only"


@dataclass(frozen=True)
class Answer:
    """The fields that are read, frozen by the interface of verify.check."""

    name: str = "my_drift"
    of: str = "velocity"
    law: str = "mixture"
    verdict: str = "REFUTED"
    scope: str = "at 1 exact point"
    why: str = ""
    counterexample: Any = Counterexample()
    diagnosis: Any = Diagnosis()
    records: tuple[Record, ...] = ()
    seconds: float = 1.25
    repeat: str = "driftproof check derivation_drift.py::my_drift --seed 0"
    where: str = "derivation_drift.py:5"
    asked: str = "u = E[x1 - x0 | x_t = x]"
    mark: Any = None


PROVED = Answer(verdict="PROVED", scope="for all parameters in d = 1, K = 2", counterexample=None, diagnosis=None)
OPEN = Answer(verdict="UNDECIDED", scope="", why="a budget of 60 s would decide it", counterexample=None, diagnosis=None)


class Balanced(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {"src", "href", "onclick"} & {name for name, _ in attrs}  # nothing is loaded, nothing runs
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_text_says_everything_verdict_first() -> None:
    said = answer.text(Answer())
    assert said.startswith("REFUTED  my_drift is not the velocity of a mixture\n")
    for part in ("t = 1/2, x = (3/5, 2/5), entry [0]", "[0.5 +/- 1e-30]", "[0.25 +/- 1e-30]", "200 of 200", "right at t = 1 only"):
        assert part in said
    assert said.index("[0.5 ") < said.index("[0.25 ") < said.index("diagnosis") < said.index("repeat")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (PROVED, "my_drift is the velocity of a mixture"),
        (Answer(verdict="AGREES", law="line"), "my_drift agrees with the velocity of a mixture on a line"),
        (OPEN, "my_drift may or may not be the velocity of a mixture"),
        (Answer(verdict="GUARDED"), "my_drift is, but for a guard, the velocity of a mixture"),
        (Answer(of="", law="", verdict="AGREES"), "my_drift holds"),
        (Answer(of="", law="", verdict="REFUTED"), "my_drift does not hold"),
        (Answer(of="", law="", verdict="UNDECIDED"), "my_drift is not decided"),
    ],
)
def test_the_sentence_says_no_more_than_the_verdict(made: Answer, said: str) -> None:
    assert answer.text(made).split("\n")[0] == f"{made.verdict}  {said}"


def test_a_free_claim_says_where_and_not_that_it_is_smallest() -> None:
    at = Counterexample(parameters="a box", t="1/2", x="", entry="[0]", found="residual 1", certified="0")
    said = answer.text(Answer(of="", law="", counterexample=at, diagnosis=None))
    assert "  where       a box\n  case        t = 1/2, entry [0]\n  yours       residual 1\n" in said and "smallest" not in said


def test_a_repeat_command_is_never_cut() -> None:
    long = Answer(repeat="driftproof check " + "deeply/nested/" * 12 + "derivation.py::f --seed 0")
    assert max(answer.text(long, 60).split(), key=len).endswith("derivation.py::f")


def test_html_in_the_order_of_reading() -> None:
    read = Balanced(cards.html(Answer()))
    assert "script" not in read.tags
    for part in ("REFUTED", "Smallest counterexample", "your value", "certified value", "Diagnosis", "Repeat"):
        assert part in read.words
    order = [
        read.words.index(p) for p in ("REFUTED", "at 1 exact", "Smallest", "your value", "certified value", "Diagnosis", "Repeat")
    ]
    assert order == sorted(order)


def test_formulas_are_typeset_and_code_is_code() -> None:
    """By letters, as the report's pages: nothing is loaded, so a notebook shows it as it is."""
    words = 'equals the score, with e_k = x - (1 - t) mu_0; right with "x_t - m_k" for "x_t + m_k" in line 9'
    case = Counterexample(parameters="d=1, mu_0=1, Sigma_0=2")
    html = cards.html(Answer(scope="within 2^-200", diagnosis=Diagnosis(words=words), counterexample=case))
    for part in ("x<sub>t</sub> = x]", "e<sub>k</sub> = x", "μ<sub>0</sub>=1", "Σ<sub>0</sub>=2", "2<sup>−200</sup>"):
        assert part in html
    assert "<code>x_t - m_k</code>" in html and "<code>x_t + m_k</code>" in html
    assert "x_t" in answer.text(Answer(diagnosis=Diagnosis(words=words))) and "Asked" not in cards.html(Answer(asked=""))


def test_text_of_the_user_is_never_markup() -> None:
    evil_case = Counterexample(parameters=EVIL, t=EVIL, x=EVIL, entry=EVIL, found=EVIL, certified=EVIL)
    evil = Answer(name=EVIL, scope=EVIL, why=EVIL, counterexample=evil_case, repeat=EVIL)
    for text in (cards.html(evil), cards.page([answer.row(evil)])):
        assert "script" not in Balanced(text).tags


def test_rows_are_plain_data_and_enough() -> None:
    nan = Record(
        claim="c",
        variant="",
        role="claim",
        evidence="balls",
        regime="r",
        outcome="UNDECIDED",
        measure=float("nan"),
        bound=float("inf"),
        unit="",
        scope="",
        witness="",
        arithmetic="balls",
        dtype="",
        device="cpu",
        seed=0,
        seconds=0.1,
        repeat="",
    )
    made = answer.row(Answer(records=(nan,)))
    again = json.loads(json.dumps(made, allow_nan=False))
    assert again == made
    assert answer.text(again) == answer.text(Answer(records=(nan,)))
    assert cards.html(again) == cards.html(Answer())


def test_parameters_break_outside_brackets_only() -> None:
    assert cards.parameters("d=2, mu=((0, 1), (2, 0)), a=[1, 2]") == ["d=2", "mu=((0, 1), (2, 0))", "a=[1, 2]"]


def test_the_page_puts_what_needs_a_look_first() -> None:
    read = Balanced(cards.page([answer.row(a) for a in (PROVED, OPEN, Answer())], "Seed 0."))
    assert "3 derivations: 1 proved, 1 refuted, 1 undecided." in read.words
    assert [read.words.index(v) for v in ("REFUTED", "UNDECIDED", "PROVED")] == sorted(
        read.words.index(v) for v in ("REFUTED", "UNDECIDED", "PROVED")
    )


def test_a_report_of_derivations_alone(tmp_path: Path) -> None:
    write_lines(tmp_path / "derivations.jsonl", [answer.row(Answer()), answer.row(PROVED)])
    assert [p.name for p in report.render(tmp_path)] == ["derivations.md", "index.html"]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Not run" not in page and "Table 4" not in page
    table = (tmp_path / "derivations.md").read_text(encoding="utf-8")
    assert "2 derivations: 1 proved, 1 refuted." in table and "for all parameters in d = 1, K = 2" in table
    assert derivations.lines(tmp_path)[0].startswith("REFUTED   my_drift is not the velocity of a mixture: equals the denoiser")


def test_a_report_of_claims_and_derivations(tmp_path: Path) -> None:
    verdict = {"id": "AA-1", "verdict": "HOLDS", "expect": "HOLDS", "ok": True}
    write_lines(tmp_path / "verdicts.jsonl", [verdict])
    report.render(tmp_path)
    without = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Your derivations" not in without and not (tmp_path / "derivations.md").exists()
    write_lines(tmp_path / "derivations.jsonl", [answer.row(Answer())])
    assert not derivations.alone(load(tmp_path))
    report.render(tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="#derivations"' in page and "AA-1" in page and "my_drift is not the velocity" in page
    assert (tmp_path / "derivations.md").exists()
