"""Every operation against its definition: what is off by 1e-9, too narrow, too wide, or has lost a derivative is refuted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from flint import arb

from analytic.arithmetic import _digits, _float64, _objects, _pencil, _roots, _torch, _torch_roots
from verify.claim import Outcome
from verify.suites.arithmetics import pieces, table
from verify.suites.arithmetics.case import ALL, Case
from verify.suites.arithmetics.section import SECTION


def chosen(of: str, arithmetic: str = "", at: str = "") -> list[Case]:
    cases = [c for c in table.CASES if c.of == of and at in c.at]
    return [replace(c, on=(arithmetic,)) for c in cases if arithmetic in c.on] if arithmetic else cases


def test_every_operation_gives_its_value() -> None:
    rows = table.rows()
    assert table.decide(rows) == (Outcome.HOLDS, "")
    assert all(0 <= r["miss"] <= r["bound"] < 1e-4 for r in rows)


def test_every_operation_is_asked() -> None:
    operations = {name for name in vars(_objects.Objects) if not name.startswith("_") and callable(getattr(_objects.Objects, name))}
    asked = {word for case in table.CASES for word in case.of.split(", ")}
    assert operations - {"array", "floats", "eye", "pi"} <= asked | {"pencil"}
    assert {name for case in table.CASES for name in case.on} == set(ALL)


def nudged(f: Callable[..., Any]) -> Callable[..., Any]:
    """A value off by the nearest millionth of a thousandth."""
    return lambda *a, **k: f(*a, **k) * (1 + 2.0**-30)


SCALARS = ("exp", "expm1", "log", "sqrt", "sin", "cos", "erfc", "atan", "acos")
MATRICES = ("softmax", "logsumexp", "einsum", "sqrtm", "expm", "logm")


@pytest.mark.parametrize("name", [*SCALARS, *MATRICES, "log_ndtr", "bessel_quotient"])
@pytest.mark.parametrize("on", [_float64.Float64, _torch.Torch])
def test_a_value_off_by_1e_9_is_refuted(name: str, on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    arithmetic = on.name
    monkeypatch.setattr(on, name, nudged(getattr(on, name)))
    outcome, why = table.decide(table.rows(chosen(name, arithmetic)))
    assert outcome is Outcome.REFUTED and why.startswith(f"{name}, ")


@pytest.mark.parametrize("name", [*SCALARS, *MATRICES])
@pytest.mark.parametrize("arithmetic", ["digits", "balls", "symbols"])
def test_and_in_exact_arithmetics(name: str, arithmetic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = getattr(_objects.Objects, name)

    def off(self: Any, *a: Any) -> Any:
        return whole(self, *a) * self.array(1 + 10**30) / 10**30

    monkeypatch.setattr(_objects.Objects, name, off)
    outcome, why = table.decide(table.rows(chosen(name, arithmetic)))
    assert outcome is Outcome.REFUTED and arithmetic in why


@pytest.mark.parametrize(
    ("narrow", "says"), [(lambda y: y + arb(2) ** -200, "off by inf"), (lambda y: y + arb(0, 1e-60), "where rounding explains")]
)
def test_a_ball_beside_the_truth_and_one_too_wide_are_refuted(narrow: Any, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("root", "solve"):
        whole = getattr(_objects.Objects, name)
        with monkeypatch.context() as m:
            m.setattr(_objects.Objects, name, lambda *a, f=whole: np.frompyfunc(narrow, 1, 1)(np.asarray(f(*a), dtype=object)))
            outcome, why = table.decide(table.rows(chosen(name, "balls")))
        assert outcome is Outcome.REFUTED and says in why


def test_what_has_lost_its_derivative_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, of in (("sqrtm", "sqrtm"), ("root", "root")):
        whole = getattr(_torch_roots, name)
        with monkeypatch.context() as m:
            m.setattr(_torch_roots, name, lambda *a, f=whole: f(*a).detach())
            outcome, why = table.decide(table.rows(chosen(of, "torch")))
        assert outcome is Outcome.REFUTED and "derivative" in why


def last_term_left_out(q: Any, g: list[Any]) -> Any:
    first = g[0] * (g[1] - g[0]) / 2
    return g[0] + (q - q.detach()) * first


def test_a_second_derivative_that_is_missing_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    from analytic.arithmetic import _bessel

    monkeypatch.setattr(_bessel, "with_derivatives", last_term_left_out)
    outcome, why = table.decide(table.rows(chosen("bessel_quotient", "torch")))
    assert outcome is Outcome.REFUTED and "second derivative" in why


@pytest.mark.parametrize("of", ["apply", "solve", "logdet", "ratio, apply", "ratio, blend", "ratio, trace"])
def test_a_basis_that_belongs_to_another_pencil_is_refuted(of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _pencil.pencil
    monkeypatch.setattr(_pencil, "pencil", lambda S, C: whole(S, C[::-1]))
    assert table.decide(table.rows(chosen(of, "float64", "K = ")))[0] is Outcome.REFUTED


def test_a_bracket_that_is_not_widened_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_roots, "_bracket", lambda on, at, df, ends: (at(ends[..., 0]), at(ends[..., -1])))
    assert "no root" in table.decide(table.rows(chosen("root", "float64")))[1]


def test_pivots_that_are_not_looked_for_are_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_digits, "_down", lambda LU, x: x)
    assert table.decide(table.rows(chosen("solve", "digits")))[0] is Outcome.REFUTED


def test_a_piece_that_is_left_out_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    at = "a blend of 300 matrices, d = 9"
    assert table._piece(at)["outcome"] == Outcome.HOLDS
    monkeypatch.setitem(pieces.PIECES, at, lambda: (pieces.blended(200, 291, 9)[0], pieces.blended(200, 300, 9)[1]))
    assert table._piece(at)["outcome"] == Outcome.REFUTED


def test_no_rows_are_no_pass_and_an_error_stands_in_the_table() -> None:
    assert table.decide([])[0] is Outcome.UNDECIDED

    def breaks(ar: Any, *a: Any) -> Any:
        raise ZeroDivisionError("here")

    broken = replace(chosen("exp")[0], call=breaks)
    assert "ZeroDivisionError: here" in table.decide(table.rows([broken]))[1]


def test_the_page_says_how_much_of_the_bound_is_used() -> None:
    rows = table.rows(chosen("exp"))
    assert SECTION.tables(rows)[0][1].rows[0][0] == "exp"
    rows[0] = rows[0] | {"outcome": "REFUTED"}
    assert "NO" in SECTION.tables(rows)[0][1].rows[0]
