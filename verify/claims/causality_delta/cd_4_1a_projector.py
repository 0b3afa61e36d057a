"""The true endpoints of the conditional mean of Section 4.1, for any matrix A."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import LINEAR
from verify.residuals.wrong import halved, off

ENDS = tuple(replace(r, times=(F(0), F(1))) for r in LINEAR)


def projected(pair: Law, t: Time, x: Points) -> Array:
    """0 at t = 0; at t = 1 P x, P the projection onto the range of A: I, or I - N/tr N at one rank less, N = adj(A A^T)."""
    S, I, d = pair.S1, pair.ar.eye(len(pair.m0)), len(pair.m0)
    if d == 1 or float(t) < 1 / 2:
        return x if float(t) > 1 / 2 else 0 * x
    N = S.trace() * I - S if d == 2 else S @ S - S.trace() * S + (S.trace() ** 2 - (S @ S).trace()) / 2 * I
    return x if (S @ N)[0, 0] != 0 else x - x @ N / N.trace()


def line(pair: Law, t: Time, x: Points) -> Array:
    """Onto the range of A at every rank."""
    trace = pair.ar.einsum("ii->", pair.S1)
    return 0 * x if float(t) < 1 / 2 else x @ pair.S1 / trace


claim = Claim(
    id="CD-4.1a",
    source="derived here (not in the paper); amends Causality-Delta, 4.1",
    says="As t tends to 1 the best guess of x tends to the projection of x_t onto the range of A: x_t itself if A is invertible.",
    latex=r"\mathrm{E}[x\mid x_0]=0,\quad\lim_{t\to1}\mathrm{E}[x\mid x_t=y]=P_{\mathrm{range}\,A}\,y",
    formula=projected,
    tests=limit(gaussian.denoiser, ENDS),
    near_misses={"rank one always": line, "halved": halved(projected), "off by 1e-9": off(projected)},
)
