"""The rate of the log density of the variance preserving diffusion, data at its start."""

from fractions import Fraction as F
from functools import partial

from analytic import likelihood
from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import variance_preserving
from verify.claim import Claim, Formula, derivative, identity
from verify.regimes import PAIR_COMMUTING, along, when
from verify.regimes.mixtures import LINE_SEPARATED
from verify.residuals import equals
from verify.residuals.wrong import negated, off

REGIMES = along(when((LINE_SEPARATED, PAIR_COMMUTING), lambda t: t in (F(1, 4), F(1, 2))), variance_preserving)
log_density: Formula = lambda law, *at: closed_forms(law).log_density(law, *at)  # noqa: E731


def rate(law: Law, t: Time, x: Points, weighed: bool = True, late: bool = True) -> Array:
    """-beta/2 (d + x.s + div s + |s|^2) at t, where the diffusion has run for 1 - t: our time runs the other way."""
    ar, s = law.ar, closed_forms(law).score(law, t, x)
    beta = (low := ar.array(F(1, 10))) + (20 - low) * (1 - t if late else t)
    spread = x.shape[-1] + ar.einsum("...ii->...", closed_forms(law).score_jacobian(law, t, x)) + (s * s).sum(-1)
    return -beta / 2 * spread - (beta / 2 if weighed else 1) * (x * s).sum(-1)


claim = Claim(
    id="FX-39v",
    source="Song et al. 2021, the variance preserving SDE and its Fokker-Planck equation; Lai et al. 2023",
    says="Variance preserving noise moves the log density by beta/2 (div s + |s|^2 + x.s + d): beta/2 is before all four.",
    latex=r"\partial_\tau\log p=\frac{\beta(\tau)}{2}(\nabla\cdot s+|s|^2+x\cdot s+d),\quad\tau=1-t",
    formula=rate,
    tests=derivative(log_density, REGIMES, along="t", kinds=("rate",)) + identity(equals(likelihood.density_rate), REGIMES),
    near_misses={"x.s alone": partial(rate, weighed=False), "beta at t": partial(rate, late=False), "sign": negated(rate)}
    | {"off by 1e-9": off(rate)},
)
