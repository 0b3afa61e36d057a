"""The answer to a derivation: a row of plain data, and text for the terminal. No mathematics.

Words come first: the verdict, its scope, the smallest counterexample, the diagnosis, the command that repeats it.
Everything is made of the row, so what was found can be shown again later, elsewhere.
"""

import math
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from verify.drawing import source
from verify.drawing.plain_numbers import SCHEMA, numbers
from verify.drawing.tables import Row

HUES = {"green": ("PROVED", "AGREES"), "yellow": ("GUARDED", "UNDECIDED"), "bold red": ("REFUTED", "ERROR")}
COLOUR = {verdict: hue for hue, verdicts in HUES.items() for verdict in verdicts}
MEANING = {
    "PROVED": "certified, in the scope stated",
    "AGREES": "no difference beyond its own rounding; that is no proof",
    "GUARDED": "right but for a guard, a small constant in its text; it differs where that shows",
    "REFUTED": "a difference beyond every error",
    "UNDECIDED": "nothing was shown, which is no pass",
    "ERROR": "it cannot be asked so: mend what is named",
}
COUNTED = {"AGREES": "agree", "ERROR": "in error"}
LAWS = {
    "mixture": "a mixture",
    "gaussian": "a Gaussian pair",
    "line": "a mixture on a line",
    "scm": "a linear Gaussian structural model",
    "transport": "the optimal transport between two Gaussians",
}
FIELDS = ("name", "of", "asked", "law", "verdict", "scope", "why", "seconds", "repeat", "where")
COUNTEREXAMPLE = ("parameters", "letter", "t", "x", "entry", "found", "certified")
CASE = {"t": "{letter} = {t}", "x": "x = {x}", "entry": "entry {entry}"}
DIAGNOSIS = ("words", "quantity", "change", "agreed", "tried", "regime")
INDENT = 14
AFTER = ("stated in", "repeat")  # the line of the author's text that is marked


def row(answer: Any) -> Row:
    """The plain data of an answer: what is written to derivations.jsonl and printed by --json."""
    if isinstance(answer, Mapping):
        return dict(answer)
    out: Row = {"suite": "derivations", "schema": SCHEMA, **{k: getattr(answer, k) for k in FIELDS}}
    out["counterexample"] = _part(answer.counterexample, COUNTEREXAMPLE)
    out["numbers"] = numbers(out["counterexample"])
    out["diagnosis"] = _part(answer.diagnosis, DIAGNOSIS)
    out["mark"] = marked(answer.mark)
    out["records"] = [_finite(asdict(r)) for r in answer.records]
    return out | {"verdict": str(out["verdict"]), "seconds": round(float(out["seconds"]), 3)}


def undecided(name: str, why: str, where: str, repeat: str, seconds: float = 0.0) -> Row:
    """The row of what could not be tried at all: a file that raises, a run that never ends."""
    known = {
        "name": name,
        "of": "",
        "asked": "",
        "law": "",
        "verdict": "UNDECIDED",
        "scope": "",
        "why": why,
        "seconds": round(seconds, 3),
    }
    return {
        "suite": "derivations",
        "schema": SCHEMA,
        **known,
        "repeat": repeat,
        "where": where,
        "counterexample": None,
        "numbers": None,
        "diagnosis": None,
        "mark": None,
        "records": [],
    }


def marked(mark: Any) -> Row | None:
    """The place in the author's text that an answer is about."""
    return None if mark is None else asdict(mark)


def text(answer: Any, width: int = 100) -> str:
    """For the terminal: a line for the verdict, then a labelled line for each thing known."""
    r = row(answer)
    lines, shown = [f"{r['verdict']}  {sentence(r)}"], source.lines(r.get("mark"), width)
    for label, value in details(r):
        if label in AFTER:
            lines, shown = [*lines, *shown], []
        lines += textwrap.wrap(
            " ".join(value.split()),
            max(width, INDENT + 30),
            initial_indent=f"  {label:{INDENT - 2}}",
            subsequent_indent=" " * INDENT,
            break_on_hyphens=False,
            break_long_words=label != "repeat",
        )
    return "\n".join([*lines, *shown])


def sentence(r: Row) -> str:
    """`my_drift is not the velocity of a mixture`; of a free claim, `mine does not hold`; of a mistake where it is, and which."""
    name = r["name"] or "the formula"
    if r["verdict"] == "ERROR":
        file, _, line = r["where"].rpartition(":")
        return f"{file}, line {line}, {name}: {r['why']}" if file else f"{name}: {r['why']}"
    if not r["of"]:
        said = {"PROVED": "holds", "AGREES": "holds", "REFUTED": "does not hold"}
        return f"{name} {said.get(r['verdict'], 'is not decided')}"
    said = {
        "PROVED": "is",
        "AGREES": "agrees with",
        "REFUTED": "is not",
        "GUARDED": "is, but for a guard,",
        "UNDECIDED": "may or may not be",
    }
    law = f"of {LAWS[r['law']]}" if r["law"] in LAWS else r["law"]
    return f"{name} {said.get(r['verdict'], 'is compared with')} the {r['of']} {law}".rstrip()


def details(r: Row) -> list[tuple[str, str]]:
    """Label and value of what is known beyond the verdict, in reading order."""
    if r["verdict"] == "ERROR":
        return [("repeat", r["repeat"])] if r["repeat"] else []
    out = [("scope", r["scope"]), ("why", r["why"])]
    if r["counterexample"]:
        c = r["counterexample"]
        out += [
            ("smallest" if r["of"] else "where", f"{c['parameters']}"),
            ("case", ", ".join(words for key, words in CASE.items() if c[key]).format_map({"letter": "t", **c})),
        ]
        out += [("yours", c["found"]), ("certified", c["certified"])]
    if r["diagnosis"]:
        out.append(("diagnosis", diagnosis(r)))
    out += [("stated in", r["where"]), ("repeat", r["repeat"])]
    return [(label, str(value)) for label, value in out if value]


def diagnosis(r: Row) -> str:
    """What the formula is instead, and where it is right after all."""
    d = r["diagnosis"] or {}
    words, regime = str(d.get("words") or ""), str(d.get("regime") or "")
    if regime in words:
        return words
    return f"{words}; {regime}" if words else regime


def summary(rows: Iterable[Row]) -> str:
    """`2 derivations: 1 proved, 1 refuted`."""
    said = [r["verdict"] for r in rows]
    each = ", ".join(f"{said.count(v)} {COUNTED.get(v, v.lower())}" for v in MEANING if v in said)
    return f"{len(said)} derivation{'' if len(said) == 1 else 's'}" + (f": {each}" if each else "")


def ordered(rows: list[Row]) -> list[Row]:
    rank = {"ERROR": 0, "REFUTED": 1, "GUARDED": 2, "UNDECIDED": 3}
    return sorted(rows, key=lambda r: rank.get(r["verdict"], 4))


def _part(thing: Any, names: tuple[str, ...]) -> Row | None:
    if thing is None:
        return None
    return {k: v if isinstance(v := getattr(thing, k), int) else str(v) for k in names}


def _finite(record: Row) -> Row:
    """JSON has no NaN: what is no finite number is written in words."""
    return {k: str(v) if isinstance(v, float) and not math.isfinite(v) else v for k, v in record.items()}
