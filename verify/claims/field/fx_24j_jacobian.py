"""The Jacobian of a polynomial map in Hermite form."""

from analytic import estimator
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.estimators import POLYNOMIALS, POLYNOMIALS_SYMBOLIC
from verify.residuals.wrong import off
from verify.routes.polynomial_means import polynomial


def jacobian(law: Law, t: Time, x: Points) -> Array:
    return estimator.jacobian(law, x)


def unweighted(law: Law, t: Time, x: Points) -> Array:
    """He_(k-1) for k He_(k-1)."""
    lower = estimator.Expansion(law.ar, law.a[:, :, 1:])
    units = law.ar.eye(law.a.shape[1])
    rows = [estimator.Expansion(law.ar, lower.a * unit[:, None]) for unit in units]
    return sum(estimator.value(row, x)[..., None] * unit for row, unit in zip(rows, units, strict=True))


claim = Claim(
    id="FX-24j",
    source="Hermite polynomials of probability theory",
    says="Differentiation lowers the degree of a Hermite polynomial by one and multiplies it by the degree.",
    latex=r"\partial f_i/\partial x_m=\sum_kk\,a_{imk}He_{k-1}(x_m)",
    formula=jacobian,
    tests=derivative(lambda law, t, x: polynomial(law, x), POLYNOMIALS, POLYNOMIALS_SYMBOLIC),
    near_misses={"degrees forgotten": unweighted, "off by 1e-9": off(jacobian)},
)
