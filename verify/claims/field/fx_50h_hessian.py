"""The Hessian of log p_t times vectors, no Hessian formed."""

from analytic import directions, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals import equals
from verify.residuals.wrong import off, plus


def rows(law: Law, t: Time, x: Points) -> Array:
    return directions.score_jvp(law, t, x, law.ar.eye(x.shape[-1]))


def square(law: Law, t: Time, x: Points) -> Array:
    s = mixture.score(law, t, x)
    return law.ar.einsum("...i,...j->...ij", s, s)


claim = Claim(
    id="FX-50h",
    source="derived here",
    says="Along a vector the score of a mixture changes by the spread of its components' scores, less the mean of the S_k^-1.",
    latex=r"\nabla^2\log p_t\,z=\sum_k\gamma_k\left((s_k-\bar s)(s_k\cdot z)-S_k^{-1}z\right)",
    formula=rows,
    tests=(*derivative(mixture.score, MIXTURES, SYMBOLIC_MIXTURES), *identity(equals(mixture.score_jacobian), MIXTURES)),
    near_misses={"not centred": plus(rows, square), "off by 1e-9": off(rows)},
)
