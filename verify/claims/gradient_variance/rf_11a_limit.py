"""Where the smoothed memorising field leads."""

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, distribution, flow, identity
from verify.claims.gradient_variance.rf_11_limit import memorised
from verify.regimes.couplings import REFLECTIONS, noisy_draw
from verify.residuals.flows import at_start
from verify.residuals.wrong import off


def unscaled(law: Law, t: Time, x: Points) -> Array:
    """sqrt(w^2 + e^2) x: as if Cov[x_0] were I, without the noise there."""
    return law.h * t + (crossing.reflected_flow(law, t, x) - law.h * t) * law.ar.sqrt(1 + law.e * law.e)


claim = Claim(
    id="RF-11a",
    source="derived here; amends Gradient Variance, optimisation converges to the memorising field",
    says="However small its loss, the smoothed field carries each source to its optimal partner, not to the memorised one.",
    latex=r"\phi_t(x)=5t+x\sqrt{\frac{(1-2t)^2+\delta^2}{1+\delta^2}},\quad\phi_1(x)=x+5\ \ (\delta>0)",
    formula=crossing.reflected_flow,
    tests=(
        *flow(crossing.reflected_drift, REFLECTIONS),
        *identity(at_start, REFLECTIONS),
        *distribution(lambda d: d.xt, REFLECTIONS, 10_000, noisy_draw),
    ),
    near_misses={
        "the memorised line": NearMiss(memorised, ("balls", "float64")),
        "noise at the start forgotten": NearMiss(unscaled, ("rate", "autodiff", "differences")),
        "off by 1e-9": NearMiss(off(crossing.reflected_flow), ("distribution",)),
    },
    note="Shift 5. Without noise the limit delta -> 0 of the flows is 5 t + |1 - 2 t| x: the lines that turn back where all meet.",
)
