"""The papers are found, each in its folder: ids, parts and order are its own, and it stands in no other table."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import verify
from verify import claims, papers

ROOT = Path(verify.__file__).parent


def test_the_papers_in_the_order_in_which_they_are_read() -> None:
    assert [p.key for p in papers.catalogue()] == ["CD", "RF", "PX", "FX"]


def test_every_paper_has_claims_and_a_folder_of_the_same_name() -> None:
    folders = {path.parent.name for path in (ROOT / "papers").glob("*/__init__.py")}
    assert {path.parent.name for path in claims.files()} == folders
    for claim in claims.catalogue().values():
        assert sum(p.states(claim.id) for p in papers.catalogue()) == 1


def test_a_paper_by_key_or_name() -> None:
    assert [p.key for p in papers.of_key("causality-delta")] == [p.key for p in papers.of_key("cd")] == ["CD"]
    assert papers.of_key("") == papers.catalogue()
    with pytest.raises(KeyError, match=r"'XX' is no paper of the catalogue: it has Causality-Delta \(CD\)"):
        papers.of_key("XX")


def test_a_position_that_is_taken_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def second(name: str) -> Any:
        return SimpleNamespace(PAPER=replace(papers.of_key("PX")[0], key=name.rpartition(".")[2], position=1))

    monkeypatch.setattr(papers, "import_module", second)
    with pytest.raises(ValueError, match="two papers have the position 1: give each a position of its own"):
        papers.catalogue.__wrapped__()


def names(tree: ast.AST) -> Iterator[str]:
    """The strings that are the key or the name of a paper."""
    known = {text for p in papers.catalogue() for text in (p.key, p.name)} - {"Field"}
    yield from (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value in known)


def test_no_other_table_names_the_papers() -> None:
    found = {
        str(path.relative_to(ROOT)): sorted(names(ast.parse(path.read_text(encoding="utf-8"))))
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] != "papers"
    }
    assert {path: said for path, said in found.items() if said} == {}
    assert list(names(ast.parse("{'CD': 'Causality-Delta'}"))) == ["CD", "Causality-Delta"]
