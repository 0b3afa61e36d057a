"""The loss of a field is that of the conditional mean plus the squared distance from it: at each x, for w(x) = x."""

from analytic import mixture
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, Test, sampling
from verify.regimes import INTEGRATED, SAMPLED
from verify.residuals.wrong import off, plus
from verify.routes import line_moments


def square(ar: Arithmetic, v: Array) -> Array:
    return ar.einsum("...i,...i->...", v, v)


def excess(mix: Law, t: Time, x: Points) -> Array:
    return square(mix.ar, x - mixture.drift(mix, t, x))


def floor(mix: Law, t: Time, x: Points) -> Array:
    """tr Cov[x1 - x0 | x_t = x] = sum_k r_k (|v_k - u|^2 + tr S0 S_k^-1 C_k), (n,): what no field can avoid."""
    (r, _, v, _), S = mixture.conditional(mix, t, x), (1 - t) ** 2 * mix.S0 + t**2 * mix.C
    kept = mix.ar.einsum("kij,kij->k", mix.ar.solve(S[:, None], mix.S0 + 0 * mix.C), mix.C)
    return mix.ar.einsum("...k,...k->...", r, kept + square(mix.ar, v - mixture.drift(mix, t, x)[..., None, :]))


def by_quadrature(formula: Formula, case: Case) -> Array:
    w, (m1, m2) = case.x[:, 0], (line_moments.moment(case.law, case.t, case.x, p) for p in (1, 2))
    return case.value(formula) - (w * w - 2 * w * m1 + m2)


claim = Claim(
    id="CD-3.2",
    source="Causality-Delta, 3.1, flow matching objective",
    says="A field's loss is the loss of the conditional mean, which is not zero, plus its squared distance from that mean.",
    latex=r"\mathrm{E}|w-(x_1-x_0)|^2=\mathrm{E}|u-(x_1-x_0)|^2+\mathrm{E}|w-u|^2",
    formula=plus(excess, floor),
    tests=(*sampling(lambda d: ((d.xt - d.velocity) ** 2).sum(-1), SAMPLED, 20_000), Test("balls", by_quadrature, INTEGRATED)),
    near_misses={"no floor": excess, "floor only": floor, "off by 1e-9": NearMiss(off(plus(excess, floor)), ("sampling",))},
)
