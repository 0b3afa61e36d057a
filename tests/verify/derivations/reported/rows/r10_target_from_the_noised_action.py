# lucidrains/pi-zero-pytorch#13, #14: the target is taken from the noised action
from verify import derivation

CAUSES = {"wrong": '"denoised - eps" for "x - eps"'}


@derivation("velocity", convention="pi0")
def right(x, t, denoised, eps):
    return denoised - eps


@derivation("velocity", convention="pi0")
def wrong(x, t, denoised, eps):
    return x - eps
