"""The readings of the penalty, of two latents."""

from analytic import disentanglement
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.turned_maps import PLANE, PLANE_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import halved, off


def cosines(law: Law) -> Array:
    return disentanglement.cosines(law.ar, law.T)


def by_contrast(law: Law) -> Array:
    """2 (1 - exp(-2 contrast))."""
    return 2 - 2 * law.ar.exp(-2 * disentanglement.contrast(law.ar, law.T))


def with_lengths(law: Law) -> Array:
    return disentanglement.squares(law.ar, law.T)


claim = Claim(
    id="FX-48r",
    source="derived here; Gresele et al. 2021 for the contrast, Wei et al. 2021 for the squares",
    says="Of two latents the squared cosines and the contrast are one number, whatever the columns' lengths; the squares are not.",
    latex=r"\sum_{i\neq j}\cos^2=2(1-e^{-2C}),\quad C=\log\frac{|T_1||T_2|}{|\det T|}",
    formula=cosines,
    tests=identity(equals(by_contrast), PLANE, PLANE_SYMBOLIC),
    near_misses={"each pair once": halved(cosines), "squares": with_lengths, "off by 1e-9": off(cosines)},
)
