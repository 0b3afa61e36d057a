"""No reference fails where it is asked: strictly inside the time, in the conventions of others, it has a finite value."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.assumptions import EXCHANGED
from verify.derivations.conventions import convention, reference
from verify.derivations.quantities import QUANTITIES
from verify.regimes.laws import PAIRS
from verify.regimes.operands import need

CONVENTIONS = {
    "noise at 1": convention("noise at 1"),
    "edm": convention("edm"),
    "vp": convention("vp"),
    "a thousand": convention(time=(1000, 0)),
}
ROOT = "jacobian_row_norms"  # no ball around 0 has a root
REFUSED = {"a closed form", "infinite time", "has no rates", "does not grow"}  # what `reference` says


@pytest.mark.parametrize("name", [name for name in QUANTITIES if name != ROOT])
@pytest.mark.parametrize("where", CONVENTIONS)
def test_inside_the_time_every_reference_is_finite(where: str, name: str) -> None:
    q, c = QUANTITIES[name], CONVENTIONS[where]
    for law in [*q.of][: 1 if q.lawless else None]:
        try:
            f = reference(q, law, c)
        except ValueError as e:
            assert any(said in str(e) for said in REFUSED), e
            continue
        inside = [(r, [t for t in r.times if 0 < t < 1]) for r in _asked(law, q.needs | frozenset(map(need, q.takes)), c.swapped)]
        valued = [_finite(f, r, t) for r, times in inside for t in {*times[:1], *times[-1:]}]
        assert sum(valued) > len(valued) / 2, law


@cache
def _asked(law: str, needs: frozenset[str], swapped: bool) -> tuple[Regime, ...]:
    """The last of each role in one and in two dimensions, of at most two components."""
    more = {EXCHANGED} if swapped and law in PAIRS else set()
    few = (r for r in cases.ladder(law, needs | more, 0) if len(cases.parameters(r).get("weights", ())) <= 2 >= len(r.points[0]))
    return tuple({(r.role, len(r.points[0])): r for r in few}.values())


def _finite(f: Any, r: Any, t: Any) -> bool:
    """False where there is no density, and so no value."""
    ar = arithmetic.balls(256)
    with ar.scope():
        try:
            value = f(r.law(ar), ar.array(t), ar.array([list(p) for p in r.points]))
        except SingularCovariance:
            return False
        assert all(e.is_finite() for e in np.asarray(value, dtype=object).flat), (r.name, t)
        return True
