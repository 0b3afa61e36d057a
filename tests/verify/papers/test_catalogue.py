"""The papers are found, each in its folder: ids, parts and order are its own, and it stands in no other table."""

import ast
import os
import shutil
import subprocess
import sys
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


def rooms(folder: str) -> set[str]:
    """What the files of a folder of verify/ import of it: `verify.papers.number` is `papers`."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "verify":
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("verify."):
                found.add(str(node.module).split(".")[1])
    return found


def test_papers_stand_below_those_who_judge_them() -> None:
    assert rooms("papers") == {"papers"}
    assert rooms("regimes") & {"suites", "report", "claims"} == set()
    assert {"suites", "papers"} <= rooms("report")  # another room's imports are seen


PAPER = """
from verify.papers.paper import Paper, found, parts

PAPER = Paper("TP", "Toy Paper", "A toy", "None.", parts("TP", ("1 A part", "1 2")), found(("A sentence.", "TP-1")), position=5)
"""
CLAIM = """
from dataclasses import replace

from verify.claims.field.fx_5_line import claim as other

claim = replace(other, id="TP-1", source="Toy Paper, 1")
"""
ASK = """
from verify.papers.entries import missing
from verify.claims import catalogue
from verify.report.audit_rows import rows
from verify.report.audit_page import files
from verify.report.run import Run, paper

assert [r["claim"] for r in rows("Toy Paper")] == ["TP-1"]
assert "audit-toy-paper.html" in files(Run({}, {})) and paper({"id": "TP-1"}) == "Toy Paper"
assert "TP-2" in missing(catalogue())
"""


def test_a_new_paper_is_its_own_folders_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "verify", ignore=shutil.ignore_patterns("__pycache__"))
    for room, name, text in (("papers", "__init__", PAPER), ("claims", "__init__", ""), ("claims", "tp_1", CLAIM)):
        (tmp_path / "verify" / room / "toy").mkdir(exist_ok=True)
        (tmp_path / "verify" / room / "toy" / f"{name}.py").write_text(text, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT.parent)))
    subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, check=True)
