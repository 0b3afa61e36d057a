"""A comment in the paper's source: a map whose Jacobian vanishes where its output still varies."""

from types import SimpleNamespace

import numpy as np

from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Function, Regime, Test
from verify.residuals.wrong import halved, off

SQUARE = Regime("square of a normal", "z -> z^2 of a standard normal z", lambda ar: SimpleNamespace(ar=ar), ("t",), (("z",),))


stated: Formula = lambda law, t, x: law.ar.array([0, 2, 4])  # noqa: E731  # J(0), Var[z^2], E[J^2]


def residual(formula: Formula, case: Case) -> Array:
    """Less the derivative and the integrals against the normal density."""
    import sympy as sp

    z = case.x[0, 0]
    mean: Function = lambda f: sp.integrate(f * sp.exp(-z * z / 2) / sp.sqrt(2 * sp.pi), (z, -sp.oo, sp.oo))  # noqa: E731
    f, J = z**2, sp.diff(z**2, z)
    return case.value(formula) - np.array([J.subs(z, 0), mean(f * f) - mean(f) ** 2, mean(J * J)])


claim = Claim(
    id="CD-L4",
    source="Causality-Delta, a comment in the LaTeX source",
    says="For z -> z^2 the Jacobian vanishes at 0, yet the output has variance 2; the mean squared Jacobian, 4, is twice that.",
    latex=r"f(z)=z^2:\quad J(0)=0,\quad\mathrm{Var}f=2,\quad\mathrm{E}J^2=4",
    formula=stated,
    tests=(Test("symbols", residual, (SQUARE,)),),
    near_misses={
        "variance 4, as for affine maps": lambda law, t, x: law.ar.array([0, 4, 4]),
        "halved": halved(stated),
        "off by 1e-9": off(stated),
    },
)
