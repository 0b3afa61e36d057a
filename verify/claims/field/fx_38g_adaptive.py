"""A loss divided by itself, the divisor held fixed: its value says nothing, its gradient does."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import weights
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Regime, derivative, identity
from verify.regimes.families import Bare
from verify.residuals.wrong import halved, off

ERRORS = Regime("errors", "errors e in the plane, c = 1/3", Bare, (F(0),), ((F(3, 5), F(2, 5)), (-1, 2), (40, 0)))
EVERY, C = Regime("every error", "every e in the plane, c = 1/3", Bare, ("t",), (("x_0", "x_1"),)), F(1, 3)
potential: Formula = lambda law, t, e: np.stack([law.ar.log(q := (e * e).sum(-1) + law.ar.array(C)), -1 / q], axis=1)  # noqa: E731


def gradients(law: Law, t: Time, e: Points, still: int = 1) -> Array:
    """For p = 1 and 2, (n, 2, d); without `still`, with nothing held: for c = 0 and p = 1 it is zero, as the loss is one."""
    share = 0 if still else (s := (e * e).sum(-1)) / (s + law.ar.array(C))
    return np.stack([weights.adaptive_gradient(law.ar, e, C, p) * (1 - p * share + 0 * e.T).T for p in (1, 2)], axis=1)


def held(formula: Formula, case: Case) -> Array:
    """Less the central difference of |e|^2/q^p, q held: exact, as |e|^2 is quadratic."""
    e, h, q = case.x[:, None], case.ar.eye(2) / 7, ((case.x * case.x).sum(-1) + case.ar.array(C))[:, None]
    slope = (((e + h) ** 2).sum(-1) - ((e - h) ** 2).sum(-1)) * 7 / 2
    return case.value(formula) - np.stack([slope / q, slope / q / q], axis=1)


claim = Claim(
    id="FX-38g",
    source="Geng et al. 2025, MeanFlow, adaptive loss weights",
    says="A loss over its own value, held fixed, is constant, and yet moves like its logarithm (p = 1, c = 0; here c = 1/3).",
    latex=r"\nabla\frac{|e|^2}{\mathrm{sg}(|e|^2+c)^p}=\frac{2e}{(|e|^2+c)^p},\quad p=1:\ \nabla\log(|e|^2+c)",
    formula=gradients,
    tests=derivative(potential, (ERRORS,), (EVERY,), kinds=("rate", "differences")) + identity(held, (ERRORS,)),
    near_misses={"nothing held": partial(gradients, still=0), "half": halved(gradients), "off by 1e-9": off(gradients)},
)
