"""Polynomial maps in Hermite form."""

from analytic import estimator
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.estimators import POLYNOMIALS, POLYNOMIALS_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.polynomial_means import polynomial


def powers(law: Law, t: Time, x: Points) -> Array:
    """Powers taken for Hermite polynomials."""
    return polynomial(law, x, ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)))


claim = Claim(
    id="FX-24v",
    source="Hermite polynomials of probability theory",
    says="A sum of Hermite polynomials takes the values of its polynomial: He_2 = z^2 - 1, He_3 = z^3 - 3 z.",
    latex=r"f_i(x)=\sum_{m,k}a_{imk}He_k(x_m)",
    formula=lambda law, t, x: estimator.value(law, x),
    tests=identity(equals(lambda law, t, x: polynomial(law, x)), POLYNOMIALS, POLYNOMIALS_SYMBOLIC),
    near_misses={"powers": powers, "off by 1e-9": off(lambda law, t, x: estimator.value(law, x))},
    note="To degree 3, the highest that claims use.",
)
