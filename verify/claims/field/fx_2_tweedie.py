"""The second-order formula of Tweedie."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, derivative, identity
from verify.regimes import MIXTURES, symbolic_mixture, when
from verify.residuals.wrong import off, transposed
from verify.routes import conditional

OPEN = when(MIXTURES, lambda t: t < 1)
NEAR = tuple(r for r in OPEN if r.name != "far tail")  # there the denoiser cancels in float64, its derivative does not


def tweedie(mix: Law, t: Time, x: Points) -> Array:
    return t / (1 - t) ** 2 * mix.ar.solve(mix.S0, mixture.denoiser_covariance(mix, t, x))


def residual(formula: Formula, case: Case) -> Array:
    """Dv (1 - t) - (D E[x1 | x] - I)."""
    law, t, x = case.law, case.t, case.x
    return (1 - t) * mixture.jacobian(law, t, x) - formula(law, t, x) + case.ar.eye(x.shape[-1])


claim = Claim(
    id="FX-2",
    source="Tweedie's formula, second order; linear path, Gaussian source",
    says="The derivative of the denoiser is the covariance of x1 given x_t, times a factor; the velocity's derivative follows.",
    latex=r"\nabla E[x_1|x_t=x]=\frac{t}{(1-t)^2}\mathrm{Cov}(x_1|x_t=x)S_0^{-1},\quad\nabla v=\frac{\nabla E[x_1|x]-I}{1-t}",
    formula=tweedie,
    tests=(
        *derivative(conditional.denoiser, OPEN, (symbolic_mixture(1, 2), symbolic_mixture(2, 1)), kinds=("rate", "differences")),
        *derivative(conditional.denoiser, NEAR, kinds=("autodiff",)),
        *identity(residual, OPEN),
    ),
    near_misses={
        "inverse on the left": transposed(tweedie),
        "1 - t for its square": lambda mix, t, x: tweedie(mix, t, x) * (1 - t),
        "off by 1e-9": off(tweedie),
    },
)
