# lucidrains/denoising-diffusion-pytorch#173: alpha_s/alpha_t or its inverse in the posterior mean of VDM
from verify import derivation

CAUSES = {"wrong": '"alpha_t / alpha_s"'}


@derivation("posterior_step_mean", convention="cosine")
def right(x, x0, alpha_t, sigma_t, alpha_s, sigma_s):
    c = alpha_t / alpha_s
    return c * sigma_s**2 / sigma_t**2 * x + alpha_s * (1 - c**2 * sigma_s**2 / sigma_t**2) * x0


@derivation("posterior_step_mean", convention="cosine")
def wrong(x, x0, alpha_t, sigma_t, alpha_s, sigma_s):
    c = alpha_s / alpha_t
    return c * sigma_s**2 / sigma_t**2 * x + alpha_s * (1 - c**2 * sigma_s**2 / sigma_t**2) * x0
