# pals-ttic/sjc#13: score = -eps/sigma, of which convention sigma is
from verify import derivation

CAUSES = {"wrong": "alpha times the score"}


@derivation("score", convention="vp")
def right(x, eps, sigma_t):
    return -eps / sigma_t


@derivation("score", convention="vp")
def wrong(x, eps, alpha_t, sigma_t):
    return -eps / (sigma_t / alpha_t)
