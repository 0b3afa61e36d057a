# huggingface/diffusers#9563: EDM preconditioning with 1 for sigma_data^2
from verify import derivation

CAUSES = {"wrong": "Sigma0[0, 0] + sigma ** 2"}


@derivation("denoiser", law="gaussian", convention="edm", assume=("independent", "centred data", "isotropic data"))
def right(x, sigma, Sigma0):
    return Sigma0[0, 0] / (Sigma0[0, 0] + sigma**2) * x


@derivation("denoiser", law="gaussian", convention="edm", assume=("independent", "centred data", "isotropic data"))
def wrong(x, sigma, Sigma0):
    return Sigma0[0, 0] / (1 + sigma**2) * x
