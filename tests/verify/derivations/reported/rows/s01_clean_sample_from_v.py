# huggingface/diffusers#1421: the clean sample from v, the sign before sigma v
from verify import derivation

CAUSES = {"wrong": '"alpha * x - sigma * v_pred" for "alpha * x + sigma * v_pred"'}


@derivation("denoiser", convention="cosine")
def right(x, alpha, sigma, v_pred):
    return alpha * x - sigma * v_pred


@derivation("denoiser", convention="cosine")
def wrong(x, alpha, sigma, v_pred):
    return alpha * x + sigma * v_pred
