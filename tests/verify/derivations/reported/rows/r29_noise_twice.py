# eje24/iap-diffusion-labs#17: the diffusion coefficient is multiplied by the noise twice
from verify import derivation

CAUSES = {"wrong": 'for "mean + g * dt ** 0.5 * z * z"'}
HERE = {"assume": "0<t<1", "given": {"mean": "euler_maruyama_mean"}}


@derivation("euler_maruyama_step", **HERE)
def right(mean, dt, g, z):
    return mean + g * dt**0.5 * z


@derivation("euler_maruyama_step", **HERE)
def wrong(mean, dt, g, z):
    return mean + g * dt**0.5 * z * z
