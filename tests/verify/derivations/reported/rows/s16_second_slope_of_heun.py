# huggingface/diffusers#1512: the second slope of Heun's method is taken at the old noise level
from verify import derivation

CAUSES = {"wrong": "slope(x + h * k, t + h, var0)"}
HERE = {"law": "gaussian", "convention": "noise at 1", "assume": "centred data", "order": 2}


def slope(x, t, var0):
    return (t - (1 - t) * var0) / (t**2 + (1 - t) ** 2 * var0) * x


@derivation("flow_step", **HERE)
def right(x, t, h, var0):
    k = slope(x, t, var0)
    return x + h / 2 * (k + slope(x + h * k, t + h, var0))


@derivation("flow_step", **HERE)
def wrong(x, t, h, var0):
    k = slope(x, t, var0)
    return x + h / 2 * (k + slope(x + h * k, t, var0))
