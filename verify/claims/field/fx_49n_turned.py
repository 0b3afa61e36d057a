"""A node's flow, taken to say what would have been in every model of its law."""

import numpy as np

from analytic import nodes
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.on_a_line import AT_ZERO, SYMMETRIC
from verify.routes.quantiles import mass


def by_flows(law: Law) -> Array:
    return nodes.counterfactual(nodes.given(law.noise, law.f[0]), nodes.given(law.noise, law.f[1]), law.x)


def by_its_own(law: Law) -> Array:
    """x_2 = f - u where the cause is set, f + u where it was seen."""
    return law.f[1] - (law.x - law.f[0])


def residual(formula: Formula, case: Case) -> Array:
    """Less what the model says that turns its noise; and by how much its law, 1 - F(-u), is another than F(u)."""
    below, above = (mass(case.law.noise, case.ar.array(1), side * case.law.x) for side in (1, -1))
    return np.stack([case.value(formula) - by_its_own(case.law), below - 1 + above])


claim = Claim(
    id="FX-49n",
    source="converse of FX-49: for models that do not increase in their noise; derived here",
    says="The flow of a node given its causes says what would have been in every model of that law.",
    latex=r"x_2=f(x_1)\pm u:\quad f'+(x-f)\ or\ f'-(x-f)",
    formula=by_flows,
    tests=identity(residual, SYMMETRIC),
    right_where=identity(residual, AT_ZERO),
    repairs={"by the model's own equations": by_its_own},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-49",
    note="Noise of a symmetric law, its sign turned where x_1 < 0: the same seen and done. Additive noise rules that out: FX-49i.",
)
