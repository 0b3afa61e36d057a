# G-U-N/Phased-Consistency-Model#18: the consistency function takes the point where it is, and the time of that point
import numpy as np

from verify import derivation

CAUSES = {"wrong": "with t for 1 - t: time is reversed"}
HERE = {"law": "gaussian", "convention": "noise at 1", "assume": "centred data", "batched": False}


@derivation("consistency", **HERE)
def right(x, t, var0):
    return x * np.sqrt(var0 / ((1 - t) ** 2 * var0 + t**2))


@derivation("consistency", **HERE)
def wrong(x, t, var0):
    return x * np.sqrt(var0 / (t**2 * var0 + (1 - t) ** 2))
