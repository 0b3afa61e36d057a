"""Orthogonal columns, taken to show independent coordinates."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.turned_maps import STRAIGHT, TURNED
from verify.residuals.columns import makes


def apart(law: Law) -> Array:
    """Variances only."""
    return (law.T @ law.T.T) * law.ar.eye(len(law.T))


def axes(law: Law) -> Array:
    """sum_i |T_i|^2 e_i e_i^T, e_i the directions of the columns."""
    g = (law.T * law.T).sum(0)
    e = law.T / law.ar.sqrt(g)
    return (e * g) @ e.T


claim = Claim(
    id="FX-48n",
    source="converse of FX-48o: for any map in the place of flow matching's own; derived here",
    says="Where a Gaussian's map from independent latents has orthogonal columns, its coordinates are independent.",
    latex=r"(T^{T}T)_{ij}=0\ \Rightarrow\ S=\mathrm{diag}\,S",
    formula=apart,
    tests=identity(makes, TURNED),
    right_where=identity(makes, STRAIGHT),
    repairs={"along the axes of the columns": axes},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-48",
    note="Every covariance has a map without penalty, its principal axes: it shows neither independence nor causes.",
)
