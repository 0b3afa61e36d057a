"""What the published script of Fig. 2 of Causality-Delta draws."""

from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic
from analytic.exact import fractions
from verify.claim import Regime
from verify.papers.causality_delta import recipe


class Panels(NamedTuple):
    """The means behind the panels of Fig. 2, (5, K, d)."""

    ar: Arithmetic
    means: Any


def _panels(ar: Arithmetic) -> Panels:
    return Panels(ar, ar.array([[fractions(m) for m in means] for means, _ in recipe.panels()]))


FIGURE2 = Regime.once("Fig. 2", "the figure's function, right after the seed", _panels)
