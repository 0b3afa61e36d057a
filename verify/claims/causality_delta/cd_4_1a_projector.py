"""The true endpoints of the conditional mean of Section 4.1, for any matrix A."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from analytic import gaussian
from verify.claim import Claim, limit
from verify.regimes import LINEAR
from verify.variants import halved, off

ENDS = tuple(replace(r, times=(F(0), F(1))) for r in LINEAR)


def projected(pair: Any, t: Any, x: Any) -> Any:
    """0 at t = 0; at t = 1 P x, P the projection onto the range of A: I, or A A^T/tr(A A^T) at rank one in the plane."""
    if float(t) < 1 / 2:
        return 0 * x
    (a, b), (c, d) = pair.S1 if len(pair.m0) == 2 else pair.ar.eye(2)
    return x @ pair.S1 / (a + d) if a * d == b * c else x


def line(pair: Any, t: Any, x: Any) -> Any:
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
