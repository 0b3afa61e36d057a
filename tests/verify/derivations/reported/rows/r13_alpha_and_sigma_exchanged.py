# facebookresearch/flow_matching#26, #47: alpha and sigma exchanged
from verify import derivation

CAUSES = {"wrong": '"sigma, alpha, dsigma, dalpha" for'}


@derivation("velocity", convention="cosine")
def right(x, score, alpha, sigma, dalpha, dsigma):
    return dalpha / alpha * x + (dalpha / alpha * sigma**2 - sigma * dsigma) * score


@derivation("velocity", convention="cosine")
def wrong(x, score, alpha, sigma, dalpha, dsigma):
    return dsigma / sigma * x + (dsigma / sigma * alpha**2 - alpha * dalpha) * score
