"""Flow matching's own map, taken for the model."""

from analytic import causal_flows, gaussian, knothe
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.causes import APART_PAIR, UNIT_PAIRS
from verify.residuals import equals


def own(pair: Law) -> Array:
    """x by x_0, z_0 moved alone, at the end of the flow."""
    return causal_flows.held(pair.ar, gaussian.flow_matrix(pair, pair.ar.array(1)), 0)


def triangular(pair: Law) -> Array:
    return causal_flows.held(pair.ar, knothe.knothe(pair.ar, pair.S1, [0, 1]), 0)


def effects(pair: Law) -> Array:
    """0 -> 1 with the slope of the law: x_0 and x_1 by x_0."""
    return pair.S1[:, 0] / pair.S1[0, 0]


claim = Claim(
    id="FX-47b",
    source="converse of FX-47h: for flow matching's own map; derived here",
    says="Moving one latent of flow matching's own map, the others held, moves x as do(x_0) does, where 0 is a cause of 1.",
    latex=r"\frac{(S^{1/2})_{j0}}{(S^{1/2})_{00}}=\frac{S_{j0}}{S_{00}}",
    formula=own,
    tests=identity(equals(effects), UNIT_PAIRS),
    right_where=identity(equals(effects), (APART_PAIR,)),
    repairs={"by the triangular map": triangular},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-47h",
)
