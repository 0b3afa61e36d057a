# huggingface/diffusers#7046: x0 = sample/(s^2 + 1) - s v/sqrt(s^2 + 1), of which sample
from verify import derivation

CAUSES = {"wrong": '"x / (s ** 2 + 1) ** 0.5" for "x / (s ** 2 + 1)"'}
COSINE = {"convention": "cosine", "assume": "t<1"}


@derivation("denoiser", **COSINE)
def right(x, alpha, sigma, v_pred):
    s = sigma / alpha
    return x / alpha / (s**2 + 1) - s * v_pred / (s**2 + 1) ** 0.5


@derivation("denoiser", **COSINE)
def wrong(x, alpha, sigma, v_pred):
    s = sigma / alpha
    return x / (s**2 + 1) - s * v_pred / (s**2 + 1) ** 0.5
