"""Theorem 4.4 with the data set for the manifold that it was drawn from."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import proximal
from verify.claim import Claim, Outcome, Standing, derivative
from verify.claims.proximal.px_7a_atoms import contraction
from verify.regimes.manifolds import CIRCLE, NET
from verify.residuals.transport import normal

claim = Claim(
    id="PX-7",
    source="Proximal Operators, Theorem 4.4, read for a finite data set",
    says="Optimal transport to finitely many points of a circle has a neutral direction along the circle.",
    latex=r"(1-t)Dv_t(x)=-nn^T,\quad n=x/|x|",
    formula=lambda law, t, x: normal(law, t, x) / (1 - t),
    tests=derivative(proximal.velocity, (NET,)),
    right_where=derivative(proximal.velocity, (replace(CIRCLE, points=((F(3, 5), F(4, 5)), (0, -1))),), kinds=("rate",)),
    repairs={"contraction in every direction": contraction},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'for manifold-supported targets, OT-CFM is terminally normally hyperbolic' (abstract)",
    amended="PX-7a",
    note="The theorem is about the population. The exact field of data has no neutral direction; what a network makes of it may.",
)
