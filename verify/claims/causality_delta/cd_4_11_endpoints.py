"""Section 4.2, "endpoints": true as printed while no covariance of the data is singular; the limit at t = 1 shows where not."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import MIXTURES, SINGULAR
from verify.regimes.mixtures import FLAT_DATA
from verify.residuals.wrong import halved, negated, off

ENDS = (*(replace(r, times=(F(0), F(1))) for r in MIXTURES if r is not SINGULAR), FLAT_DATA)


def printed(mix: Law, t: Time, x: Points) -> Array:
    return x - mix.m0 if float(t) > 1 / 2 else mix.ar.einsum("k,ki->i", mix.w, mix.m) - x


def ends(mix: Law, t: Time, x: Points) -> Array:
    """As printed; but across a line x_2 = m that holds all data (m - x_2)/(1 - t) as t tends to 1."""
    across = mix.ar.eye(2)[1] if float(t) > 1 / 2 and x.shape[-1] == 2 and not mix.C[:, 1].any() else 0 * x[0]
    return printed(mix, t, x) * (1 - across) + across * (mix.m[0] - x) / (1 - t)


def swapped(mix: Law, t: Time, x: Points) -> Array:
    return x - mix.ar.einsum("k,ki->i", mix.w, mix.m) if float(t) > 1 / 2 else mix.m0 - x


MISSES = {"as printed on flat data too": printed, "means swapped": swapped, "sign": negated(ends)}
claim = Claim(
    id="CD-4.11",
    source="Causality-Delta, 4.2, 'Endpoints'; on flat data derived here",
    says="The drift is E[x_1] - x at t = 0, and x - E[x_0] at t = 1 as a limit if no Sigma_k is singular; flat data make a pole.",
    latex=r"v(x,0)=\sum_k\pi_k\mu_k-x,\quad v(x,1)=x-\mu_0\quad(\Sigma_k>0)",
    formula=ends,
    tests=limit(mixture.drift, ENDS),
    near_misses={**MISSES, "halved": halved(ends), "off by 1e-9": off(ends)},
    note="The mean of x_1 - x_0 given x_1 is as printed for all data; if they are flat Eq. (3) has no value at t = 1.",
)
