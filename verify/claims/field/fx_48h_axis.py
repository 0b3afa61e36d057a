"""What a map without penalty answers, one latent moved."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import UNIT_PAIRS, UNIT_PAIRS_SYMBOLIC
from verify.regimes.turned_maps import EFFECT
from verify.residuals.columns import answers
from verify.residuals.wrong import off


def slope(law: Law) -> Array:
    """Of a principal axis: q + sqrt(1 + q^2), q = (S_22 - S_11)/(2 S_12)."""
    S = law.S1
    q = (S[1, 1] - S[0, 0]) / (2 * S[0, 1])
    return q + law.ar.sqrt(1 + q * q)


def seen(law: Law) -> Array:
    return law.S1[1, 0] / law.S1[0, 0]


claim = Claim(
    id="FX-48h",
    source="derived here; principal axes: Pearson 1901",
    says="A latent of the map without penalty moves x along a principal axis: of variances 1 by 1 to 1, whatever causes are.",
    latex=r"\frac{T_{21}}{T_{11}}=q+\sqrt{1+q^2},\quad q=\frac{S_{22}-S_{11}}{2S_{12}}",
    formula=slope,
    tests=identity(answers, (*UNIT_PAIRS, *EFFECT), UNIT_PAIRS_SYMBOLIC),
    near_misses={"what is seen": seen, "off by 1e-9": off(slope)},
    note="x2 = x1 + u2: it answers (1 + sqrt(5))/2 where do(x1) answers 1.",
)
