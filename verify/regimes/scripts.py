"""What the published scripts of Causality-Delta save, load and draw."""

from fractions import Fraction as F
from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.published import scripts


class Weights(NamedTuple):
    """1 for each of the weights that an evaluation loads and no training saves."""

    ar: Arithmetic
    missing: Any


class Panels(NamedTuple):
    """The means behind the panels of Fig. 2, (5, K, d)."""

    ar: Arithmetic
    means: Any


def _panels(ar: Arithmetic) -> Panels:
    from verify.suites.instance import exact

    drawn = scripts.panels()  # draws with torch
    return Panels(ar, ar.array([[exact(m.numpy()) for m in panel] for panel in drawn]))


WEIGHTS = Regime(
    "published scripts", "weights saved and loaded", lambda ar: Weights(ar, ar.array(scripts.missing())), (F(0),), ((0,),)
)
FIGURE2 = Regime("Fig. 2", "the figure's function, right after the seed", _panels, (F(0),), ((0,),))
