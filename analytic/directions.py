"""Along directions: a velocity's Jacobian, its transpose and the Hessian of log p_t times vectors, no (d, d) formed at a point.

    J z = sum_k r_k (B_k z + (v_k - u) (s_k . z)),   J^T z = sum_k r_k (B_k^T z + s_k ((v_k - u) . z)),   B_k^T = S_k^-1 D_k

Letters: those of `mixture`, whose laws enter here, and of `gaussian` for a pair, its ends coupled in any way (J = D_t S_t^-1);
z (m, d) directions, in rows, the same at all points; or (..., m, d), each point's own. Answers are (..., m, d), row j of z_j.
A direction costs O(K d^2) a point; shared ones at one t only O(K d). Divergences: `mixture.divergence`, `gaussian.divergence`.
Conditions: S_k invertible at t, else SingularCovariance. Errors: ValueError at the door. Source: from Causality-Delta, Eq. (4).
"""

from analytic import gaussian, mixture
from analytic._along import along, leading
from analytic._laws import closed_forms
from analytic._points import at
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time


@along
def jvp(law: Law, t: Time, x: Points, z: Points) -> Array:
    """J z_j = sum_k r_k (B_k z_j + (v_k - u) (s_k . z_j)), (..., m, d): how the velocity changes along z_j."""
    ar, z = law.ar, leading(law.ar, x, z)
    if closed_forms(law) is gaussian:
        _, _, S, D = gaussian.moments(law, t)
        return 0 * x[..., None, :] + ar.einsum("...ij,m...j->...mi", D, ar.solve(S, z))
    r, s, v, B = mixture.conditional(law, t, x)
    e = v - ar.einsum("...k,...ki->...i", r, v)[..., None, :]
    return _sum(ar, r, ar.apply(B, z[..., None, :]), ar.einsum("...ki,m...i->m...k", s, z), e)


@along
def vjp(law: Law, t: Time, x: Points, z: Points) -> Array:
    """J^T z_j = sum_k r_k (S_k^-1 D_k z_j + s_k ((v_k - u) . z_j)), (..., m, d): the gradient of z_j . u."""
    ar, z = law.ar, leading(law.ar, x, z)
    if closed_forms(law) is gaussian:
        _, _, S, D = gaussian.moments(law, t)
        return 0 * x[..., None, :] + ar.einsum("m...i->...mi", ar.solve(S, ar.einsum("...ji,m...j->m...i", D, z)))
    _, _, (a, b, da, db) = at(law, t, x)
    r, s, v, _ = mixture.conditional(law, t, x)
    e = v - ar.einsum("...k,...ki->...i", r, v)[..., None, :]
    g = ar.solve(law.pencil(a * a, b * b), ar.apply(law.pencil(a * da, b * db), z[..., None, :]))
    return _sum(ar, r, g, ar.einsum("...ki,m...i->m...k", e, z), s)


@along
def score_jvp(law: Law, t: Time, x: Points, z: Points) -> Array:
    """H z_j = sum_k r_k ((s_k - sbar) (s_k . z_j) - S_k^-1 z_j), sbar = sum_k r_k s_k, (..., m, d); H^T = H."""
    ar, z = law.ar, leading(law.ar, x, z)
    if closed_forms(law) is gaussian:
        return 0 * x[..., None, :] - ar.einsum("m...i->...mi", ar.solve(gaussian.moments(law, t)[2], z))
    _, _, (a, b, _, _) = at(law, t, x)
    r, s, _, _ = mixture.conditional(law, t, x)
    e = s - ar.einsum("...k,...ki->...i", r, s)[..., None, :]
    g = -ar.solve(law.pencil(a * a, b * b), z[..., None, :] + 0 * law.m)
    return _sum(ar, r, g, ar.einsum("...ki,m...i->m...k", s, z), e)


def _sum(ar: Arithmetic, r: Array, g: Array, c: Array, e: Array) -> Array:
    """sum_k r_k (g_k + c_k e_k), (..., m, d), for r (..., K), g (m, ..., K, d), c (m, ..., K), e (..., K, d)."""
    return ar.einsum("...k,m...ki->...mi", r, g) + ar.einsum("m...k,...ki->...mi", r * c, e)
