"""The pieces of a formula add up to it, and every change of one changes the value."""

from dataclasses import replace
from fractions import Fraction as F

import numpy as np
import pytest

from analytic import arithmetic
from verify.derivations.cases import coupled, fresh
from verify.derivations.diagnosis.families import DECOMPOSED, FAMILIES
from verify.derivations.diagnosis.maps import scalars
from verify.derivations.diagnosis.on_a_line import ON_A_LINE
from verify.derivations.diagnosis.pieces import pieces
from verify.derivations.diagnosis.wrong_pieces import changes
from verify.derivations.quantities import QUANTITIES

NAMED = [
    (kind, name, law)
    for kind, table in FAMILIES.items()
    for name in table
    for law in ("mixture", "gaussian")
    if name in QUANTITIES and law in QUANTITIES[name].of
]


def at(regime, ar):
    return regime.law(ar), ar.array(regime.times[0]), ar.array([list(p) for p in regime.points])


@pytest.mark.parametrize(("kind", "name", "law"), NAMED)
def test_pieces_put_together_are_the_quantity(kind, name, law):
    """Another text than that of `analytic`."""
    for regime in fresh(law, frozenset(), 3, 4):
        for r in (regime, coupled(frozenset(), law, regime)) if law == "gaussian" else (regime,):
            given = at(r, arithmetic.float64())
            right, found = QUANTITIES[name].of[law](*given), FAMILIES[kind][name](pieces(*given))
            assert np.allclose(found, right, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("of", [of for of in DECOMPOSED if any(of in table for table in FAMILIES.values())])
def test_terms_add_up_to_the_quantity(of):
    family = next(table for table in FAMILIES.values() if of in table)
    for r in fresh("mixture", frozenset(), 4, 4):
        p = pieces(*at(r, arithmetic.float64()))
        total = sum(c(*p.path) * family[name](p) for name, c in DECOMPOSED[of].items())
        assert np.allclose(total, family[of](p))


@pytest.mark.parametrize("of", ["distance2", "bures_distance2"])
def test_numbers_of_two_gaussians_add_up_to_the_distance(of):
    for r in fresh("transport", frozenset(), 4, 4):
        law, t, x = at(r, arithmetic.float64())
        numbers = scalars(law)
        total = sum(c(0, 0, 0, 0) * numbers[name]() for name, c in DECOMPOSED[of].items())
        assert np.allclose(total, QUANTITIES[of].of["transport"](law, t, x))


def test_pieces_in_balls_contain_those_in_floats():
    ball = arithmetic.balls(256)
    r = fresh("mixture", frozenset(), 5, 1)[0]
    with ball.scope():
        p, q = pieces(*at(r, ball)), pieces(*at(r, arithmetic.float64()))
        for table in FAMILIES.values():
            for f in (f for name, f in table.items() if name not in ON_A_LINE):
                exact = np.vectorize(lambda e: float(e.mid()), otypes=[float])(f(p))
                assert np.allclose(exact, f(q))


def test_every_change_changes_the_velocity():
    r = fresh("mixture", frozenset({"K=3", "d=2", "no far tails"}), 6, 1)[0]
    law, t, x = at(replace(r, times=(F(5, 16),)), arithmetic.float64())
    u = FAMILIES["vector"]["velocity"]
    right = u(pieces(law, t, x))
    for v in changes("mixture"):
        if v.post is None and v.key != "weights reversed":
            changed = u(pieces(*v.apply(law, t, x), v.way))
            assert not np.allclose(changed, right, rtol=1e-12, atol=1e-12), v.says
