"""The gradient of the conditional loss is that of the marginal loss: at each x, for the field w = p x + 2 q x/(1 + |x|^2)."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Function, NearMiss, Test, sampling
from verify.regimes import INTEGRATED, SAMPLED
from verify.residuals.wrong import halved, off
from verify.routes import line_moments


def gradient(x: Points, gap: Array) -> Array:
    by_p = 2 * (gap * x).sum(-1)  # d|w - target|^2/d(p, q) at p = q = 1 for gap = w - target
    return np.stack([by_p, 2 * by_p / (1 + (x * x).sum(-1))], axis=-1)


field: Function = lambda x: x + 2 * x / (1 + (x * x).sum(-1))[..., None]  # noqa: E731
pairs: Function = lambda d: gradient(d.xt, field(d.xt) - d.velocity)  # noqa: E731


def marginal(mix: Law, t: Time, x: Points) -> Array:
    return gradient(x, field(x) - mixture.drift(mix, t, x))


def by_quadrature(formula: Formula, case: Case) -> Array:
    mean = line_moments.moment(case.law, case.t, case.x, 1)[:, None]
    return case.value(formula) - gradient(case.x, field(case.x) - mean)


claim = Claim(
    id="FX-6",
    source="Lipman et al. 2023, conditional flow matching",
    says="The conditional loss has the gradient of the marginal loss: training on pairs trains on the mean velocity.",
    latex=r"\mathrm{E}[\nabla_\theta|w_\theta-(x_1-x_0)|^2\mid x_t=x]=\nabla_\theta|w_\theta(x)-v(x)|^2",
    formula=marginal,
    tests=(*sampling(pairs, SAMPLED, 20_000), Test("balls", by_quadrature, INTEGRATED)),
    near_misses={"half": halved(marginal), "off by 1e-9": NearMiss(off(marginal), ("sampling",))},
)
