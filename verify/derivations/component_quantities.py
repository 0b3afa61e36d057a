"""The matrices of each component of a mixture, which formulas of the velocity and its Jacobian are written with."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity


def covariances(law: Law, t: Time, x: Points) -> Array:
    """S_k = a^2 S0 + b^2 C_k, (K, d, d)."""
    a, b, _, _ = (law.ar.array(e)[()] for e in law.path(law.ar, law.ar.array(t)))
    return a * a * law.S0 + b * b * law.C


def cross_covariances(law: Law, t: Time, x: Points) -> Array:
    """A_k = a a' S0 + b b' C_k, (K, d, d)."""
    a, b, da, db = (law.ar.array(e)[()] for e in law.path(law.ar, law.ar.array(t)))
    return a * da * law.S0 + b * db * law.C


QUANTITIES = (
    Quantity(
        "component_covariances", "S_k = a^2 S0 + b^2 C_k: Cov[x_t | k] of each component", "(K, d, d)", by.for_mixtures(covariances)
    ),
    Quantity(
        "component_cross_covariances",
        "A_k = a a' S0 + b b' C_k: Cov[a'x0 + b'x1, x_t | k] of each component, with B_k = A_k S_k^-1",
        "(K, d, d)",
        by.for_mixtures(cross_covariances),
        rate=RATE,
    ),
)
