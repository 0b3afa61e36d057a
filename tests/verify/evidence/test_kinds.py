"""The kinds of evidence are told in one table: each has a module, and the words are true."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tests.test_layers import HEAVY, loaded_by
from verify.evidence import autodiff, balls, differences, distribution, float64, limit, network, order, rate, sampling
from verify.evidence import kinds as table
from verify.evidence.kinds import KINDS, kind_named, means, short

VERIFY = Path(table.__file__).parents[1]


def test_every_kind_has_a_module_and_every_module_that_decides_a_kind() -> None:
    for name in KINDS:
        assert callable(import_module(f"verify.evidence.{name}").decide)
    deciding = {p.stem for p in (VERIFY / "evidence").glob("*.py") if "\ndef decide(test" in p.read_text(encoding="utf-8")}
    assert deciding - {"__init__"} == set(KINDS)


def test_kinds_are_told_apart() -> None:
    for field in ("letter", "cost", "means"):
        assert len({getattr(kind, field) for kind in KINDS.values()}) == len(KINDS)
    for name, kind in KINDS.items():
        assert name == kind.name and kind.short and kind.letter == kind.letter.upper() and len(kind.letter) == 1
        assert not kind.means.endswith(".")  # it stands in the middle of sentences


@pytest.mark.parametrize(
    "kind, quoted",
    [
        ("balls", f"2^{table.log2(balls.BALLS_BOUND):.0f}"),
        ("rate", f"{rate.DIGITS} digits"),
        ("rate", f"an error of {table.RATE_SEES:g}"),
        ("rate", f"below {table.RATE_CURVATURE}"),
        ("limit", f"{limit.DIGITS} digits"),
        ("order", f"{order.DIGITS} digits"),
        ("order", f"to {order.ORDER_BOUND:g}"),
        *((kind, f"2^-{window}") for kind in ("rate", "limit", "order") for window in rate.WINDOWS),
        ("float64", f"{float64.FLOAT64_UNITS:g} times"),
        ("autodiff", f"{autodiff.AUTODIFF_UNITS:g} times"),
        ("differences", f"{differences.DIFFERENCES_UNITS:g} times"),
        ("sampling", table.power_of_ten(sampling.FALSE_ALARM)),
        ("distribution", table.power_of_ten(distribution.FALSE_ALARM)),
        ("network", table.power_of_ten(network.FALSE_ALARM)),
    ],
)
def test_the_words_quote_what_the_modules_work_with(kind: str, quoted: str) -> None:
    assert quoted in means(kind)


def test_no_constant_that_the_words_quote_is_defined_a_second_time() -> None:
    quoted = {name for name in vars(table) if name.isupper()}
    for path in (VERIFY / "evidence").glob("*.py"):
        names = {
            t.id
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        assert path.stem == "kinds" or not names & quoted, path


def test_the_error_that_rate_states_is_that_of_its_last_window() -> None:
    assert 2.0 ** -max(table.WINDOWS) * table.RATE_CURVATURE <= table.RATE_SEES


@pytest.mark.parametrize("value, words", [(1e-6, "1e-6"), (1e-15, "1e-15"), (1e-10, "1e-10")])
def test_powers_of_ten_in_words(value: float, words: str) -> None:
    assert table.power_of_ten(value) == words


def test_a_kind_of_another_version_has_no_words_and_cannot_be_asked() -> None:
    assert short("guess") == means("guess") == ""
    with pytest.raises(ValueError, match="'guess' is no kind of evidence: use one of symbols, balls, boxes"):
        kind_named("guess")


def test_the_table_is_light() -> None:
    assert loaded_by("verify.evidence.kinds") & HEAVY == set()
