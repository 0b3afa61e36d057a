"""The public functions of `analytic/` with their good arguments, which are those of the handbook's snippets."""

from verify.handbook.arguments import given, is_count, public

__all__ = ["FREE", "given", "is_count", "public"]

FREE = {  # of any number of axes, or of entries
    "atoms.atoms.points", "empirical.cloud.points", "estimator.expansion.coefficients", "manifold.ball.centre",
    "chains.after.times", "chains.euler_deviation.times",
    "crossing.reflected_drift.x", "crossing.reflected_flow.x", "crossing.euler.x", "crossing.runge_kutta.x",
    "weights.adaptive_gradient.e", "likelihood.bits_per_dimension.log_p",
}  # fmt: skip
