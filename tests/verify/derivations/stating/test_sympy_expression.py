"""SymPy expressions, in names with and without indices."""

from typing import Any

import pytest
import sympy as sp

from verify import check, symbols_of


def test_expressions_in_names_with_and_without_indices() -> None:
    t, x, m1, C1, m0, S0 = sp.symbols("t x m1 C1 m0 S0")
    u = m1 - m0 + (t * C1 - (1 - t) * S0) / ((1 - t) ** 2 * S0 + t**2 * C1) * (x - t * m1 - (1 - t) * m0)
    answer = check(u, "velocity")
    assert answer.verdict == "PROVED" and "for all parameters in d=1, K=1" in answer.scope
    assert check(sp.diff(u, x), "jacobian").verdict == "PROVED"
    assert check(u + t * (1 - t) / 10**6, "velocity", budget=2).verdict == "REFUTED"
    with pytest.raises(TypeError, match="unknown symbols q; with d = 1, K = 1 there are"):
        check(u + sp.Symbol("q"), "velocity")
    s = symbols_of("gaussian", d=2)
    S = (1 - s.t) ** 2 * s.S0 + s.t**2 * s.S1 + s.t * (1 - s.t) * (s.X + s.X.T)
    score = -S.inv() * (s.x - (1 - s.t) * s.m0 - s.t * s.m1)
    assert check(score, "score", "gaussian").verdict == "PROVED"
    with pytest.raises(ValueError, match="must be"):
        check(S, "score", "gaussian")


def test_a_quotient_of_densities_in_symbols() -> None:
    s = symbols_of("line", d=1, K=2)
    p: Any = 0
    for w, m, C in ((s.w1, s.m1, s.C1), (s.w2, s.m2, s.C2)):
        v, c = (1 - s.t) ** 2 * s.S0 + s.t**2 * C, (1 - s.t) * s.m0 + s.t * m
        p += w * sp.exp(-((s.x - c) ** 2) / (2 * v)) / sp.sqrt(v)
    assert check(sp.diff(sp.log(p), s.x), "score", "line").verdict == "PROVED"
