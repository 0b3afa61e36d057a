"""Answers for programs: each format is well formed, names file and line, and cannot be broken by what a file says."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from verify.checking import check
from verify.derivations.marked import Mark
from verify.drawing import answer, machine
from verify.drawing.plain_numbers import SCHEMA

EVIL = 'a "b", <c>&\n::error::d%\x1b[31m'
SAID = {"PROVED": "holds", "REFUTED": EVIL, "UNDECIDED": "open", "ERROR": "wrong", "GUARDED": "guarded", "AGREES": ""}
ROWS = [
    answer.undecided(f"f{i}", why, f"a,b/mine.py:{i + 1}", "repeat") | {"verdict": v} for i, (v, why) in enumerate(SAID.items())
]
REFUTED = ROWS[1]
PLACE = Mark("a,b/other.py", 7, 12, 8, 3, "    return (x +", "right: x")
KINDS: dict[str, Any] = {"string": str, "number": (int, float), "integer": int, "object": dict, "array": list, "null": type(None)}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """The part of JSON Schema that ours uses; every property that is there is named, and the other way round."""
    types = schema.get("type", [])
    if types and not any(isinstance(value, KINDS[t]) for t in ([types] if isinstance(types, str) else types)):
        return False
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        return False
    inner = schema.get("properties")
    return inner is None or value is None or (set(value) == set(inner) and all(fits(value[k], inner[k]) for k in inner))


def marked(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"mark": answer.marked(PLACE)}


def test_the_schema_says_what_a_row_is() -> None:
    schema = json.loads(machine.SCHEMA.read_text(encoding="utf-8"))
    refuted = answer.row(check(lambda law, t, x: -x, "mean", "gaussian"))
    assert schema["$id"] == SCHEMA and schema["properties"]["verdict"]["enum"] == list(answer.MEANING)
    for row in (*ROWS, refuted, marked(REFUTED)):
        assert fits(json.loads(machine.json_lines([row], "")), schema)
    assert refuted["numbers"] and refuted["diagnosis"]
    assert not fits(marked(REFUTED) | {"mark": answer.marked(PLACE) | {"column": "3"}}, schema)  # type: ignore[operator]
    assert not fits(refuted | {"seconds": "1"}, schema) and not fits({k: v for k, v in refuted.items() if k != "of"}, schema)


def test_csv_has_a_line_for_each() -> None:
    found = list(csv.DictReader(io.StringIO(machine.comma_separated(ROWS, ""))))
    assert [(r["verdict"], r["why"]) for r in found] == list(SAID.items())
    assert {r["file"] for r in found} == {"a,b/mine.py"} and [r["line"] for r in found] == ["1", "2", "3", "4", "5", "6"]


def test_github_annotates_what_does_not_pass() -> None:
    lines = machine.github(ROWS, "").splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::error", "::error", "::warning"]  # the worst first
    (refuted,) = (line for line in lines if "title=REFUTED" in line)
    assert refuted.startswith("::error file=a%2Cb/mine.py,line=2,title=REFUTED f1::") and "%0A" in refuted


def test_what_is_marked_is_where_programs_look() -> None:
    """Of GitHub and of SARIF; without a mark the line of the statement, and no columns."""
    (said,) = machine.github([marked(REFUTED)], "").splitlines()
    assert said.startswith("::error file=a%2Cb/other.py,line=7,endLine=8,col=12,endColumn=3,title=REFUTED f1::")
    assert "col=" not in machine.github([REFUTED], "")
    (result,) = json.loads(machine.sarif([marked(REFUTED)], ""))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a,b/other.py"}
    assert place["region"] == {"startLine": 7, "startColumn": 12, "endLine": 8, "endColumn": 3}
    (found,) = map(json.loads, machine.json_lines([marked(REFUTED)], "").splitlines())
    assert (found["mark"]["line"], found["mark"]["column"], found["mark"]["end_column"]) == (7, 12, 3)
    assert 'line="2"' in machine.junit([marked(REFUTED)], "")


def test_junit_counts_and_parses() -> None:
    suite = ET.fromstring(machine.junit(ROWS, "").encode()).find("testsuite")
    assert suite is not None and (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("6", "2", "2")
    assert [[e.tag for e in case] for case in suite] == [[], ["failure"], ["error"], ["error"], ["failure"], []]


def test_sarif_has_a_result_for_each() -> None:
    (run,) = json.loads(machine.sarif(ROWS, "1.2"))["runs"]
    assert {r["ruleId"] for r in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert [(r["kind"], r["level"]) for r in run["results"][:3]] == [("pass", "none"), ("fail", "error"), ("fail", "warning")]
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


@pytest.mark.parametrize("where", ["", "mine.py", "my notes: 3"])
def test_a_place_without_a_line(where: str) -> None:
    for form in machine.FORMATS.values():
        assert form([ROWS[1] | {"where": where}], "")


def test_a_badge_is_green_only_where_all_pass() -> None:
    def shown(rows: list[Any]) -> tuple[str, str]:
        told = json.loads(machine.badge(rows, ""))
        assert told.keys() == {"schemaVersion", "label", "message", "color"}
        return told["message"], told["color"]

    passing = [r for r in ROWS if r["verdict"] in machine.PASSES]
    assert 0 < len(passing) < len(ROWS)
    assert shown(passing) == (f"{len(passing)} of {len(passing)} pass", "brightgreen")
    assert shown(ROWS) == (f"{len(passing)} of {len(ROWS)} pass", "red")
    assert shown([]) == ("0 of 0 pass", "lightgrey")
