"""Flow matching against optimal transport between Gaussians."""

from analytic import gaussian
from analytic.arithmetic import Array, Law
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import PAIR_ALIGNED, PAIR_COMMUTING, PAIRS, along, once
from verify.residuals.flows import as_transport
from verify.residuals.wrong import off

ALL = once((*PAIRS, PAIR_ALIGNED, *along((*PAIRS, PAIR_ALIGNED), trigonometric)))
COMMUTING = once((PAIR_COMMUTING, PAIR_ALIGNED, *along((PAIR_ALIGNED,), trigonometric)))


def asymmetry(formula: Formula, case: Case) -> Array:
    """S0 (T T - T^T T^T) S0 - [S0, S1]: if T is symmetric, S0 and S1 commute."""
    S0, S1, T = case.law.S0, case.law.S1, case.value(formula)
    return S0 @ (T @ T - (T @ T).T) @ S0 - (S0 @ S1 - S1 @ S0)


def gap(formula: Formula, case: Case) -> Array:
    """T - A: if they commute, T is the optimal map."""
    return case.value(formula) - as_transport(case.law).A


def end(pair: Law) -> Array:
    return gaussian.flow_matrix(pair, 1)


claim = Claim(
    id="FX-16",
    source="flow matching between Gaussians with independent ends",
    says="Flow matching ends in the optimal map between two Gaussians exactly when their covariances commute, on any schedule.",
    latex=r"T=(S_1S_0^{-1})^{1/2}=A\ \Leftrightarrow\ S_0S_1=S_1S_0",
    formula=end,
    tests=(*identity(asymmetry, ALL), *identity(gap, COMMUTING)),
    near_misses={"optimal map": lambda pair: as_transport(pair).A, "off by 1e-9": off(end)},
)
