"""Errors of the velocity and of what it generates: two pairs of Gaussians on a line."""

from functools import partial

from flint import acb, ctx

from analytic.arithmetic import Array, Law
from verify.claim import Claim, bounded
from verify.regimes.flows import FIELDS
from verify.residuals.wrong import halved


def bound(law: Law, growth: int = 1) -> Array:
    """int sqrt(V_1/V_t) |v^ - v|_{L2(p_t)} dt, V_t the learned variance: exp(int_t^1 l) for the slope l = V'/(2 V)."""
    (m, s), (n, r) = law.true, law.learned

    def integrand(u: Array, analytic: bool) -> Array:
        S, V = ((1 - u) * (1 - u) + u * u * c * c for c in (s, r))
        k = (u * r * r - (1 - u)) / V
        slope = k - (u * s * s - (1 - u)) / S
        return (1 / V).sqrt(analytic) ** growth * (slope * slope * S + ((n - m) * (1 - k * u)) ** 2).sqrt(analytic)

    with ctx.workprec(53):
        return r**growth * acb.integral(integrand, 0, 1).real


def distance(law: Law) -> Array:
    return law.ar.sqrt(((law.true - law.learned) ** 2).sum())


claim = Claim(
    id="FX-11",
    source="Benton et al. 2023; Albergo and Vanden-Eijnden 2023",
    says="What is generated errs by at most the field's error along the true path, stretched by the learned field's own slope.",
    latex=r"W_2(\hat p_1,p_1)\leq\int_0^1 e^{\int_t^1\hat l(u)du}\,|\hat v-v|_{L_2(p_t)}\,dt",
    formula=bound,
    tests=bounded(distance, FIELDS),
    near_misses={"no growth": partial(bound, growth=0), "twice": partial(bound, growth=2), "half": halved(bound)},
)
