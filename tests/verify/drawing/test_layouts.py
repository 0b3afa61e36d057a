"""Layouts that are kept from run to run: the same page with and without them, whatever lies in their place."""

import json
from pathlib import Path

import pytest
from markupsafe import Markup

from verify.drawing.layouts import Layouts
from verify.drawing.statement import Typesetter

FORMULAS = (r"v=\sum_k\gamma_k(x)\,v_k", r"\frac{a}{b}\leq\|S_t^{-1}\|", r"\no_such{")


def page(monkeypatch: pytest.MonkeyPatch, file: Path) -> str:
    found = Layouts(file)
    monkeypatch.setattr(Layouts, "kept", lambda: found)
    typeset = Typesetter()
    return str(Markup("").join(typeset(latex) for latex in FORMULAS) + typeset.defs())


def test_a_page_of_what_is_kept_is_the_page_that_was_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "sub" / "formulas.json"
    made = page(monkeypatch, file)
    assert {p.name for p in file.parent.iterdir()} == {file.name}
    assert made.count("<svg") > 2 and "<path" in made and "no_such" in made

    def nothing(self: Layouts, latex: str) -> None:
        raise AssertionError(f"{latex} is laid out again")

    with monkeypatch.context() as m:
        m.setattr(Layouts, "_laid", nothing)
        assert page(monkeypatch, file) == made
        with pytest.raises(AssertionError, match="is laid out again"):
            Layouts(file).of("x+1")


def test_what_is_kept_is_what_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Or the test above would say nothing."""
    file = tmp_path / "formulas.json"
    made = page(monkeypatch, file)
    found = json.loads(file.read_text(encoding="utf-8"))
    for laid in filter(None, found["laid"].values()):
        laid[0] += 1
    file.write_text(json.dumps(found), encoding="utf-8")
    assert page(monkeypatch, file) != made


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "{}", '{"laid": 1, "outlines": {}}', '{"laid": {}, "outlines": {"g": ""><script>"}}']
)
def test_what_cannot_be_read_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    made = page(monkeypatch, tmp_path / "other.json")
    file = tmp_path / "formulas.json"
    file.write_text(text, encoding="utf-8")
    assert page(monkeypatch, file) == made
    assert json.loads(file.read_text(encoding="utf-8"))["outlines"]


def test_what_cannot_be_written_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert page(monkeypatch, tmp_path / "file" / "formulas.json") == page(monkeypatch, tmp_path / "other.json")
