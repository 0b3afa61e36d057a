# huggingface/diffusers#9636: conversions of x0 and noise are not inverse to each other
from verify import derivation

CAUSES = {"wrong": '"(x - x0_pred * alpha) / sigma"'}


@derivation("noise", convention="vp")
def right(x, x0_pred, alpha, sigma):
    return (x - alpha * x0_pred) / sigma


@derivation("noise", convention="vp")
def wrong(x, x0_pred, alpha, sigma):
    return (x - x0_pred) / sigma
