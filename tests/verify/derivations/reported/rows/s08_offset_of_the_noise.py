# sbi-dev/sbi, flowmatching_estimator.py: x = (1 - t) data + (t + s) noise, the score lacks the factor 1 + s
from fractions import Fraction

from verify import derivation

CAUSES = {"wrong": "the factor 17/16"}
HERE = {"path": lambda t: (t + Fraction(1, 16), 1 - t), "ends": "x0 is data", "assume": "standard source"}


@derivation("score", **HERE, given={"v": "velocity"})
def right(x, t, v):
    return -((1 - t) * v + x) / (t + 1 / 16) / (17 / 16)


@derivation("score", **HERE, given={"v": "velocity"})
def wrong(x, t, v):
    return -((1 - t) * v + x) / (t + 1 / 16)
