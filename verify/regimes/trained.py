"""Regimes of the laws that the committed networks were trained on: for evidence by a network, which the regime is named after."""

from fractions import Fraction as F

from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime

TIMES = (F(1, 10), F(3, 10), F(1, 2), F(7, 10), F(9, 10))


def trained(name: str, d: int) -> Regime:
    """The law of `learned/presets/<name>.toml`, at five times."""

    def law(ar: Arithmetic) -> Law:
        from learned import data
        from learned.preset import read

        found = data.load(read(name).data)
        assert isinstance(found, data.Law)
        return found.law(ar)

    return Regime(name, f"what the network {name} was trained on", law, TIMES, ((0,) * d,))


LINE_STANDARD, LINE_WIDER = trained("gauss-1d-standard", 1), trained("gauss-1d", 1)
PLANE_CORRELATED, PLANE_MIXTURE = trained("gauss-2d", 2), trained("mixture-2d", 2)
