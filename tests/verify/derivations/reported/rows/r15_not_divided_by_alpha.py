# LeCAR-Lab/model-based-diffusion#7: sigma not divided by sqrt(alpha-bar)
from verify import derivation

CAUSES = {"wrong": "alpha times the denoiser"}


@derivation("denoiser", convention="vp")
def right(x, score, alpha, sigma):
    return (x + sigma**2 * score) / alpha


@derivation("denoiser", convention="vp")
def wrong(x, score, alpha, sigma):
    return x + sigma**2 * score
