"""What one rectification does to the costs of independent ends, when the data are a mixture."""

from fractions import Fraction as F
from functools import partial

from analytic.arithmetic import Array, Law
from verify.claim import Claim, bounded
from verify.regimes.log_concave import RECTIFIED_LINES
from verify.residuals.wrong import scaled
from verify.routes.displacement_costs import even, even_means, rectified


def independent(mix: Law) -> Array:
    """E c(x1 - x0), x1 - x0 being a mixture of N(m_k, C_k + 1)."""
    return even_means(mix.ar, mix.m[:, 0], mix.C[:, 0, 0] + 1) @ mix.w


def of_mean(mix: Law) -> Array:
    return even(mix.ar, mix.w @ mix.m)[:, 0]


claim = Claim(
    id="RF-20m",
    source="Liu, Gong and Liu 2023; Gradient Variance, on rectification",
    says="For mixtures on a line too rectifying independent ends raises no convex cost.",
    latex=r"E\,c(\phi_1(x_0)-x_0)\leq E\,c(x_1-x_0),\quad c(D)=|D|,\ D^2,\ \cosh D",
    formula=independent,
    tests=bounded(partial(rectified, cells=160), RECTIFIED_LINES),
    near_misses={"to the cost of the mean": of_mean, "to a half": scaled(independent, F(1, 2))},
    note="On a line every flow keeps the order, so its costs are the least; in R^d no flow of a mixture is known in closed form.",
)
