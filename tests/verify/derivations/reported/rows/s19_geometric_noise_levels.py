# huggingface/diffusers#590: geometric noise levels end at s_min^2/s_max: a root is missing
from verify import derivation

CAUSES = {"wrong": '** 0.5" for "50'}


@derivation("sigma", convention="ve(1/100, 50)")
def right(t):
    return 50 * (0.01**2 / 50**2) ** ((1 - t) / 2)


@derivation("sigma", convention="ve(1/100, 50)")
def wrong(t):
    return 50 * (0.01**2 / 50**2) ** (1 - t)
