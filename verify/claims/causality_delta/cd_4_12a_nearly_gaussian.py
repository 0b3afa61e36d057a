"""What CD-4.12 should say: closeness of densities, not of measures."""

from fractions import Fraction as F
from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Regime, bounded
from verify.claims.causality_delta.cd_4_12_nearly_gaussian import bend
from verify.regimes import CLOSED


def bump(weight: F, mean: F, variance: F) -> Regime:
    law = partial(mixture.mixture, weights=[1 - weight, weight], means=[[0], [mean]], covs=[[[1]], [[variance]]])
    return Regime(f"bump {weight}", f"N(0, 1) and a bump of weight {weight}", law, CLOSED, ((0,), (F(1, 2),), (F(3, 2),), (-30,)))


def epsilon(mix: Law) -> Array:
    """sup |p_1/N(0, 1) - 1| = w max(1, g - 1), g = exp(m^2/(2 (1 - c)))/sqrt(c) the largest ratio of N(m, c) to N(0, 1)."""
    ar, w, m, c = mix.ar, mix.w[1], mix.m[1, 0], mix.C[1, 0, 0]
    g = ar.exp(m * m / (2 * (1 - c))) / ar.sqrt(c)
    return w * (g if g > 2 else 2 + 0 * g) - w


def bound(mix: Law, t: Time, x: Points) -> Array:
    """eps/(1 - eps) sd[x1 - x0 | x_t], the standard deviation under N(0, 1): 1/sqrt((1 - t)^2 + t^2)."""
    return epsilon(mix) / (1 - epsilon(mix)) / mix.ar.sqrt((1 - t) * (1 - t) + t * t)


claim = Claim(
    id="CD-4.12a",
    source="derived here (not in the paper); amends Causality-Delta, 4.2, conclusion",
    says="If the data's density is within a factor 1 + eps of a Gaussian's, the drift is within O(eps) of linear, at all times.",
    latex=r"|p_1/N-1|\leq\varepsilon\Rightarrow|v(x,t)-A(t)x|\leq\frac{\varepsilon}{1-\varepsilon}\,((1-t)^2+t^2)^{-1/2}",
    formula=bound,
    tests=bounded(bend, (bump(F(1, 100), F(1), F(1, 4)), bump(F(1, 20), F(1, 2), F(1, 3)))),
    near_misses={"eps squared": lambda mix, t, x: bound(mix, t, x) * epsilon(mix), "half": lambda mix, t, x: bound(mix, t, x) / 2},
    note="With f = p_1/N: E[x_1|x] - E_N[x_1|x] = Cov_N(f, x_1|x)/E_N[f|x], at most eps sd_N[x_1|x]/(1 - eps).",
)
