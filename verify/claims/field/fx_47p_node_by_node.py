"""One flow for each node, given its clean causes."""

from functools import partial

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.wrong import off
from verify.routes.causes import covariance, path_sums


def fitted(law: Law, turn: bool = False, less: bool = False) -> Array:
    """B above V above c of the model that the flows learn; with arrows turned, or none into the last."""
    of = law.model
    arrows = ((of.B.T if turn else of.B) != 0).astype(int)
    arrows[scm.causal_order(of)[-1]] *= 1 - less
    found = knothe.fitted(law.ar, path_sums(law.ar, of.B) @ of.c, covariance(of), arrows)
    return np.concatenate([found.B, found.V[None], found.c[None]])


def residual(formula: Formula, case: Case) -> Array:
    of = case.law.model
    return case.value(formula) - np.concatenate([of.B, of.V[None], of.c[None]])


claim = Claim(
    id="FX-47p",
    source="derived here; DoFlow 2025, PO-Flow 2025: a flow a node",
    says="A flow from N(0, 1) for each node, given its clean causes, learns the model itself: what is seen, done and imagined.",
    latex=r"x_i=E[x_i|x_P]+\sqrt{V_i}z_i=B_ix+c_i+\sqrt{V_i}z_i",
    formula=fitted,
    tests=identity(residual, NUMBERS, SYMBOLIC),
    near_misses={"arrows turned": partial(fitted, turn=True), "fewer": partial(fitted, less=True), "off by 1e-9": off(fitted)},
    note="On every path: between Gaussians on a line the flow map is the increasing one, whatever the schedule.",
)
