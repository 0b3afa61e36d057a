"""Appendix B.1: the joint covariance of x = A z~ and x_t."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import LINEAR, symbolic_independent
from verify.residuals.wrong import off, reversed_time
from verify.routes.conditional import block, joint


def printed(pair: Law, t: Time, x: Points, cross: Array | None = None) -> Array:
    """[[A A^T, t A A^T], [t A A^T, (1 - t)^2 I + t^2 A A^T]], S0 = I and S1 = A A^T."""
    S1, cross = pair.S1, t if cross is None else cross
    blocks = [(0, 0, S1), (0, 1, cross * S1), (1, 0, cross * S1), (1, 1, (1 - t) ** 2 * pair.S0 + t**2 * S1)]
    return block(pair.ar, 2, blocks)[None]


def residual(formula: Formula, case: Case) -> Array:
    """Less M Cov[(x0, x1)] M^T for (x, x_t) = M (x0, x1)."""
    ar, eye = case.ar, case.ar.eye(case.x.shape[-1])
    M = block(ar, 2, [(0, 1, eye), (1, 0, (1 - case.t) * eye), (1, 1, case.t * eye)])
    return case.value(formula) - (M @ joint(case.law)[1] @ M.T)[None]


claim = Claim(
    id="CD-B1",
    source="Causality-Delta, B.1",
    says="x = A z~ and x_t = (1 - t) z + t x are jointly Gaussian with the printed blocks as covariance.",
    latex=r"\mathrm{Cov}(x)=AA^T,\quad\mathrm{Cov}(x,x_t)=t\,AA^T,\quad\mathrm{Cov}(x_t)=(1-t)^2I+t^2AA^T",
    formula=printed,
    tests=identity(residual, LINEAR, (symbolic_independent(1), symbolic_independent(2), symbolic_independent(3))),
    near_misses={
        "cross block without t": lambda pair, t, x: printed(pair, t, x, 0 * t + 1),
        "time reversed": reversed_time(printed),
        "off by 1e-9": off(printed),
    },
)
