"""A file is loaded in its order, and nothing that it states is passed over in silence."""

from pathlib import Path
from typing import Any

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


RIGHT, WRONG = "(1 - t) * law.m0 + t * law.m1", "0 * law.m0"
MEAN = "derivation('mean', law='gaussian')"
START = "from verify import as_derivation, derivation, symbols_of\n"


def loaded(tmp_path: Path, text: str) -> list[Any]:
    path = tmp_path / "mine.py"
    path.write_text(START + text)
    return list(load(path))


def test_an_expression_keeps_the_name_that_it_was_given(tmp_path: Path) -> None:
    text = "a = as_derivation(symbols_of('gaussian', d=1).m1, of='mean', law='gaussian'{})\n"
    (item,) = loaded(tmp_path, text.format(", name='mine'"))
    assert (item.name, item.where.rpartition(":")[2]) == ("mine", str(START.count("\n") + 1))
    assert [d.name for d in load(str(tmp_path / "mine.py"), "mine")] == ["mine"]  # type: ignore[union-attr]
    (item,) = loaded(tmp_path, text.format(""))
    assert item.name == "a"


def test_the_second_of_one_name_hides_the_first_and_both_are_told(tmp_path: Path) -> None:
    function = "@{}\ndef field(law, t, x): return {}\n"
    second, first = loaded(tmp_path, function.format(MEAN, WRONG) + function.format(MEAN, RIGHT))
    assert [second.name, first.name] == ["field", "field:2"] and second.where.endswith(":4") and first.where.endswith(":2")
    assert check(second).verdict == "PROVED" and check(first).verdict == "ERROR"
    assert f"not looked at: {second.where} states another field, which hides it" in check(first).why
    assert [item.name for item in load(tmp_path / "mine.py", "field")] == ["field", "field:2"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"fields = [{MEAN}(lambda law, t, x: {WRONG})]", "fields[0]"),
        (f"fields = ({MEAN}(lambda law, t, x: {WRONG}),)", "fields[0]"),
        (f"fields = {{ {MEAN}(lambda law, t, x: {WRONG}) }}", "fields[0]"),
        (f"fields = {{'a': [{MEAN}(lambda law, t, x: {WRONG})]}}", "fields['a'][0]"),
        (f"class Fields:\n    @staticmethod\n    @{MEAN}\n    def first(law, t, x): return {WRONG}\n", "Fields.first"),
        (f"field = {MEAN}(lambda law, t, x: {WRONG})", "field"),
        (f"@{MEAN}\ndef field(law, t, x): return {WRONG}\nother = field\ndel field\n", "other"),
        ("fields = [as_derivation(symbols_of('gaussian', d=1).m1, of='mean', law='gaussian')]", "fields[0]"),
    ],
)
def test_what_lies_in_a_list_or_a_class_or_has_another_name_is_decided(tmp_path: Path, text: str, name: str) -> None:
    (item,) = loaded(tmp_path, text)
    assert item.name == name and item.where.endswith("mine.py:2" if "class" not in text else "mine.py:3")
    assert item.formula.exact and load(tmp_path / "mine.py", name)[0].name == name  # type: ignore[union-attr]


def test_two_statements_of_one_function_have_two_names(tmp_path: Path) -> None:
    twice = f"@{MEAN}\ndef field(law, t, x): return {RIGHT}\nother = as_derivation(field)\n"
    assert [d.name for d in loaded(tmp_path, twice)] == ["field", "other"]


def test_one_function_of_two_names_is_one_derivation(tmp_path: Path) -> None:
    text = f"@{MEAN}\ndef field(law, t, x): return {RIGHT}\nother, fields = field, [field]\n"
    wrapped = "import functools\n@functools.wraps(field)\ndef field(*all, f=field): return f(*all)\n"
    assert [d.name for d in loaded(tmp_path, text)] == ["field"]
    assert [d.name for d in loaded(tmp_path, text.replace("other, fields = field, [field]\n", wrapped))] == ["field"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"def local():\n    @{MEAN}\n    def hidden(law, t, x): return {WRONG}\nlocal()\n", 3),
        (f"hidden = {MEAN}(lambda law, t, x: {WRONG})\nhidden = 0\n", 2),
        (f"@derivation('velocity')\n@{MEAN}\ndef hidden(law, t, x): return {WRONG}\n", 2),
        ("hidden = as_derivation(symbols_of('gaussian', d=1).m1, of='mean', law='gaussian', name='hidden')\nhidden = 0\n", 2),
        (f"class Fields:\n    @{MEAN}\n    def hidden(self, law, t, x): return {WRONG}\n", 3),
    ],
)
def test_what_cannot_be_looked_at_is_an_error_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    item = loaded(tmp_path, text)[-1]
    answer = check(item)
    assert answer.verdict == "ERROR" and answer.where.endswith(f"mine.py:{line}")
    assert "not looked at" in answer.why or "unknown meaning: self" in answer.why
