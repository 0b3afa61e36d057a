# xuekt98/BBDM#29: the coefficient of the clean end in a step of a Brownian bridge
from verify import derivation

CAUSES = {"wrong": '"1 - s" for "1 - t"'}


@derivation("bridge_step_mean", convention="noise at 1")
def right(x, t, s, x0):
    return s / t * x + (1 - s) * ((t - t**2) - ((1 - t) / (1 - s)) ** 2 * (s - s**2)) / (t - t**2) * x0


@derivation("bridge_step_mean", convention="noise at 1")
def wrong(x, t, s, x0):
    return s / t * x + (1 - t) * ((t - t**2) - ((1 - t) / (1 - s)) ** 2 * (s - s**2)) / (t - t**2) * x0
