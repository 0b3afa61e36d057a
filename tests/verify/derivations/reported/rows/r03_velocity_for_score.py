# Microtreei/TSD-SR#22: velocity used in the place of the score
from verify import derivation

CAUSES = {"wrong": "equals the velocity on"}


@derivation("score", convention="noise at 1")
def right(x, t, v):
    return -(x + (1 - t) * v) / t


@derivation("score", convention="noise at 1")
def wrong(x, t, v):
    return v + 0 * x
