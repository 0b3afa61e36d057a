"""A velocity without empirical loss for finitely many pairs, crossing lines included."""

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.couplings import PAIRED
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """v on each line less x1 - x0 of its pair; the points of the regime are the x0 that the pairs were made of."""
    law, t, x0 = case.law, case.t, case.x
    return formula(law, t, (1 - t) * x0 + t * law.x1) - (law.x1 - x0)


def mean(law: Law, t: Time, x: Points) -> Array:
    return (law.x1 - law.x0).sum(0) / len(law.x0)


def posterior(law: Law, t: Time, x: Points) -> Array:
    """The conditional mean under a normal noise of variance 1."""
    e = x[:, None, :] - ((1 - t) * law.x0 + t * law.x1)
    return law.ar.softmax(-(e * e).sum(-1) / 2) @ (law.x1 - law.x0)


claim = Claim(
    id="RF-8",
    source="Gradient Variance, Proposition 2",
    says="Some velocity has no loss at all for finitely many pairs, crossing lines included, but for the times of crossing.",
    latex=r"v(t,x)=\sum_i(x_1^i-x_0^i)\prod_{j\neq i}\frac{|x-l_j(t)|^2}{|l_i(t)-l_j(t)|^2}:\quad v(t,x_t^i)=x_1^i-x_0^i",
    formula=crossing.memoriser,
    tests=identity(residual, PAIRED),
    near_misses={
        "mean of all pairs": mean,
        "smoothed": posterior,
        "off by 1e-9": off(crossing.memoriser),
    },
)
