"""What a reader of the pages meets: columns that are explained, colours, names that differ, tables that show they are wide."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.verify.report.test_report import VERDICTS, fill, verdict
from verify import report
from verify.drawing import style
from verify.report import templates
from verify.suites import catalogue

TABLES = ("sweep", "autodiff", "accuracy", "power")  # of numbers that their heads do not explain


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = fill(tmp_path_factory.mktemp("run"), verdicts=[verdict("AA-0", says="x_t and A_k, 2^-40"), *VERDICTS])
    report.render(made)
    return made


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}


def test_no_head_is_empty_and_no_region_has_the_name_of_another(folder: Path) -> None:
    for name, page in pages(folder).items():
        assert not re.search(r"<th[^>]*>\s*</th>", page), name
        said = Counter(re.findall(r'role="region" aria-label="([^"]*)"', page))
        assert {label: n for label, n in said.items() if n > 1 or not label} == {}, name


def test_pages_lead_to_pages(folder: Path) -> None:
    assert "not-decided.html" in pages(folder)
    for name, page in pages(folder).items():
        assert not re.findall(r'href="[^"]*\.(?:md|jsonl)"', page), name


def test_statements_are_typeset(folder: Path) -> None:
    assert '<span class="says">x<sub>t</sub> and A<sub>k</sub>, 2<sup>−40</sup></span>' in pages(folder)["index.html"]


@pytest.mark.parametrize("suite", TABLES)
def test_tables_say_what_they_ask_and_what_their_columns_are(folder: Path, suite: str) -> None:
    rows = catalogue()[suite].section()
    (said,) = rows.about([])
    page = pages(folder)["index.html"]
    assert "?" in said and str(templates.prose(said)) in page
    assert said in (folder / f"{suite}.md").read_text(encoding="utf-8")


def test_power_is_a_grid_of_colours(folder: Path) -> None:
    page, sheet = pages(folder)["index.html"], (templates.HERE / "page.css").read_text(encoding="utf-8")
    assert '<td class="sight" data-sight="✓" title="balls: seen">✓</td>' in page
    assert all(f'.sight[data-sight="{sign}"]' in sheet for sign in "✓–?")


def test_a_wide_table_shows_that_there_is_more(folder: Path) -> None:
    page = pages(folder)["index.html"]
    assert "--shade" in page and page.count("local,") == 2
    assert 'tabindex="0"' in page


def test_what_is_closed_is_not_printed_and_nothing_begins_a_sheet(folder: Path) -> None:
    for page in pages(folder).values():
        assert "beforeprint" not in page and "details-content" not in page
        assert not re.search(r"\.(claim|item) \{ break-inside", page)


def test_axes_lie_below_what_is_drawn() -> None:
    assert style.SETTINGS["axes.axisbelow"] is True
