# locuslab/ect#23: c_skip at sampling has s - s_min for s
from verify import derivation

CAUSES = {"wrong": "sigma - 1/500 for sigma"}
HERE = {"law": "gaussian", "convention": "edm", "assume": ("independent", "centred data", "isotropic data")}


@derivation("denoiser", **HERE)
def right(x, sigma, Sigma0):
    return Sigma0[0, 0] / (Sigma0[0, 0] + sigma**2) * x


@derivation("denoiser", **HERE)
def wrong(x, sigma, Sigma0):
    return Sigma0[0, 0] / (Sigma0[0, 0] + (sigma - 0.002) ** 2) * x
