"""Kinetic energy, cost and straightness of one rectification; that it raises no convex cost is RF-20."""

import numpy as np

from analytic import brenier, gaussian
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes.couplings import FLOWING
from verify.residuals import equals
from verify.residuals.flows import as_transport
from verify.residuals.wrong import off
from verify.routes.time_integrals import bending


def excess(pair: Law) -> Array:
    """The energy less the cost E|z1 - z0|^2 of the end map T."""
    E, jump = gaussian.flow_matrix(pair, 1) - pair.ar.eye(len(pair.m0)), pair.m1 - pair.m0
    return brenier.independent_energy(as_transport(pair)) - jump @ jump - np.trace(E @ pair.S0 @ E.T)


def above_optimal(pair: Law) -> Array:
    return brenier.independent_energy(as_transport(pair)) - brenier.distance2(as_transport(pair))


claim = Claim(
    id="FX-32",
    source="Liu, Gong and Liu 2023",
    says="What the kinetic energy of a flow is above the cost of its end map is how much its paths bend.",
    latex=r"\int_0^1E|u(t,z_t)|^2dt-E|z_1-z_0|^2=\int_0^1E|z_1-z_0-u(t,z_t)|^2dt",
    formula=excess,
    tests=(Test("balls", equals(bending), FLOWING),),
    near_misses={"above the least cost": above_optimal, "off by 1e-9": off(excess)},
)
