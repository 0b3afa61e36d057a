# atong01/conditional-flow-matching#175: the field that carries noise to one data point, with t written for x
from fractions import Fraction

from verify import derivation

CAUSES = {"wrong": '"(x1 - 15 / 16 * x) / (1 - 15 / 16 * t)"'}


@derivation("conditional_velocity", sigma_min=Fraction(1, 16), assume="standard source")
def right(x, t, x1):
    return (x1 - 15 / 16 * x) / (1 - 15 / 16 * t)


@derivation("conditional_velocity", sigma_min=Fraction(1, 16), assume="standard source")
def wrong(x, t, x1):
    return (x1 - 15 / 16 * t) / (1 - 15 / 16 * t)
