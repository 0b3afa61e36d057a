# tianweiy/CausVid#27, #53: why a difference of denoisers is the score difference for a flow model
from verify import derivation

CAUSES = {"wrong": '"(denoised * (1 - t) - x) / t ** 2"'}


@derivation("score", convention="noise at 1")
def right(x, t, denoised):
    return ((1 - t) * denoised - x) / t**2


@derivation("score", convention="noise at 1")
def wrong(x, t, denoised):
    return (denoised - x) / t**2
