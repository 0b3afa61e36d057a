"""What bends the trajectories of any mixture: the balance of momentum."""

from dataclasses import replace

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import ANISOTROPIC, LINE, symbolic_mixture, when
from verify.residuals.flows import jacobian
from verify.residuals.wrong import halved, off
from verify.routes import conditional

REGIMES = tuple(replace(r, points=r.points[:1]) for r in when((ANISOTROPIC, LINE), lambda t: 0 < t < 1 / 2))
density: Formula = lambda mix, t, x: mix.ar.exp(mixture.log_density(mix, t, x))  # noqa: E731


def balance(covariance: Formula) -> tuple[Formula, Formula]:
    """d(p v)/dt = -div(p (v v^T + C)): p (dv/dt + (grad v) v) = -div(p C), as the density is carried by v."""

    momentum: Formula = lambda mix, *at: density(mix, *at)[:, None] * conditional.drift(mix, *at)  # noqa: E731

    def flux(mix: Law, t: Time, x: Points) -> Array:
        v = conditional.drift(mix, t, x)
        return density(mix, t, x)[:, None, None] * (v[:, :, None] * v[:, None] + covariance(mix, t, x))

    return momentum, lambda mix, t, x: -mix.ar.einsum("nijj->ni", jacobian(flux)(mix, t, x))


claim = Claim(
    id="FX-44",
    source="momentum balance of flow matching, derived here for any law of the data; FX-23 between Gaussians",
    says="Trajectories of the linear path bend by minus the divergence of p Cov[x1 - x0 | x_t], over p: no covariance, no bend.",
    latex=r"\partial_tv+(\nabla v)v=-\frac{1}{p_t}\nabla\cdot(p_t\,\mathrm{Cov}[x_1-x_0\mid x_t])",
    formula=mixture.residual_covariance,
    tests=equation(balance, REGIMES, (symbolic_mixture(1, 1),), kinds=("rate",)),
    near_misses={"Cov[x1 | x_t]": mixture.denoiser_covariance, "half": halved(mixture.residual_covariance)}
    | {"off by 1e-9": off(mixture.residual_covariance)},
)
