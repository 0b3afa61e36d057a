"""The second-order formula of Tweedie."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, derivative, identity
from verify.regimes import FAR_TAIL, MIXTURES, SYMBOLIC_MIXTURES, when
from verify.residuals.wrong import off, transposed
from verify.routes import conditional

OPEN = when(MIXTURES, lambda t: t < 1)
# In the far tail the denoiser cancels in float64, its derivative does not.
NEAR = when(tuple(r for r in MIXTURES if r is not FAR_TAIL), lambda t: t < 1)


def tweedie(mix: Law, t: Time, x: Points) -> Array:
    return t / (1 - t) ** 2 * mix.ar.solve(mix.S0, mixture.denoiser_covariance(mix, t, x))


def residual(formula: Formula, case: Case) -> Array:
    """Dv (1 - t) - (D E[x1 | x] - I)."""
    return (1 - case.t) * case.value(mixture.jacobian) - case.value(formula) + case.ar.eye(case.x.shape[-1])


claim = Claim(
    id="FX-2",
    source="Tweedie's formula, second order; linear path, Gaussian source",
    says="The derivative of the denoiser is the covariance of x1 given x_t, times a factor; the velocity's derivative follows.",
    latex=r"\nabla E[x_1|x_t=x]=\frac{t}{(1-t)^2}\mathrm{Cov}(x_1|x_t=x)S_0^{-1},\quad\nabla v=\frac{\nabla E[x_1|x]-I}{1-t}",
    formula=tweedie,
    tests=(
        *derivative(conditional.denoiser, OPEN, SYMBOLIC_MIXTURES, kinds=("rate", "differences")),
        *derivative(conditional.denoiser, NEAR, kinds=("autodiff",)),
        *identity(residual, OPEN),
    ),
    near_misses={
        "inverse on the left": transposed(tweedie),
        "1 - t for its square": lambda mix, t, x: tweedie(mix, t, x) * (1 - t),
        "off by 1e-9": off(tweedie),
    },
)
