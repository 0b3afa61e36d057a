"""The Hessian of log p_t times vectors, no Hessian formed."""

from analytic import directions, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES, when
from verify.residuals import equals
from verify.residuals.wrong import off, plus
from verify.routes import conditional


def rows(law: Law, t: Time, x: Points) -> Array:
    return directions.score_jvp(law, t, x, law.ar.eye(x.shape[-1]))


def by_posterior(law: Law, t: Time, x: Points) -> Array:
    """(t^2/(1 - t)^2 S0^-1 Cov[x1 | x_t = x] S0^-1 - S0^-1)/(1 - t)^2: by the joint law of the ends, before the end."""
    solve, S0, a = law.ar.solve, law.S0, 1 - t
    C = solve(S0, solve(S0, conditional.denoiser_covariance(law, t, x)).swapaxes(-1, -2))
    return (t * t / (a * a) * C - solve(S0, law.ar.eye(x.shape[-1]))) / (a * a)


def square(law: Law, t: Time, x: Points) -> Array:
    s = mixture.score(law, t, x)
    return law.ar.einsum("...i,...j->...ij", s, s)


claim = Claim(
    id="FX-50h",
    source="derived here",
    says="Along a vector the score of a mixture changes by the spread of its components' scores, less the mean of the S_k^-1.",
    latex=r"\nabla^2\log p_t\,z=\sum_k\gamma_k\left((s_k-\bar s)(s_k\cdot z)-S_k^{-1}z\right)",
    formula=rows,
    tests=(
        *identity(equals(by_posterior), when(MIXTURES, lambda t: t < 1), SYMBOLIC_MIXTURES),
        *derivative(mixture.score, MIXTURES, kinds=("autodiff",)),
    ),
    near_misses={"not centred": plus(rows, square), "off by 1e-9": off(rows)},
)
