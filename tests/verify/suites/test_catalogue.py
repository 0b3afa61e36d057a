"""The catalogue of suites: what is in a folder is found, named lightly, judged able to fail, and shown in a report."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from verify import suites
from verify.claim import Outcome
from verify.files.lines import read_lines
from verify.suites import catalogue, measurement_named
from verify.suites.suite import Lazy

ORDER = """table4 sweep autodiff accuracy power laws probes mnist celeba graph figures proximal spectra memorisation causal
           causal_networks arithmetics refusals"""
BASELINE = Path(__file__).parents[3] / "reports"
QUICK = ("table4", "sweep", "graph", "figures", "causal", "refusals")
ENTRY = """from verify.suites.suite import Lazy, Suite
SUITE = Suite("{}", 75, "All is well.", *[Lazy("json", "dumps")] * 3)
"""


def recorded(name: str) -> list[dict[str, Any]]:
    return read_lines(BASELINE / f"{name}.jsonl")


def test_every_folder_is_a_suite_in_the_order_of_a_report() -> None:
    assert list(catalogue()) == ORDER.split()
    places = [suite.place for suite in catalogue().values()]
    assert places == sorted(set(places))


@pytest.mark.parametrize("name", ORDER.split())
def test_what_an_entry_names_is_there(name: str) -> None:
    suite = catalogue()[name]
    assert suite.says.endswith(".")
    for part in (suite.decide, suite.changed):
        assert not isinstance(part, Lazy) or callable(part.load())
    section = suite.section()
    assert section.suite == name and section.title


@pytest.mark.parametrize("name", ORDER.split())
def test_the_recorded_rows_hold_and_a_section_is_made_of_them(name: str) -> None:
    rows = recorded(name)
    assert catalogue()[name].decide(rows)[0] is Outcome.HOLDS
    section = catalogue()[name].section()
    assert all(len(row) == len(t.head) for _, t in section.tables(rows) for row in t.rows)
    assert all(p.name == name or p.name.startswith(f"{name}-") for p in section.plots(rows))


def spoilt(row: dict[str, Any]) -> dict[str, Any]:
    """The row as if all that it says were otherwise."""
    wrong = {"outcome": "HOLDS" if row.get("outcome") == "REFUTED" else "REFUTED", "error": 1e9, "value": 1e9}
    return row | {key: value for key, value in wrong.items() if key in row}


@pytest.mark.parametrize("name", ORDER.split())
def test_rows_that_say_otherwise_are_refuted_and_no_rows_are_no_pass(name: str) -> None:
    suite = catalogue()[name]
    assert suite.decide([spoilt(row) for row in recorded(name)])[0] is Outcome.REFUTED
    assert suite.decide([])[0] is not Outcome.HOLDS


def test_a_folder_more_is_a_suite_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "__init__.py").write_text(ENTRY.format("later"), encoding="utf-8")
    monkeypatch.setattr(suites, "__path__", [*suites.__path__, str(tmp_path)])
    monkeypatch.setattr(suites, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "__init__.py").touch()
    catalogue.cache_clear()
    try:
        assert list(catalogue()) == ["later"]
        (tmp_path / "misnamed").mkdir()
        (tmp_path / "misnamed" / "__init__.py").write_text(ENTRY.format("other"), encoding="utf-8")
        catalogue.cache_clear()
        with pytest.raises(ValueError, match="named 'other'; name it 'misnamed'"):
            catalogue()
    finally:
        catalogue.cache_clear()
        for name in ("later", "misnamed"):
            sys.modules.pop(f"verify.suites.{name}", None)


def test_naming_the_suites_imports_nothing_heavy() -> None:
    heavy = ("torch", "scipy", "sympy", "flint", "matplotlib", "jinja2")
    code = f"import sys; from verify.suites import catalogue; catalogue(); print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_no_setting_of_a_measurement_bears_the_name_of_what_it_counts() -> None:
    found = [m for suite in catalogue().values() if suite.measurements for m in suite.measurements()]
    assert found and not [m.name for m in found if {"points", "seconds"} & {*m.settings}]


def test_measurements_are_found_by_their_names() -> None:
    assert measurement_named("mnist-fives").home.name == "mnist" and measurement_named("celeba").home.name == "celeba"
    with pytest.raises(ValueError, match=r"use laws, mnist-fives, paper-mnist-fives, .*, celeba, celeba-resnet50"):
        measurement_named("fives")


def plain(value: Any) -> bool:
    """Only what JSON and a worker's report know: no member of an enumeration."""
    if isinstance(value, dict):
        return all(type(k) is str and plain(v) for k, v in value.items())
    if isinstance(value, list | tuple):
        return all(map(plain, value))
    return value is None or type(value) in (str, int, float, bool)


@pytest.mark.parametrize("name", QUICK)
def test_rows_are_plain_and_those_of_the_baseline(name: str) -> None:
    rows = catalogue()[name].rows(0)
    assert all(map(plain, rows))
    kinds = ("kind", "what", "formula", "column", "comparison", "subject", "scheme", "mutant", "evidence", "outcome")
    assert [[r.get(k) for k in kinds] for r in rows] == [[r.get(k) for k in kinds] for r in recorded(name)]
