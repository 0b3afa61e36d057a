"""Difference quotients of the exponential map."""

from fractions import Fraction

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import TRANSPORTS, when
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """The quotient less Y z for eps = 100, 1, 1e-6, and Y^q - A^p at t = p/q."""
    law, phi, Y = case.law, brenier.exponential_map, case.value(formula)
    z, steps = case.ar.array([1, -2, 3][: case.x.shape[-1]]), case.ar.array([100, 1, Fraction(1, 10**6)])
    quotients = [(phi(law, case.t, case.x + e * z) - phi(law, case.t, case.x)) / e - Y @ z for e in steps]
    power = np.linalg.matrix_power
    return np.concatenate([*quotients, power(Y, case.when.denominator) - power(law.A, case.when.numerator)])[None]


def exponential(law: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_matrix(law, t)


claim = Claim(
    id="CD-5.2e",
    source="Causality-Delta, 5.2",
    says="On the exponential path difference quotients give Y(t) z exactly, for every step: more than the text says.",
    latex=r"\frac{\phi_t(x+\varepsilon z)-\phi_t(x)}{\varepsilon}=Y(t)\,z,\quad Y(t)=e^{tL}",
    formula=exponential,
    tests=identity(residual, when(TRANSPORTS, lambda t: t.denominator <= 10)),
    near_misses={
        "first order": lambda law, t, x: law.ar.eye(x.shape[-1]) + t * law.L,
        "displacement": lambda law, t, x: brenier.displacement_matrix(law, t),
        "off by 1e-9": off(exponential),
    },
)
