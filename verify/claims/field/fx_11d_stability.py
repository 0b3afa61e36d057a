"""Errors of the velocity and of what it generates: two Gaussians in R^d whose covariances do not commute, one source N(0, I)."""

from functools import partial

from flint import acb, arb, ctx

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Claim, bounded
from verify.regimes.log_concave import STRETCHED
from verify.routes.time_integrals import field_error


def bound(law: Law, growth: int = 1, widest: bool = True) -> Array:
    """int sqrt(V_1/V_t) |v^ - v|_{L2(p_t)} dt, V_t the learned variance along its widest axis, where v^ has its largest slope."""
    r2, error = law.widest if widest else law.narrowest, field_error(law.m, law.S1, law.n, law.V1)

    def integrand(u: Array, flag: bool) -> Array:
        return error(u, flag) / ((1 - u) ** 2 + u**2 * r2).sqrt(analytic=flag) ** growth

    with ctx.workprec(53):
        return r2.sqrt() ** growth * acb.integral(integrand, 0, 1, rel_tol=arb(2) ** -8).real


def distance(law: Law) -> Array:
    return law.ar.sqrt(((law.n - law.m) ** 2).sum() + brenier.bures_distance2(law.ar, law.S1, law.V1))


claim = Claim(
    id="FX-11d",
    source="Benton et al. 2023; Albergo and Vanden-Eijnden 2023",
    says="In R^d too what is generated errs by at most the field's error along the true path, stretched by its own largest slope.",
    latex=r"W_2(\hat p_1,p_1)\leq\int_0^1 e^{\int_t^1\hat l(u)du}\,|\hat v-v|_{L_2(p_t)}dt,\ \hat l=\lambda_{\max}(\nabla\hat v)",
    formula=bound,
    tests=bounded(distance, STRETCHED),
    near_misses={"no growth": partial(bound, growth=0), "narrowest axis": partial(bound, widest=False)},
)
