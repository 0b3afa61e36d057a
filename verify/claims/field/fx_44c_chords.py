"""Trajectories as long as their chords, taken for ones that a single step can follow."""

from functools import partial

import numpy as np

from analytic import gaussian
from analytic.arithmetic import Array
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, Outcome, Regime, Standing, excess, identity
from verify.regimes import CLOSED, PAIR_TURNED
from verify.residuals.flows import end_map

ENDS: dict[str, Array] = {"mean0": [0], "cov0": [[1]], "mean1": [0], "cov1": [[4]], "path": trigonometric}
WIDENING = Regime(
    "widening", "d=1, N(0, 1) to N(0, 4), trigonometric", partial(gaussian.independent, **ENDS), CLOSED, ((1,), (-2,))
)


one_step: Formula = lambda pair, t, x: x + gaussian.drift(pair, 0, x)  # noqa: E731


def residual(formula: Formula, case: Case) -> Array:
    """phi_1(x) less the step; and how fast S_t falls: it never does, so that no point turns back."""
    return np.stack([end_map(formula, case)[:, 0], excess(-gaussian.moments(case.law, case.t)[3][0, 0]) + 0 * case.x[:, 0]])


claim = Claim(
    id="FX-44c",
    source="derived here; straight lines that are not travelled at one speed",
    says="If every trajectory is as long as its chord, one Euler step from the source ends where the flow ends.",
    latex=r"\int_0^1|v(t,\phi_t)|dt=|\phi_1-\phi_0|\ \Rightarrow\ \phi_1(x)=x+v(0,x)",
    formula=one_step,
    tests=identity(residual, (WIDENING,)),
    right_where=identity(end_map, (PAIR_TURNED,)),
    repairs={"the flow's own end": lambda pair, t, x: 2 * x},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-32",
)
