"""Where the gradient variance of independent Gaussian ends on a line peaks: at times that their widths and means decide."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any

import numpy as np

from analytic import floors
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.couplings import WIDTHS
from verify.residuals.bounds import peaked

MAKE: Any = partial
SHIFTED = tuple(replace(r, name=f"{r.name}, E x0 = 2", law=MAKE(r.law, mean0=[2])) for r in WIDTHS[:3])


def peaks(pair: Law, t: Time, x: Points, late: bool = True, high: F = F(1)) -> Array:
    """Times above heights, weights beside bias: 4 s0^2 s1^2 (1 + m_t^2/S_t) is largest where (1 - t, t) ~ (m0/s0^2, m1/s1^2)."""
    ar, a, b, m0, m1 = pair.ar, pair.S0[0, 0], pair.S1[0, 0], pair.m0[0], pair.m1[0]
    s, top = floors.peak(ar, ar.sqrt(ar.array(a)), ar.sqrt(ar.array(b)))
    times = ar.array([m1 * a / (m0 * b + m1 * a), s])
    return np.stack([times if late else 1 - times, 4 * ar.array(high) * ar.array([a * b + m0 * m0 * b + m1 * m1 * a, top])])


claim = Claim(
    id="RF-4a",
    source="derived here; amends Gradient Variance, key results",
    says="Between independent Gaussians the gradient by the bias varies most at s0^2/(s0^2 + s1^2), that by the weights at t_W.",
    latex=r"t_b=\frac{s_0^2}{s_0^2+s_1^2},\quad t_W=\frac{m_1s_0^2}{m_0s_1^2+m_1s_0^2}\quad(m_0,m_1\geq 0)",
    formula=peaks,
    tests=identity(peaked, (*WIDTHS, *SHIFTED)),
    near_misses={"time reversed": partial(peaks, late=False), "heights off by 1e-9": partial(peaks, high=1 + F(1, 10**9))},
    note="The law of the gradients is RF-5's; on a line, of an affine velocity. m0 and m1 are the means of the ends.",
)
