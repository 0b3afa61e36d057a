"""The sum of squares off the diagonal, over all maps of one law."""

from analytic import disentanglement
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import MAPS
from verify.regimes.turned_maps import PLANE, PLANE_SYMBOLIC, TURNED
from verify.residuals import equals
from verify.residuals.wrong import halved, off


def penalty(law: Law) -> Array:
    return disentanglement.squares(law.ar, law.T)


def by_lengths(law: Law) -> Array:
    """The most, less the sum of (g_i - mean g)^2, g_i = |T_i|^2."""
    g = (law.T * law.T).sum(0)
    spread = g - g.sum() / len(g)
    return disentanglement.most_squares(law.ar, law.T @ law.T.T) - (spread * spread).sum()


def of_rows(law: Law) -> Array:
    return disentanglement.squares(law.ar, law.T.T)


claim = Claim(
    id="FX-48q",
    source="derived here",
    says="Of all maps of one law the sum of squares is largest, tr S^2 - (tr S)^2/d, where all columns are equally long.",
    latex=r"\sum_{i\neq j}G_{ij}^2=\mathrm{tr}\,S^2-\frac{(\mathrm{tr}\,S)^2}{d}-\sum_i(|T_i|^2-\overline{|T|^2})^2",
    formula=penalty,
    tests=identity(equals(by_lengths), (*MAPS, *PLANE, *TURNED), PLANE_SYMBOLIC),
    near_misses={"each pair once": halved(penalty), "rows": of_rows, "off by 1e-9": off(penalty)},
    note="0 along the principal axes: the penalty can be anything in between, and says nothing of the law.",
)
