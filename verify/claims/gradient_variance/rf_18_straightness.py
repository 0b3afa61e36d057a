"""How far the flow of independent Gaussian ends is from straight."""

from analytic import floors
from verify.claim import Claim, Test
from verify.regimes.couplings import FLOWING
from verify.residuals import equals
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import bending

claim = Claim(
    id="RF-18",
    source="Gradient Variance, on one rectification; the value is derived here",
    says="One rectification of independent Gaussians does not make straight paths: their speed varies by (2 - pi/2) tr(S0 # S1).",
    latex=r"\int_0^1E|z_1-z_0-u(t,z_t)|^2dt=(2-\frac{\pi}{2})\,\mathrm{tr}(S_0\,\#\,S_1)>0",
    formula=floors.independent_straightness,
    tests=(Test("balls", equals(bending), FLOWING),),
    near_misses={
        "straight": lambda pair: 0 * floors.independent_straightness(pair),
        "half": halved(floors.independent_straightness),
        "the loss": floors.independent_floor,
        "off by 1e-9": off(floors.independent_straightness),
    },
)
