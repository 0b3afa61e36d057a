"""What is asked about a law stands in its entry; few places ask which law it is, and their number does not grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytic import arithmetic
from verify.derivations import cases
from verify.derivations.parameters import drawn
from verify.drawing.answer import LAWS as WORDS
from verify.regimes.laws import LAWS, components, has_path, kind_of, kinds_of

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = ("verify/regimes/laws.py", "analytic/_laws.py")
MOST = 10
KINDS = {"Mixture", "Pair", "Transport"}


@pytest.mark.parametrize("name", LAWS)
def test_an_entry_says_what_its_laws_are(name: str) -> None:
    kind, ar = LAWS[name], arithmetic.balls()
    for r in cases.fresh(name, frozenset(), 0, 4):
        law, p = r.law(ar), cases.parameters(r)
        assert isinstance(law, kind.made) and name in kinds_of(law) and LAWS[kind_of(law)].made is kind.made
        assert has_path(law) == kind.path == hasattr(law, "path") and components(law) == len(p.get("weights", [1]))
        assert {*p} <= {*kind.own} and {*kind.own} - {*p} <= {"cross"}
        assert not kind.dimensions or len(law.m0) in kind.dimensions
    d, K = kind.proved[-1]
    assert {*drawn(name, d, K, cases.Random(0), 53)} <= {*kind.own}


def test_each_law_has_words() -> None:
    assert {*WORDS} == {*LAWS}


def asking(path: Path) -> Iterator[str]:
    """Comparisons with the name of a law, and instance checks of the classes of laws."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            names = {c.value for s in sides for c in ast.walk(s) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
            found = names and names <= {*LAWS}
        else:
            found = isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance" and ast.unparse(node.args[1]) in KINDS
        if found:
            yield f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]


def test_few_places_ask_which_law_it_is() -> None:
    files = [p for folder in ("analytic", "verify") for p in sorted((ROOT / folder).rglob("*.py"))]
    found = [place for p in files if str(p.relative_to(ROOT)) not in ENTRIES for place in asking(p)]
    assert len(found) <= MOST, found
