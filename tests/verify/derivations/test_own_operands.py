"""Operands: given by their names in the author's time, drawn with the cases, or what the author says they are."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic
from verify import as_derivation, check
from verify.derivations import cases
from verify.derivations.own_operands import carrying, declared
from verify.derivations.quantities import find
from verify.regimes.operands import OPERANDS, other_time

t = sp.Symbol("t")


def right(x: Any, t: Any, v: Any, score: Any) -> Any:
    return v - t / 2 * score


def test_the_noise_may_be_a_function_of_their_time() -> None:
    way: dict[str, Any] = {"convention": "noise at 1", "assume": "0<t<1"}
    assert check(right, "sde_drift", where={"noise_level": sp.sqrt(t)}, **way).verdict == "AGREES"
    assert check(right, "sde_drift", where={"noise_level": lambda t: sp.sqrt(t)}, **way).verdict == "AGREES"
    assert check(right, "sde_drift", where={"noise_level": sp.sqrt(2 * t)}, **way).verdict == "REFUTED"
    assert check(right, "sde_drift", **way).verdict == "REFUTED"  # of any other noise


def test_both_directions_of_an_sde() -> None:
    def drift(sign: int) -> Any:
        return lambda law, t, x, v, score, g: v + sign * g * g / 2 * score

    for convention, towards_data in (("flow matching", 1), ("noise at 1", -1)):
        for of, sign in (("sde_drift", towards_data), ("noising_sde_drift", -towards_data)):
            for s in (1, -1):
                verdict = check(drift(s), of, convention=convention, assume="0<t<1").verdict
                assert (verdict in ("AGREES", "PROVED")) == (s == sign), (of, convention, s)


@pytest.mark.parametrize("convention", ["flow matching", "noise at 1", "edm"])
def test_steps_are_in_their_unit(convention: str) -> None:
    def step(law: Any, t: Any, x: Any, h: Any, velocity: Any) -> Any:
        return x + h * velocity

    def from_to(law: Any, t: Any, x: Any, s: Any, velocity: Any) -> Any:
        return x + (s - t) * velocity

    assume = ("0<t<1", "regular")
    for f in (step, from_to):
        assert check(f, "euler_step", convention=convention, assume=assume).verdict in ("AGREES", "PROVED")
    assert (
        check(lambda law, t, x, h, velocity: x - h * velocity, "euler_step", convention=convention, assume=assume).verdict
        == "REFUTED"
    )


def test_noise_grows_with_the_root_of_the_step() -> None:
    def step(power: Any) -> Any:
        return lambda x, h, g, z, out: out + g * abs(h) ** power * z

    way: dict[str, Any] = {"given": {"out": "euler_maruyama_mean"}, "assume": "0<t<1"}
    for convention in ("flow matching", "noise at 1"):
        assert check(step(0.5), "euler_maruyama_step", convention=convention, **way).verdict == "AGREES"
        assert check(step(1), "euler_maruyama_step", convention=convention, **way).verdict == "REFUTED"


def test_every_case_carries_what_is_asked_for() -> None:
    for name in OPERANDS:
        for r in cases.fresh("mixture", frozenset({f"takes {name}"}), 0, 3):
            law: Any = r.law(arithmetic.float64())
            assert np.isfinite(np.asarray(getattr(law, name))).all()


def test_the_other_time_is_between_t_and_the_data() -> None:
    for r in cases.ladder("mixture", frozenset({"takes later", "d=1", "K=1"}), 0):
        law: Any = r.law(arithmetic.symbols())
        for time in r.times:
            assert time < other_time(law, arithmetic.symbols().array(time)) < 1 or time == 1


def test_what_is_no_operand_is_refused() -> None:
    q = find("sde_drift")
    for where in ({"velocity": 1}, {"guidance_scale": 2}, {"data_point": 1}):
        with pytest.raises(ValueError, match="takes no number"):
            declared(where, q)
    with pytest.raises(TypeError, match="several symbols"):
        declared({"noise_level": sp.Symbol("a") * t}, q)
    assert declared({"noise_level": F(1, 2)}, q) == (("level", sp.Rational(1, 2)),)
    assert carrying(q.of["mixture"], (), as_derivation(right, "sde_drift").convention) is q.of["mixture"]
