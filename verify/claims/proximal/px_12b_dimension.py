"""Minibatch optimal transport in many dimensions."""

from functools import partial

from analytic import minibatch
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Regime, Residual, Test, inequality
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.best_pairings import Batch, nearest, projected

SIZES = ((2, 2), (16, 4), (512, 8), (512, 16), (2, 4), (2, 16))
BATCHES = tuple(Regime.once(f"n = {n}, d = {d}", f"batches of {n}, d={d}", partial(Batch, n=n, d=d)) for n, d in SIZES)


def bound(law: Law, n: int = 0, d: int = 0) -> Array:
    return minibatch.nearest_bound(law.ar, law.n + n, law.d + d)


def rate(formula: Formula, case: Case) -> Array:
    """1/n less what 2^(2/d) f(2 n)/f(n) is off one, f the formula: it falls like n^(-2/d)."""
    law, two = case.law, case.ar.exp(2 * case.ar.log(case.ar.array(2)) / case.law.d)
    return case.ar.array(1) / law.n - abs(two * formula(law._replace(n=2 * law.n)) / formula(law) - 1)


dear: Residual = lambda formula, case: projected(case.law) - case.value(formula)  # noqa: E731  # two draws, better paired
claim = Claim(
    id="PX-12b",
    source="derived here; Proximal Operators, Section 3 (minibatch OT-CFM converges)",
    says="From N(0, I) to N(0, I) in R^d the cost of batches of n per dimension exceeds a bound that falls like n^(-2/d) only.",
    latex=r"\mathrm{cost}_n\geq\frac{2}{d}\left(\frac{d}{2}!\right)^{2/d}\prod_{j=1}^n\frac{j}{j+2/d}\sim c_d\,n^{-2/d}",
    formula=bound,
    tests=(Test("balls", equals(nearest), BATCHES), *inequality(dear, BATCHES[4:]), *inequality(rate, BATCHES[1:3])),
    near_misses={
        "n + 1 for n": partial(bound, n=1),
        "rate of d + 2": partial(bound, d=2),
        "off by 1e-9": off(bound),
    },
    note="A rate from above needs partitions of every scale. By assignment: below 6, 5, 4 bounds at n = 2, 16, 64, d = 2, 4, 8.",
)
