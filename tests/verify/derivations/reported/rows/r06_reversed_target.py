# sii-research/tau-0-vla#7: x_t = t noise + (1 - t) action with u = noise - action reported as reversed
from verify import derivation

CAUSES = {"wrong": 'right with "noise - denoised"'}


@derivation("velocity", convention="noise at 1")
def right(x, t, noise, denoised):
    return noise - denoised


@derivation("velocity", convention="noise at 1")
def wrong(x, t, noise, denoised):
    return denoised - noise
