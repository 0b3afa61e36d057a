"""What the published script of Fig. 2 of Causality-Delta draws."""

from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.published import scripts


class Panels(NamedTuple):
    """The means behind the panels of Fig. 2, (5, K, d)."""

    ar: Arithmetic
    means: Any


def _panels(ar: Arithmetic) -> Panels:
    from verify.suites.instance import exact

    drawn = scripts.panels()  # draws with torch
    return Panels(ar, ar.array([[exact(m.numpy()) for m in panel] for panel in drawn]))


FIGURE2 = Regime.once("Fig. 2", "the figure's function, right after the seed", _panels)
