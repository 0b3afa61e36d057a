"""Appendix B.2: the two covariances behind the Gaussian drift, for any coupling."""

from analytic import gaussian
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import COUPLED, symbolic_pair
from verify.residuals.wrong import off, transposed
from verify.routes.conditional import joint


def both(ar: Arithmetic, D: Array, S: Array) -> Array:
    return ar.einsum("p,ij->pij", ar.array([1, 0]), D) + ar.einsum("p,ij->pij", ar.array([0, 1]), S)


def covariances(pair: Law, t: Time, x: Points) -> Array:
    """Cov[x1 - x0, x_t] and Cov[x_t], (2, d, d)."""
    _, _, S, D = gaussian.moments(pair, t)
    return both(pair.ar, D, S)


def residual(formula: Formula, case: Case) -> Array:
    """Less M C N^T and N C N^T, C the covariance of (x0, x1), x1 - x0 = M (x0, x1), x_t = N (x0, x1)."""
    ar, t, d, C = case.ar, case.t, case.x.shape[-1], joint(case.law)[1]
    M, N = (p * ar.eye(2 * d)[:d] + q * ar.eye(2 * d)[d:] for p, q in ((-1, 1), (1 - t, t)))
    return (formula(case.law, t, case.x) - both(ar, M @ C @ N.T, N @ C @ N.T))[None]


claim = Claim(
    id="CD-B2",
    source="Causality-Delta, B.2, here for any coupling",
    says="The drift between Gaussians is Cov(x1 - x0, x_t) times the inverse of Cov(x_t); these are the two covariances.",
    latex=r"\mathrm{E}[x_1-x_0\mid x_t]=\mathrm{Cov}(x_1-x_0,x_t)\,\mathrm{Cov}(x_t)^{-1}x_t",
    formula=covariances,
    tests=identity(residual, COUPLED, (symbolic_pair(1), symbolic_pair(2))),
    near_misses={
        "cross-covariance transposed": transposed(covariances),
        "off by 1e-9": off(covariances),
    },
)
