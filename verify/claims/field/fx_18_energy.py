"""The kinetic energy of flow matching between independent Gaussians."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test, excess
from verify.regimes import PAIR, PAIR_3D, PAIR_COMMUTING, once
from verify.residuals.flows import as_transport
from verify.residuals.wrong import off
from verify.routes.time_integrals import explained, over_time


def residual(formula: Formula, case: Case) -> Array:
    """Less int E|u|^2 dt; and what W2^2 is above the energy, or the energy above E|x1 - x0|^2."""
    law, energy = case.law, case.value(formula)
    jump = (law.m1 - law.m0) @ (law.m1 - law.m0)
    under = [brenier.distance2(as_transport(law)) - energy, energy - jump - np.trace(law.S0 + law.S1)]
    return np.array([energy - jump - over_time(explained(law)), *excess(under)])


def energy(pair: Law) -> Array:
    return brenier.independent_energy(as_transport(pair))


def optimal(pair: Law) -> Array:
    return brenier.distance2(as_transport(pair))


claim = Claim(
    id="FX-18",
    source="derived here; Benamou and Brenier 2000 for the bound",
    says="The kinetic energy of flow matching between independent Gaussians lies between the optimal one and that of the lines.",
    latex=r"\int_0^1E|u|^2dt=|m_1-m_0|^2+\mathrm{tr}(S_0+S_1)-\frac{\pi}{2}\mathrm{tr}(S_0\,\#\,S_1)",
    formula=energy,
    tests=(Test("balls", residual, once((PAIR, PAIR_3D, PAIR_COMMUTING))),),
    near_misses={"optimal": optimal, "off by 1e-9": off(energy)},
)
