"""From which noise on the loss gradient varies less at the optimal field, time by time."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, NearMiss, identity, sampling
from verify.regimes import timed
from verify.regimes.couplings import TURNS
from verify.regimes.crossings import noisy_gradients
from verify.residuals.wrong import halved, off

NOISY = timed((*TURNS[:3], TURNS[4]))


def variances(law: Law, t: Time, noise: int = 0) -> Array:
    """At the field 0 and at that of the pairs, (2,): with k = |I + t Theta|^2, and `noise` k added to sigma^2 at the latter."""
    k, n2 = 1 - 2 * t * (1 - t) * (1 - law.c), law.sigma * law.sigma
    return 16 * (1 - law.c) * law.ar.array([3 * k + 2 * n2, (n2 / k + noise) * (2 * k + 3 * (n2 + noise * k))])


def residual(formula: Formula, case: Case) -> Array:
    """By Isserlis, of r = A x_t - Theta x0 and x_t = M x0 + sigma z, A the field: Var(r_i x_j) = V_ii S_jj + Cov[r_i, x_j]^2."""
    ar, law, I, found = case.ar, case.law, case.ar.eye(2), []
    Theta, n2 = (law.c - 1) * I + law.s * ar.array([[0, -1], [1, 0]]), law.sigma * law.sigma
    M = I + case.t * Theta
    for A in (0 * I, ar.solve(M.T, Theta)):
        C, of_x0 = (A @ M - Theta) @ M.T + n2 * A, A @ M - Theta
        V, S = of_x0 @ of_x0.T + n2 * A @ A.T, M @ M.T + n2 * I
        found.append(4 * (V.trace() * S.trace() + (C * C).sum()))
    return ar.array(found) - case.value(formula)


claim = Claim(
    id="RF-14b",
    source="derived here, for Gradient Variance, Fig. 4",
    says="With noise sigma the gradient by the weights varies less at the optimal field iff sigma > |I + t Theta|, at time t.",
    latex=r"8|\Theta|^2(3k+2\sigma^2),\quad 8|\Theta|^2\frac{\sigma^2}{k}(2k+3\sigma^2),\quad k=|I+t\Theta|^2",
    formula=variances,
    tests=(*identity(residual, NOISY), *sampling(lambda d: d.values, NOISY[1:2], 50_000, noisy_gradients)),
    near_misses={"half": halved(variances), "off by 1e-9": NearMiss(off(variances), ("sampling",))},
)
