"""The penalty of flow matching's own map along the path."""

from dataclasses import replace

from analytic import disentanglement, gaussian
from analytic.arithmetic import Array, Law, Time
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, Regime, identity
from verify.regimes.causes import MASKED, MASKED_SYMBOLIC
from verify.residuals.wrong import off


def _on(r: Regime) -> Regime:
    return replace(r, name=f"{r.name}, trigonometric", law=lambda ar: replace(r.law(ar), path=trigonometric))


def products(law: Law, t: Time) -> Array:
    return disentanglement.off_diagonal(law.ar, gaussian.flow_matrix(law, t))


def of_velocity(law: Law, t: Time) -> Array:
    return disentanglement.off_diagonal(law.ar, gaussian.slope(law, t))


def residual(formula: Formula, case: Case) -> Array:
    """Less b^2 times the covariances of the data."""
    S, b = case.law.S1, case.law.path(case.ar, case.t)[1]
    return case.value(formula) - b * b * S * (1 - case.ar.eye(len(S)))


claim = Claim(
    id="FX-48e",
    source="derived here",
    says="On any path from N(0, I) the flow's map has at t the products b^2 S_ij: none is 0 at a t > 0 unless it is at the end.",
    latex=r"(M_t^{T}M_t)_{ij}=b^2S_{ij},\ i\neq j,\quad M_t=(a^2I+b^2S)^{1/2}",
    formula=products,
    tests=identity(residual, (*MASKED, *map(_on, MASKED)), MASKED_SYMBOLIC),
    near_misses={"of the velocity's Jacobian": of_velocity, "off by 1e-9": off(products)},
    note="A penalty on an early part of the trajectory is the same one, only fainter: squares by b^4.",
)
