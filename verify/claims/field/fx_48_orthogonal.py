"""When the penalties of disentanglement vanish."""

from analytic import disentanglement
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import MAPS, MAPS_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off


def penalised(law: Law) -> Array:
    """T (G - diag G)."""
    return law.T @ disentanglement.off_diagonal(law.ar, law.T)


def missed(law: Law) -> Array:
    """S T_i - |T_i|^2 T_i, a column for each latent: 0 if each is an eigenvector, with its squared length the eigenvalue."""
    return law.T @ law.T.T @ law.T - law.T * (law.T * law.T).sum(0)


def of_rows(law: Law) -> Array:
    return law.T @ disentanglement.off_diagonal(law.ar, law.T.T)


claim = Claim(
    id="FX-48",
    source="derived here; the penalty as in Wei et al. 2021",
    says="An invertible map has orthogonal columns if and only if each is an eigenvector of the covariance that it makes.",
    latex=r"T\,(T^{T}T-\mathrm{diag})=ST-T\,\mathrm{diag}(|T_i|^2),\quad S=TT^{T}",
    formula=penalised,
    tests=identity(equals(missed), MAPS, MAPS_SYMBOLIC),
    near_misses={"products of rows": of_rows, "off by 1e-9": off(penalised)},
    note="T has an inverse, so T E = 0 only where E = 0. Every covariance has such a map, along its principal axes.",
)
