"""The kinetic energy of the exponential path between Gaussians."""

import numpy as np
from flint import acb_mat

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test, excess
from verify.regimes import TRANSPORTS, once
from verify.residuals.wrong import off
from verify.routes.time_integrals import over_time


def residual(formula: Formula, case: Case) -> Array:
    """Less |m1 - m0|^2 + int tr(L Y S0 Y^T L^T) dt, Y = e^(tL); and what W2^2, the least energy of all paths, is above it."""
    law, energy = case.law, case.value(formula)
    L, S0 = (acb_mat([list(row) for row in M]) for M in (law.L, law.S0))

    def speed(t: Array, _: Array) -> Array:
        U = L * (L * t).exp()
        return (U * S0 * U.transpose()).trace()

    jump = (law.m1 - law.m0) @ (law.m1 - law.m0)
    return np.array([energy - jump - over_time(speed), excess(brenier.distance2(law) - energy)])


def unhalved(law: Law) -> Array:
    return 2 * brenier.exponential_energy(law) - (law.m1 - law.m0) @ (law.m1 - law.m0)


claim = Claim(
    id="FX-18e",
    source="derived here, for Causality-Delta, 5.2",
    says="The kinetic energy of the exponential path is |m1 - m0|^2 + tr(L (S1 - S0))/2, never below the optimal one.",
    latex=r"\int_0^1E|u|^2dt=|m_1-m_0|^2+\frac{1}{2}\mathrm{tr}(L(S_1-S_0))\geq W_2^2",
    formula=brenier.exponential_energy,
    tests=(Test("balls", residual, once(TRANSPORTS)),),
    near_misses={"optimal": brenier.distance2, "not halved": unhalved, "off by 1e-9": off(brenier.exponential_energy)},
)
