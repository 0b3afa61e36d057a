# tue-bmd/zea#551: noise is added to the step of a flow without the drift that makes up for it
from verify import derivation

CAUSES = {"wrong": "has the coefficient 1/2, not 1"}
HERE = {"convention": "noise at 1", "assume": "0<t<1"}


@derivation("velocity", **HERE, given={"out": "denoiser"})
def right(x, t, out, score):
    reverse = -(x - out) / t + t / 2 * score
    return -(reverse - t / 2 * score)


@derivation("velocity", **HERE, given={"out": "denoiser"})
def wrong(x, t, out, score):
    reverse = -(x - out) / t
    return -(reverse - t / 2 * score)
