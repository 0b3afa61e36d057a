"""The certified value of a reference in floats, and what rounding another text of it may do; what has no value says so."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np

from analytic import arithmetic
from tests.verify.derivations.samples import RUNG, field, settled
from verify.derivations.judging.float_values import Values, certified, values_at
from verify.derivations.seen import Seen
from verify.evidence.rounding import OTHER_TEXT

HALF = F(1, 2)


def test_the_reference_is_certified_to_the_last_place() -> None:
    d = settled(field)
    value, radius = certified(d, RUNG, HALF)
    right = np.array([d.formula(RUNG.law(arithmetic.float64()), 0.5, np.array([p], dtype=float))[0] for p in RUNG.points])
    assert value.shape == right.shape == radius.shape
    assert (np.abs(right - value) <= OTHER_TEXT * radius).all() and (radius >= d.unit * np.maximum(1, np.abs(value))).all()


def test_values_are_of_each_point_or_what_was_seen_instead() -> None:
    at = values_at(settled(field), RUNG, HALF)
    assert isinstance(at, Values) and (at.gap <= at.allowed).all() and len(at.x) == len(RUNG.points)
    off = values_at(settled(lambda x, t, mu, Sigma: field(x, t, mu, Sigma) * 1.01), RUNG, HALF)
    assert isinstance(off, Values) and (off.gap > off.allowed).any()

    def broken(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma)[..., :0]

    seen = values_at(replace(off_d := settled(field), formula=replace(off_d.formula, function=broken)), RUNG, HALF)
    assert isinstance(seen, Seen) and seen.error
