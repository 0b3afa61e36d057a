"""What the judge knows of a statement is what was stated; what does not read is refused."""

import json
from fractions import Fraction as F
from typing import Any

import pytest

from tests.sources import ROOT
from tests.verify.derivations.samples import drift, field
from verify import as_derivation
from verify.derivations.isolation.described import (
    LONG,
    MOST,
    decode_mark,
    decode_style,
    derivation,
    describe,
    encode_mark,
    encode_style,
    text,
)
from verify.derivations.isolation.evaluator import MEMORY
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.marked import Mark
from verify.derivations.statement import Refused
from verify.derivations.stating.call_style import Style

GIVEN = {"weights": [0.25, 0.75], "means": [[0.1], [2]], "covs": [[[1]], [[2]]]}
STATED = (
    as_derivation(drift, "velocity", "gaussian", assume=("independent", "d=2"), time="data at 0", sigma_min=F(1, 1024)),
    as_derivation(field, "velocity", "gaussian"),
    as_derivation(lambda law, t, x: x, "jacobian_do", "mixture", k=1, parameters=GIVEN),
)


def described(d: Any) -> Any:
    return json.loads(json.dumps(describe(d)))


@pytest.mark.parametrize("d", STATED, ids=lambda d: d.name)
def test_a_statement_is_the_same_statement(d: Any) -> None:
    got = derivation(described(d), d.formula)
    assert (got.name, got.law, got.needs, got.convention, got.where) == (d.name, d.law, d.needs, d.convention, d.where)
    assert got.quantity.name == d.quantity.name and got.quantity.shape == d.quantity.shape
    assert [(r.times, r.points, r.law.keywords) for r in got.regimes] == [(r.times, r.points, r.law.keywords) for r in d.regimes]


@pytest.mark.parametrize(
    "wrong",
    [
        {"law": "none"},
        {"of": "nothing"},
        {"needs": ["magic"]},
        {"needs": 7},
        {"convention": {}},
        {"name": 3},
        {"regimes": [{}]},
        {"law": None},
    ],
)  # fmt: skip
def test_what_does_not_read_is_garbled(wrong: Any) -> None:
    with pytest.raises(Garbled):
        derivation(described(STATED[0]) | wrong, Refused("never run"))


def test_a_place_comes_back_and_what_is_none_is_garbled() -> None:
    mark = Mark("mine.py", 3, 5, 3, 9, "x = law.m0", "right: law.m1")
    said = json.loads(json.dumps(encode_mark(mark)))
    assert decode_mark(said) == mark and decode_mark(encode_mark(None)) is None
    assert decode_mark(said | {"column": 6}) != mark
    for wrong in ({"column": 0}, {"column": 99}, {"line": "x"}, {"source": 7}, {"end_line": 2}):
        with pytest.raises(Garbled):
            decode_mark(said | wrong)
    with pytest.raises(Garbled):
        decode_mark([])


def test_texts_are_cut_and_styles_come_back() -> None:
    assert len(text("x" * 10**6)) == LONG
    style = Style("numpy", "float32", True, "column", False, True)
    assert decode_style(json.loads(json.dumps(encode_style(style)))) == style and encode_style(None) is None


def test_the_readme_names_the_limits() -> None:
    said = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"It may take {MEMORY >> 30} GiB, and state {MOST} derivations." in said
