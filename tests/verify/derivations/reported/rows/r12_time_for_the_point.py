# atong01/conditional-flow-matching#175: the target conditional velocity has t for x
from fractions import Fraction

from verify import derivation

CAUSES = {"wrong": "15 / 16 * x"}


@derivation("velocity", sigma_min=Fraction(1, 16))
def right(x, t, denoised):
    return (denoised - 15 / 16 * x) / (1 - 15 / 16 * t)


@derivation("velocity", sigma_min=Fraction(1, 16))
def wrong(x, t, denoised):
    return (denoised - 15 / 16 * t) / (1 - 15 / 16 * t)
