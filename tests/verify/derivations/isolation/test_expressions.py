"""Expressions cross as what they are, each node once; other kinds of nodes do not."""

import json
from typing import Any

import pytest
import sympy as sp

from analytic import arithmetic, mixture
from verify.derivations.isolation.expressions import decode_all, encode_all
from verify.derivations.judging.symbol_proofs import all_parameters

X = sp.Symbol("x", real=True)


def sent(*entries: Any) -> list[Any]:
    return decode_all(json.loads(json.dumps(encode_all([*entries]))))


def test_a_jacobian_of_symbols_is_the_same() -> None:
    r, ar = all_parameters("mixture", 1, 2), arithmetic.symbols()
    u = mixture.jacobian(r.law(ar), ar.array("t"), ar.array([list(r.points[0])]))
    assert sent(*u.flat) == [*u.flat]


@pytest.mark.parametrize(
    "e",
    [
        sp.Piecewise((X, X > 2), (sp.erfc(X), True)), sp.sqrt(X) * sp.pi, sp.Abs(X) ** sp.Rational(1, 3), sp.zoo, sp.Float(0.1),
        -sp.oo, sp.nan, sp.I * X, sp.exp(-(X**2) / 2), sp.Integer(7),
    ],
)  # fmt: skip
def test_what_may_be_returned_is_the_same(e: Any) -> None:
    assert sent(e) == [e]


def test_a_node_is_sent_once() -> None:
    e = X
    for _ in range(60):
        e = e * e + 1  # 2^60 nodes as a tree
    assert len(encode_all([e, e])["nodes"]) < 200 and sent(e, X)[0] == e


@pytest.mark.parametrize("e", [sp.Integral(X, X), sp.Function("f")(X), sp.Derivative(sp.Function("f")(X), X)])
def test_other_nodes_are_refused(e: Any) -> None:
    with pytest.raises(TypeError, match="which is not understood"):
        encode_all([e])
