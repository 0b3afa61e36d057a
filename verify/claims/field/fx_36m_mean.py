"""How far guidance overshoots."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes.guidance import SYMBOLIC_TRIPLE, TRIPLE
from verify.residuals.wrong import off
from verify.routes import guided


def tripled(law: Law, t: Time, x: Points, whole: int = 1, square: int = 2) -> Array:
    """a m0 + b ((3 n - 2 m) V + n (S1 - C) b^2)/S + V^(3/2)/(S S0^(1/2)) (x - m0), S = a^2 S0 + b^2 S1, V = a^2 S0 + b^2 C."""
    ar, (a, b, _, _) = law.ar, law.pair.path(law.ar, t)
    m0, s0, m, s1, n, c = (v.flat[0] for v in (*(getattr(law.pair, f) for f in ("m0", "S0", "m1", "S1")), law.aim.m1, law.aim.S1))
    S, V = a * a * s0 + b * b * s1, a * a * s0 + b * b * c
    mean = a * m0 + b * ((3 * n - 2 * whole * m) * V + n * (s1 - c) * b**square) / S
    return mean + V / S * ar.sqrt(V / s0) * (x - m0)


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """The guided velocity there, and what the formula misses x by at t = 0."""
    return formula, lambda law, t, x: guided.pair_velocity(law, t, formula(law, t, x)) + formula(law, 0 * t, x) - x


claim = Claim(
    id="FX-36m",
    source="derived here; a line, independent ends, any schedule",
    says="Guided with w = 3, Gaussians on a line end at n + 2 (C/S)(n - m), beyond the mean n of the class, with variance C^3/S^2.",
    latex=r"E[x_1]=n+2\frac{C}{S}(n-m),\quad Var[x_1]=C^3/S^2",
    formula=tripled,
    tests=equation(carried, TRIPLE, SYMBOLIC_TRIPLE, kinds=("rate",)),
    near_misses={
        "mean of the whole law left out": lambda law, t, x: tripled(law, t, x, 0),
        "b for b^2": lambda law, t, x: tripled(law, t, x, 1, 1),
        "off by 1e-9": off(tripled),
    },
    note="S = 4, C = 1, m = 0, n = 1: the mean is 3/2, that of the tilted law 6/5. Even w have elliptic integrals.",
)
