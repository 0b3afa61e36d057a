"""Answers as other programs read them: JSON lines, CSV, annotations of GitHub, JUnit XML, SARIF 2.1.0, a badge.

A pass is PROVED or AGREES; REFUTED and GUARDED are failures, ERROR and UNDECIDED errors: whoever runs the check is to look.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from verify.drawing.answer import MEANING, ordered, sentence, text
from verify.drawing.tables import Row

PASSES = ("PROVED", "AGREES")
FAILURES = ("REFUTED", "GUARDED")
COLUMNS = ("name", "of", "law", "verdict", "scope", "why", "file", "line", "seconds", "repeat")
SCHEMA = Path(__file__).parent / "answer.schema.json"
REGION = {"line": "startLine", "column": "startColumn", "end_line": "endLine", "end_column": "endColumn"}
GITHUB = {"line": "startLine", "endLine": "endLine", "col": "startColumn", "endColumn": "endColumn"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def json_lines(rows: Sequence[Row], version: str) -> str:
    """A line for each; what its fields are is in `answer.schema.json`."""
    return "".join(f"{json.dumps(r, ensure_ascii=False)}\n" for r in rows)


def comma_separated(rows: Sequence[Row], version: str) -> str:
    return table([dict(r) | dict(zip(("file", "line"), _place(r), strict=True)) for r in rows], COLUMNS)


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """CSV as RFC 4180 has it, but for line ends, with a head."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def github(rows: Sequence[Row], version: str) -> str:
    """`::error file=mine.py,line=3,title=REFUTED::...`: beside the line in a pull request."""
    return "".join(_annotation(r) for r in ordered(list(rows)) if r["verdict"] not in PASSES)


def _annotation(r: Row) -> str:
    file, region = _region(r)
    place = {"file": file, **{key: region.get(name) for key, name in GITHUB.items()}, "title": f"{r['verdict']} {r['name']}"}
    said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items() if value)
    return f"::{_level(r)} {said}::{_escaped(text(r))}\n"


def _escaped(words: str, more: str = "") -> str:
    for c in f"%\r\n{more}":
        words = words.replace(c, f"%{ord(c):02X}")
    return words


def junit(rows: Sequence[Row], version: str) -> str:
    """A test case for each derivation."""
    counts = {"failures": sum(r["verdict"] in FAILURES for r in rows), "errors": sum(_is_error(r) for r in rows)}
    said = {"tests": len(rows), **counts, "time": round(sum(r["seconds"] for r in rows), 3)}
    suite = ET.Element("testsuite", {"name": "driftproof", **{key: str(value) for key, value in said.items()}})
    for r in rows:
        file, line = _place(r)
        known = {"classname": file, "name": str(r["name"]), "file": file, "line": str(line or ""), "time": str(r["seconds"])}
        case = ET.SubElement(suite, "testcase", {key: value for key, value in known.items() if value})
        if r["verdict"] not in PASSES:
            kind = "failure" if r["verdict"] in FAILURES else "error"
            ET.SubElement(case, kind, {"type": r["verdict"], "message": _plain(sentence(r))}).text = _plain(text(r))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return f"{ET.tostring(root, 'unicode', xml_declaration=True)}\n"


def _plain(words: str) -> str:
    """Without letters that XML has no place for."""
    return "".join(c if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "?" for c in words)


def sarif(rows: Sequence[Row], version: str) -> str:
    """A result for each derivation, a rule for each verdict."""
    rules = [{"id": verdict, "shortDescription": {"text": meaning}} for verdict, meaning in MEANING.items()]
    tool = {"driver": {"name": "driftproof", "version": version, "rules": rules}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": [_result(r) for r in rows]}
    return f"{json.dumps({'$schema': SARIF, 'version': '2.1.0', 'runs': [run]}, ensure_ascii=False, indent=1)}\n"


def _result(r: Row) -> dict[str, Any]:
    file, region = _region(r)
    passes = r["verdict"] in PASSES
    found = {"ruleId": r["verdict"], "kind": "pass" if passes else "fail", "level": "none" if passes else _level(r)}
    place = {"artifactLocation": {"uri": file}} | ({"region": region} if region else {})
    at = {"locations": [{"physicalLocation": place}]} if file else {}
    return {**found, "message": {"text": text(r)}, **at, "properties": {"name": r["name"], "repeat": r["repeat"]}}


def badge(rows: Sequence[Row], version: str) -> str:
    """The endpoint of a badge, as shields.io reads it: how many of all pass, red where one does not."""
    passed = sum(r["verdict"] in PASSES for r in rows)
    colour = "lightgrey" if not rows else "brightgreen" if passed == len(rows) else "red"
    said = {"schemaVersion": 1, "label": "driftproof", "message": f"{passed} of {len(rows)} pass", "color": colour}
    return f"{json.dumps(said)}\n"


def _level(r: Row) -> str:
    return "warning" if r["verdict"] == "UNDECIDED" else "error"


def _is_error(r: Row) -> bool:
    return r["verdict"] not in (*PASSES, *FAILURES)


def _place(r: Row) -> tuple[str, int | None]:
    """The file, and the line where it is known."""
    file, _, line = str(r["where"]).rpartition(":")
    return (file, int(line)) if file and line.isdecimal() else (str(r["where"]), None)


def _region(r: Row) -> tuple[str, dict[str, int]]:
    """The file, and what is marked there; else the line where it is stated. As in SARIF: the end column is the first one behind."""
    if mark := r.get("mark"):
        return mark["file"], {name: mark[key] for key, name in REGION.items()}
    file, line = _place(r)
    return file, {"startLine": line} if line else {}


FORMATS: dict[str, Callable[[Sequence[Row], str], str]] = {
    "json": json_lines,
    "csv": comma_separated,
    "github": github,
    "junit": junit,
    "sarif": sarif,
    "badge": badge,
}
