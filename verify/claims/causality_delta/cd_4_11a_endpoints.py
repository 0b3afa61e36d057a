"""The endpoints of the drift, with the condition that they need."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import MIXTURES, SINGULAR
from verify.residuals.wrong import halved, negated, off

FULL_RANK = tuple(replace(r, times=(F(0), F(1))) for r in MIXTURES if r is not SINGULAR)


def ends(mix: Law, t: Time, x: Points) -> Array:
    """sum_k w_k m_k - x at t = 0, x - m0 at t = 1."""
    return x - mix.m0 if float(t) > 1 / 2 else mix.ar.einsum("k,ki->i", mix.w, mix.m) - x


def swapped(mix: Law, t: Time, x: Points) -> Array:
    return x - mix.ar.einsum("k,ki->i", mix.w, mix.m) if float(t) > 1 / 2 else mix.m0 - x


claim = Claim(
    id="CD-4.11a",
    source="Causality-Delta, 4.2, 'Endpoints', with the condition it needs",
    says="If no component is flat, the drift tends to E[x_1] - x at t = 0 and to x - E[x_0] at t = 1.",
    latex=r"v(x,0)=\sum_k\pi_k\mu_k-x,\quad v(x,1)=x-\mu_0\quad(\Sigma_k>0)",
    formula=ends,
    tests=limit(mixture.drift, FULL_RANK),
    near_misses={"means swapped": swapped, "sign": negated(ends), "halved": halved(ends), "off by 1e-9": off(ends)},
)
