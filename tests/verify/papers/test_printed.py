"""Each number of a printed table is typed once, below verify/papers: everything else imports it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import verify
from verify.papers.causality_delta import printed
from verify.papers.number import Number, agrees

ROOT = Path(verify.__file__).parent
CORRELATIONS = (printed.DATA5, printed.ESTIMATE5, printed.DATA6, printed.ESTIMATE6, printed.CONDITIONAL6)
STEPS = Number(printed.TABLE3["training steps"].replace(" ", ""))
TABLES = (
    *(n for column in printed.TABLE4.values() for n in column),
    *CORRELATIONS,
    Number(printed.TABLE3["training steps"].replace(" ", "")),
)


def figures(number: Number) -> str:
    """The digits from the first that is not zero."""
    return number.text.removeprefix("<").replace(".", "").lstrip("0")


LONG = [n for n in TABLES if len(figures(n)) >= 3]


def written(n: Number) -> re.Pattern[str]:
    """The number in a text, with or without the zero before the point, or spaces between thousands."""
    text = r"0?\." + n.text.partition(".")[2] if "." in n.text else r"\s?".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", n.text))
    return re.compile(rf"(?<![\d.]){text}(?!\d)")


def typed(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and number of each of the long printed numbers that stands in a constant."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        for n in LONG:
            if isinstance(node.value, str):
                found = bool(written(n).search(node.value))
            elif isinstance(node.value, float):  # 0.3 for 0.300 is another number
                found = node.value == n.value and len(figures(Number(repr(node.value)))) >= 3
            else:  # digits over a power of ten
                found = len(figures(n)) >= 4 and node.value in (n.value, int(figures(n)))
            if found:
                yield node.lineno, n.text


def test_no_printed_number_is_typed_outside_papers() -> None:
    files = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] != "papers"]
    assert len(files) > 300
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}" for path in files for line, text in typed(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def test_within_papers_each_is_typed_in_one_file() -> None:
    found: dict[str, set[str]] = {n.text: set() for n in LONG}
    for path in sorted((ROOT / "papers").rglob("*.py")):
        for _, text in typed(ast.parse(path.read_text("utf-8"))):
            found[text].add(path.name)
    assert {text: names for text, names in found.items() if names != {"printed.py"}} == {}


@pytest.mark.parametrize(
    "code",
    ["x = 0.8674", "F(8674, 10**4)", "'.8674 and'", "'Printed: 0.289.'", "f'{x} .300,'", "'400 001'", "400_001"],
)
def test_a_typed_number_is_seen(code: str) -> None:
    assert len(list(typed(ast.parse(code)))) == 1


@pytest.mark.parametrize("code", ["x = 0.3", "300", "284", "'10.284'", "'0.2841'", "'0.16'", "True"])
def test_another_number_is_not(code: str) -> None:
    assert list(typed(ast.parse(code))) == []


def test_a_number_as_it_is_printed() -> None:
    n = Number("0.300")
    assert (n.value, n.figure, n.digits, n.short, n.exact.numerator) == (0.3, 0.3, 3, ".300", 3)
    assert n.agrees(0.3004) and n.agrees(0.2996) and not n.agrees(0.3006) and not n.agrees(float("nan"))
    bound = Number("<0.001")
    assert (bound.value, bound.figure, bound.digits) == (0.001, "<0.001", 3)
    assert bound.agrees(0.0009) and not bound.agrees(0.001)
    assert agrees(0.16, 0.2, 1) and not agrees(0.14, 0.2, 1)


def test_a_column_in_a_formula_shows_bounds_as_zeros() -> None:
    assert printed.latex4(printed.INTERVENTION) == r".000,\ .284,\ .300,\ .039,\ .000"
