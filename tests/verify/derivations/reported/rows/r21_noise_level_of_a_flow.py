# huggingface/diffusers#10001, #9924: what sigma is for a flow model, whose data shrink as well
import numpy as np

from verify import derivation

CAUSES = {"wrong": "np.log(t / (1 - t))"}


@derivation("log_snr", convention="noise at 1")
def right(t):
    return 2 * np.log((1 - t) / t)


@derivation("log_snr", convention="noise at 1")
def wrong(t):
    return -2 * np.log(t)
