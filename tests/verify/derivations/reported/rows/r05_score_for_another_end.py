# sbi-dev/sbi#1497, #1752: velocity and score in one estimator, and which end is the data
from verify import derivation

CAUSES = {"wrong": "-wrong(1 - t)"}


@derivation("velocity", convention="noise at 1", assume="t<1")
def right(x, t, score):
    return -(x + t * score) / (1 - t)


@derivation("velocity", convention="noise at 1", assume="0<t<1")
def wrong(x, t, score):
    return (x + (1 - t) * score) / t
