"""What a newcomer types: misspelt words, a first file for each way of stating, what there is to use, the page of a claim."""

import re
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from analytic import arithmetic
from tests.verify.commands.test_check import Out, driftproof, rows  # noqa: F401
from verify import papers
from verify.commands.init import WAYS
from verify.commands.open import page
from verify.derivations.file_names import states_derivations
from verify.derivations.listed import FOR_READING


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("chekc", "mine.py"), "check"),
        (("lst",), "list"),
        (("list", "operatons"), "operations"),
        (("check", "mine.py", "--bugdet", "3"), "--budget"),
        (("check", "mine.py", "--bugdet=3"), "--budget"),
        (("show", "CD-4.6", "--reords", "x"), "--records"),
        (("init", "nmpy"), "numpy"),
    ],
)
def test_a_misspelt_word_is_an_error_that_says_what_was_meant(driftproof: Out, typed: tuple[str, ...], meant: str) -> None:  # noqa: F811
    code, said, error = driftproof(*typed)
    assert (code, said) == (2, "") and error.rstrip().endswith(f"; did you mean {meant}?")


def test_what_is_like_nothing_is_named_alone(driftproof: Out) -> None:  # noqa: F811
    code, _, error = driftproof("list", "--zzzzzzzz")
    assert code == 2 and error.rstrip().endswith("unrecognized arguments: --zzzzzzzz")


STATED = [name for name, way in WAYS.items() if "file" not in way]


@pytest.mark.parametrize("way", STATED)
def test_a_first_file_of_each_way_passes_and_is_never_written_over(driftproof: Out, way: str) -> None:  # noqa: F811
    code, said, error = driftproof("init", way)
    assert (code, error) == (0, "") and said == f"derivation_{way}.py: check it with `driftproof check derivation_{way}.py`\n"
    Path(f"derivation_{way}.py").write_text("mine", encoding="utf-8")
    code, said, error = driftproof("init", way)
    assert (code, said) == (2, "") and "is there already" in error
    assert Path(f"derivation_{way}.py").read_text(encoding="utf-8") == "mine"
    assert driftproof("init", way, "-o", "other.py")[0] == 0
    code, said, _ = driftproof("check", "other.py", "--json", "--budget", "20")
    assert code == 0 and {row["verdict"] for row in rows(said)} <= {"PROVED", "AGREES"}


def test_what_checks_at_each_commit_names_the_files_that_a_folder_stands_for(driftproof: Out) -> None:  # noqa: F811
    assert driftproof("init", "workflow")[:2] == (0, ".github/workflows/driftproof.yml\n")
    assert "driftproof check . --output-format github" in Path(".github/workflows/driftproof.yml").read_text(encoding="utf-8")
    assert driftproof("init", "pre-commit")[:2] == (0, ".pre-commit-config.yaml\n")
    said = Path(".pre-commit-config.yaml").read_text(encoding="utf-8")
    files, exclude = (re.compile(re.findall(rf" {key}: (.*)", said)[0]) for key in ("files", "exclude"))
    for name in (
        "derivation_a.py",
        "deep/b_derivation.py",
        "test_derivation.py",
        "deep/test_derivation.py",
        "other.py",
        "derivation.py",
    ):
        assert bool(files.search(name) and not exclude.search(name)) == states_derivations(Path(name)), name


def test_the_operations_are_those_of_each_arithmetic(driftproof: Out) -> None:  # noqa: F811
    listed = {row["name"] for row in rows(driftproof("list", "operations", "--json")[1])}
    for ar in (arithmetic.float64(), arithmetic.balls(256)):
        own = {name for name in dir(ar) if not name.startswith("_") and callable(getattr(ar, name))}
        assert listed <= own and "solve" in listed and not listed & set(FOR_READING)


def test_a_page_is_opened_by_what_it_tells(driftproof: Out, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    opened: list[Any] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    code, said, error = driftproof("open")
    assert (code, said, opened) == (2, "", []) and "make it with" in error
    Path("reports/latest").mkdir(parents=True)
    for name in ("index", *(paper.slug for paper in papers.catalogue())):
        Path(f"reports/latest/{name}.html").touch()
    code, said, _ = driftproof("open", "cd-4.6P")
    assert code == 0 and opened == [said.strip()] and said.strip().endswith("/reports/latest/index.html#CD-4.6p")
    assert driftproof("open", "cd")[1].strip().endswith("/reports/latest/audit-causality-delta.html")
    assert page("the field") == page("FX") == "audit-field.html"
    assert page("handbook") == "handbook/index.html" and driftproof("open", "CD-4.66")[0] == 2
