# deepinv/deepinv#1279, #361: Cov[x1 | x_t] from the Jacobian of the denoiser
from verify import derivation

CAUSES = {"wrong": "the factor t does not belong there"}
HERE = {"assume": ("standard source", "0<t<1"), "given": {"J": "denoiser_jacobian"}}


@derivation("denoiser_covariance", **HERE)
def right(t, J):
    return (1 - t) ** 2 / t * J


@derivation("denoiser_covariance", **HERE)
def wrong(t, J):
    return (1 - t) ** 2 * J
