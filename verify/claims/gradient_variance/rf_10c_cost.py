"""What the pairs x1 = h - x0 cost, beside the least."""

import numpy as np
from flint import acb, arb

from analytic import line, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, Test
from verify.regimes.crossings import reflection_steps
from verify.residuals.wrong import off
from verify.routes import normal_tail


def costs(law: Law, t: Time, x: Points) -> Array:
    return law.field.h * law.field.h + law.ar.array([[4], [0]])


def residual(formula: Formula, case: Case) -> Array:
    """E(h - 2 z)^2 by quadrature, and (T(x) - x)^2, T the increasing map from N(0, 1) to N(h, 1), less the formula."""
    h, R = case.law.field.h[()], normal_tail.reach(8)
    tail = arb(0, 1) * (2 * R * R) ** 2 * (-arb(R * R) / 2).exp()
    mean = acb.integral(lambda z, _: (h - 2 * z) ** 2 * (-z * z / 2).exp(), -R, R).real / (2 * arb.pi()).sqrt() + tail
    way = line.flow_map(mixture.mixture(case.ar, [1], [[h]], [[[1]]]), 0, 1, case.x)[:, 0] - case.x[:, 0]
    return np.stack([mean + 0 * way, way * way]) - case.value(formula)


claim = Claim(
    id="RF-10c",
    source="Gradient Variance, first counterexample, x1 = 5 - x0",
    says="The pairs x1 = 5 - x0 cost 29 per dimension; the optimal ones cost 25.",
    latex=r"E|x_1-x_0|^2=h^2+4=29,\quad W_2^2=h^2=25",
    formula=costs,
    tests=(Test("balls", residual, (reflection_steps(1),)),),
    near_misses={
        "as for independent ends": lambda law, t, x: costs(law, t, x) - law.ar.array([[2], [0]]),
        "nothing is gained": lambda law, t, x: costs(law, t, x)[[0, 0]],
        "off by 1e-9": off(costs),
    },
)
