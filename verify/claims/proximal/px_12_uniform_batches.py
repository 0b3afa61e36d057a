"""Minibatch optimal transport on a line: uniform ends."""

from analytic import minibatch
from analytic.arithmetic import Array, Law
from verify.claim import Claim, NearMiss, Regime, Test, sampling
from verify.residuals.wrong import off
from verify.routes.best_pairings import Batch, by_beta_moments, by_order_statistics, paired


def batch(n: Array, A: Array) -> Regime:
    sizes = ", ".join(f"{name} = {v}" if isinstance(v, int) else f"every {name}" for name, v in (("n", n), ("A", A)))
    law = lambda ar: Batch(ar, n if isinstance(n, int) else ar.array(n)[()], ar.array(A)[()])  # noqa: E731
    return Regime.once(sizes, f"batches, {sizes}", law)


def cost(law: Law) -> Array:
    return minibatch.uniform_cost(law.ar, law.n, law.A)


claim = Claim(
    id="PX-12",
    source="derived here; Proximal Operators, Section 3 (minibatch OT-CFM converges)",
    says="From U[0, 1] to U[0, A] the best pairing of two batches of n costs (1 - A)^2/3 + A/(3 (n + 1)) on average.",
    latex=r"\mathrm{E}\,\mathrm{cost}_n=\frac{(1-A)^2}{3}+\frac{A}{3(n+1)}",
    formula=cost,
    tests=(
        Test("symbols", by_beta_moments, (batch("n", "A"),)),
        Test("symbols", by_order_statistics, tuple(batch(n, "A") for n in (1, 2, 3, 5))),
        *sampling(lambda draw: draw.cost, (batch(4, 2),), 4_000, draw=paired),
    ),
    near_misses={
        "n for n + 1": lambda law: minibatch.uniform_cost(law.ar, law.n, law.A) * (law.n + 1) / law.n,
        "the population": lambda law: (1 - law.A) * (1 - law.A) / 3,
        "off by 1e-9": NearMiss(off(cost), ("sampling",)),
    },
)
