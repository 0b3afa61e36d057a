"""Section 4.1, "at the extremes", for every matrix A: true as printed at the points that x_1 takes, the range of A."""

from dataclasses import replace

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import LINEAR
from verify.residuals.wrong import halved, off

ENDS = tuple(replace(r, times=(0, 1)) for r in LINEAR)


def projected(pair: Law, t: Time, x: Points) -> Array:
    """0 at t = 0; at t = 1 P x, P the projection onto the range of A: I, or I - N/tr N at one rank less, N = adj(A A^T)."""
    S, I, d = pair.S1, pair.ar.eye(len(pair.m0)), len(pair.m0)
    if d == 1 or float(t) < 1 / 2:
        return printed(pair, t, x)
    N = S.trace() * I - S if d == 2 else S @ S - S.trace() * S + (S.trace() ** 2 - (S @ S).trace()) / 2 * I
    return x if (S @ N)[0, 0] != 0 else x - x @ N / N.trace()


def printed(pair: Law, t: Time, x: Points) -> Array:
    return x if float(t) > 1 / 2 else 0 * x


def line(pair: Law, t: Time, x: Points) -> Array:
    return 0 * x if float(t) < 1 / 2 else x @ pair.S1 / pair.S1.trace()


claim = Claim(
    id="CD-4.1e",
    source="Causality-Delta, 4.1, 'at the extremes'; off the range of A derived here",
    says="At t = 0 the best guess of x is zero; as t tends to 1 it tends to x_t where x_1 lies, else to its projection there.",
    latex=r"\mathrm{E}[x\mid x_0]=0,\quad\lim_{t\to1}\mathrm{E}[x\mid x_t=y]=P_{\mathrm{range}\,A}\,y",
    formula=projected,
    tests=limit(gaussian.denoiser, ENDS),
    near_misses={"x_t at every point": printed, "rank one always": line, "halved": halved(projected), "off": off(projected)},
    note="x_1 lies on the range of A, all of space if A is invertible: there P y = y, as printed.",
)
