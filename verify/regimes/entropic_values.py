"""Entropic transport of two Gaussians, in each convention."""

from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic import entropic
from verify.claim import Regime
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_ALIGNED


def _value(pair: Regime, reg: F | int, half: bool = False, **other: Any) -> Regime:
    law: Any = pair.law
    said = f"{'half the' if half else 'the'} cost, weight {reg}"
    return Regime.once(
        f"{pair.name}, {said}", f"{pair.about}, {said}", partial(entropic.entropic, **law.keywords | other, reg=reg, half=half)
    )


VALUES = (
    _value(PAIR, F(1, 2)),
    _value(PAIR, 3, half=True),
    _value(PAIR_3D, F(7, 3)),
    _value(PAIR_ALIGNED, F(1, 10), half=True),
)
SHIFTED = (_value(PAIR_ALIGNED, 1, cov1=[[2, 1], [1, 2]]),)  # both ends have one covariance
EQUAL = (_value(PAIR_ALIGNED, 1, mean1=[F(1, 2), -1], cov1=[[2, 1], [1, 2]]),)
