# huggingface/diffusers#12262: a step that inverts the flow takes the sigmas in the forward order
from verify import derivation

CAUSES = {"wrong": '"x - (t - s) * v"'}


@derivation("euler_step", convention="noise at 1")
def right(x, t, s, v):
    return x + (s - t) * v


@derivation("euler_step", convention="noise at 1")
def wrong(x, t, s, v):
    return x + (t - s) * v
