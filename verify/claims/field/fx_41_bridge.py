"""The drift of a Schroedinger bridge between Gaussians."""

from fractions import Fraction as F

from analytic import bridge, interpolant
from verify.claim import Claim, Function, NearMiss, Test, identity, sampling
from verify.regimes import at_one_point
from verify.regimes.bridges import BRIDGE, BRIDGES, miscoupled, symbolic_bridge
from verify.residuals import equals
from verify.residuals.bridges import arrives
from verify.residuals.wrong import off
from verify.routes import schroedinger
from verify.routes.draws import sample

paths: Function = lambda law, t, n, random: sample(law.process, t, n, random)  # noqa: E731


def scored(factor: int) -> Function:
    return lambda law, t, x: interpolant.drift(law.process, t, x) + factor * law.e * interpolant.score(law.process, t, x)


claim = Claim(
    id="FX-41",
    source="Leonard 2014; Bunne et al. 2023; Tong et al. 2024 for the coupling",
    says="The bridge's drift is the interpolant's, of ends coupled with the weight 2 sigma^2, plus sigma^2/2 times the score.",
    latex=r"b=u+\frac{\sigma^2}{2}\nabla\log p_t=\sigma^2\nabla\log h_t,\quad r=2\sigma^2",
    formula=bridge.drift,
    tests=(
        Test("symbols", arrives, (symbolic_bridge(),)),
        *identity(equals(schroedinger.drift), BRIDGES),
        *sampling(lambda d: (d.x1 - d.xt) / (1 - d.t), at_one_point((BRIDGE,), F(1, 4)), 20_000, draw=paths),
    ),
    near_misses={
        "no score": scored(0),
        "twice the score": scored(2),
        "backward drift": scored(-1),
        **miscoupled(bridge.drift, flat=("symbols",)),
        "off by 1e-9": NearMiss(off(bridge.drift), ("sampling",)),
    },
)
