"""A file is loaded in its order."""

from pathlib import Path

import pytest

from verify import check, load
from verify.derivations.statement import Derivation


def test_a_file_is_loaded_in_its_order_and_what_cannot_be_stated_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "from verify import derivation\n"
        "@derivation('velocity')\ndef first(law, t, x): return x\n"
        "@derivation('nothing')\ndef second(law, t, x): return x\n"
        "@derivation('velocity')\ndef third(x, t, blob): return x\n"
    )
    items = load(path)
    assert [item.name for item in items if isinstance(item, Derivation)] == ["first", "second", "third"]
    assert all("mine.py:" in getattr(item, "where", "") for item in items)
    assert "no known quantity" in check(items[1]).why and "blob" in check(items[2]).why
    assert load(path, "third")[0].name == "third"  # type: ignore[union-attr]
    with pytest.raises(KeyError, match="it has first, second, third"):
        load(path, "fourth")


def test_an_error_of_any_kind_in_one_statement_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "from verify import derivation\n"
        "class Odd:\n    def __iter__(self): raise ZeroDivisionError('odd')\n"
        "@derivation('velocity', assume=Odd())\ndef first(law, t, x): return x\n"
        "@derivation('velocity')\ndef second(law, t, x): return x\n"
    )
    first, second = load(path)
    assert "raises ZeroDivisionError: odd" in check(first).why and check(second).verdict == "REFUTED"
