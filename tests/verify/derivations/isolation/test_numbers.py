"""Numbers cross between processes unrounded; what does not read so is refused, whatever it is."""

import json
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp

from analytic import arithmetic
from verify.derivations import cases
from verify.derivations.isolation import numbers
from verify.derivations.isolation.numbers import Garbled
from verify.regimes.constructors import arrays_of

LAWS = ("mixture", "gaussian", "transport")
ARITHMETICS = {"float64": arithmetic.float64(), "balls": arithmetic.balls(300), "digits": arithmetic.digits(50)}


def sent(value: Any, ar: Any) -> Any:
    return numbers.decode(json.loads(json.dumps(numbers.encode(value))), ar)


@pytest.mark.parametrize("name", ARITHMETICS)
@pytest.mark.parametrize("law", LAWS)
def test_a_law_is_the_same_law_elsewhere(law: str, name: str) -> None:
    ar = ARITHMETICS[name]
    with ar.scope():
        given: Any = cases.fresh(law, frozenset(), 0, 2)[1].law(ar)
        told = json.loads(json.dumps(numbers.encode_arithmetic(ar)))
        assert numbers.encode_arithmetic(numbers.decode_arithmetic(told)) == told
        got = numbers.decode_law(json.loads(json.dumps(numbers.encode_law(given))), ar)
        assert type(got) is type(given) and arrays_of(got).keys() == arrays_of(given).keys()
        for key, a in arrays_of(given).items():
            assert (a == arrays_of(got)[key]).all() and a is not arrays_of(got)[key]


def test_a_ball_encloses_what_it_did() -> None:
    ar = arithmetic.balls(256)
    with ar.scope():
        x = ar.exp(ar.array([F(1, 3), 2, -7]))
        y = sent(x, ar)
        for before, after in zip(x, y, strict=True):
            assert after.contains(before) and float(after.rad()) <= float(before.rad()) * (1 + 2.0**-28)
        assert (sent(ar.array([F(1, 4), 3]), ar) == ar.array([F(1, 4), 3])).all()
        assert not sent(ar.log(ar.array([-1])), ar)[0].is_finite()


def test_digits_and_floats_are_the_same_number() -> None:
    ar = arithmetic.digits(60)
    x = ar.exp(ar.array([F(1, 3), -2]))
    assert (sent(x, ar) == x).all() and ar.floats(sent(x * ar.pi().context.inf, ar))[0] == np.inf
    a = np.array([[0.1, -0.0], [np.nan, np.inf]])
    assert sent(a, arithmetic.float64()).tobytes() == a.tobytes()
    assert numbers.decode_number(numbers.encode_number(0.1), ar) == 0.1 and numbers.encode_number(F(3, 4)) == "q3/4"


@pytest.mark.parametrize(
    "value", [np.array(["a"]), {"a": 1}, object(), np.array([1j]), np.array([None]), np.array([sp.Integral(sp.Symbol("x"))])]
)
def test_what_is_no_number_is_not_sent(value: Any) -> None:
    with pytest.raises(TypeError, match="returns"):
        numbers.encode(value)


GOOD = {"shape": [1], "numbers": ["q3/4"]}


def nodes(*found: Any) -> Any:
    return {"shape": [1], "expressions": {"nodes": list(found), "entries": [0]}}


@pytest.mark.parametrize(
    "said",
    [
        None, 3, "q1/2", [], {}, {"shape": [1]}, GOOD | {"shape": [2]}, GOOD | {"shape": [-1]}, GOOD | {"shape": "ab"},
        GOOD | {"shape": [10**9, 10**9]}, GOOD | {"numbers": ["q3/0"]}, GOOD | {"numbers": ["z3"]}, GOOD | {"numbers": [3]},
        GOOD | {"numbers": [""]}, GOOD | {"numbers": ["b1p0"]}, GOOD | {"numbers": ["f1,5"]},
        {"shape": [1], "floats": "AAAA"}, {"shape": [1], "floats": "%%"}, {"shape": [1], "expressions": 7},
        nodes(), nodes(["eval", [0]]), nodes(["Add", [0]]), nodes(["symbol", "a b"]), nodes(["__import__", []]),
    ],
)  # fmt: skip
def test_what_does_not_read_is_garbled(said: Any) -> None:
    with pytest.raises(Garbled):
        numbers.decode(said, arithmetic.balls(256))
    assert numbers.decode(GOOD, arithmetic.balls(256))[0] == F(3, 4)
