"""The curl of the velocity for any Gaussian source."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import MIXTURES, symbolic_mixture, symbolic_plane, when
from verify.residuals.wrong import halved, negated, off
from verify.routes import conditional


def residual(formula: Formula, case: Case) -> Array:
    J = mixture.jacobian(case.law, case.t, case.x)
    return J - J.swapaxes(-1, -2) - case.value(formula)


def commutator(mix: Law, t: Time, x: Points) -> Array:
    M = mix.ar.solve(mix.S0, conditional.denoiser_covariance(mix, t, x))  # Cov S0^-1
    return t / (1 - t) ** 3 * (M - M.swapaxes(-1, -2))


claim = Claim(
    id="FX-14c",
    source="derived here from FX-2",
    says="The velocity turns exactly where the covariance of x1 given x_t does not commute with the covariance of the source.",
    latex=r"\nabla v-\nabla v^{T}=\frac{t}{(1-t)^3}(\Gamma S_0^{-1}-S_0^{-1}\Gamma),\quad\Gamma=\mathrm{Cov}(x_1|x_t=x)",
    formula=commutator,
    tests=identity(residual, when(MIXTURES, lambda t: t < 1), (symbolic_mixture(2, 1), symbolic_plane())),
    near_misses={
        "no curl": lambda mix, t, x: 0 * commutator(mix, t, x),
        "factors exchanged": negated(commutator),
        "half": halved(commutator),
        "off by 1e-9": off(commutator),
    },
)
