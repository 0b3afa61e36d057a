"""Brownian bridges between independent ends taken for the Schroedinger bridge."""

from analytic import bridge
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes import timed
from verify.regimes.bridges import BRIDGE_ALIGNED, INDEPENDENT, NOT_COMMUTING, coupled
from verify.residuals.bridges import skew

claim = Claim(
    id="FX-41c",
    source="converse of FX-41b: another coupling",
    says="Brownian bridges whose ends are drawn independently have a drift that is a gradient, as the Schroedinger bridge has.",
    latex=r"X=0:\quad(D-\frac{\sigma^2}{2}I)S^{-1}=\left((D-\frac{\sigma^2}{2}I)S^{-1}\right)^T",
    formula=coupled(bridge.drift_matrix, INDEPENDENT),
    tests=identity(skew, timed(NOT_COMMUTING)),
    right_where=identity(skew, timed((BRIDGE_ALIGNED,))),
    repairs={"ends coupled entropically": bridge.drift_matrix},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-41b",
    note="So bridge matching from independent ends is no Schroedinger bridge; where S0 and S1 commute its drift is a gradient.",
)
