"""Likelihoods along the flow: log determinants of flow maps in both directions, rates of the log density, bits per dimension.

    log p_1(x) = log p_t(y) + log|det D phi_{1->t}(x)| = log p_t(y) - log|det D phi_{t->1}(y)|,   y = phi_{1->t}(x)
    d/dt log p_t(phi_t) = -div v along the flow,   d/dt log p_t(x) = -div v - v.s at a point,   s = grad log p_t

Letters: law a `gaussian.Pair` (any coupling) or a `Mixture`, for `log_det` one with d = 1; a, b, a', b' its path; m0, S0 mean and
covariance of the source; m_t, S_t of x_t; H = Ds. x (..., d) points; s, t in [0, 1], a number, or one for each point where the law
is a mixture. Conditions: x_t has a density at the times asked for, else SingularCovariance. Errors: ValueError at the door.
Source: Chen et al. 2018 (instantaneous change of variables); Song et al. 2021; Theis et al. 2016 (bits per dimension).
"""

from typing import Any

from analytic import door, gaussian, line, mixture
from analytic._answers import finite
from analytic._laws import closed_forms, independent
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.gaussian import Pair
from analytic.mixture import Mixture
from analytic.path import score_weight

Law = Pair | Mixture


@finite
def log_likelihood(law: Law, x: Points) -> Array:
    """log p_1(x) = log p_0(z) + log|det D phi_{1->0}(x)|, z = phi_{1->0}(x), (...): of a closed form, no flow is run."""
    return closed_forms(law).log_density(law, law.ar.array(1), x)


@finite
def log_det(law: Law, s: Time, t: Time, x: Points) -> Array:
    """log|det D phi_{s->t}(x)| = log p_s(x) - log p_t(phi_{s->t}(x)), (...); of Gaussian ends log(det S_t/det S_s)/2.

    Of Gaussian ends whatever their coupling, though not all of their flow maps are closed. Of a mixture d = 1.
    """
    if isinstance(law, Mixture):
        return mixture.log_density(law, s, x) - mixture.log_density(law, t, line.flow_map(law, s, t, x))
    ar, x = law.ar, door.batch(law.ar, s, x, law.m0.shape[0])[1]
    door.batch(ar, t, x, law.m0.shape[0])
    old, new = (ar.logdet(gaussian.moments(law, time)[2]) for time in (s, t))
    return 0 * x[..., 0] + (new - old) / 2


@finite
def density_rate(law: Law, t: Time, x: Points) -> Array:
    """d/dt log p_t(x) = -div v - v.s at a point that does not move, (...)."""
    of = closed_forms(law)
    return -of.divergence(law, t, x) - law.ar.einsum("...i,...i->...", of.drift(law, t, x), of.score(law, t, x))


@finite
def density_rate_by_score(law: Law, t: Time, x: Points) -> Array:
    """d/dt log p_t(x) = -(b'/b)(d + x.s) - (a' - a b'/b) m0.s - k_t (tr(S0 H) + s.S0 s), k_t = a (a b' - a' b)/b, (...).

    Independent ends, t > 0. For m0 = 0, S0 = I on a variance preserving path -(beta/2)(d + x.s + div s + |s|^2).
    """
    ar, of = law.ar, closed_forms(law)
    independent(law, "the ends are correlated: the score alone does not know their velocity; use density_rate")
    t, x = door.batch(ar, t, x, law.m0.shape[0])
    a, b, da, db = law.path(ar, t)
    k = score_weight(ar, law.path, t)
    s, H = of.score(law, t, x), of.score_jacobian(law, t, x)
    across = ar.einsum("ij,...ji->...", law.S0, H) + ar.einsum("...i,ij,...j->...", s, law.S0, s)
    drag = db / b * (x.shape[-1] + ar.einsum("...i,...i->...", x, s))
    return -drag - (da - a * db / b) * ar.einsum("i,...i->...", law.m0, s) - k * across


@finite
def bits_per_dimension(ar: Arithmetic, log_p: Any, d: int, width: Any) -> Array:
    """-log_2(p w^d)/d = -log p/(d log 2) - log_2 w, (...): of data in bins of width w, p their density in the same units.

    Pixels of 256 levels have w = 1/256 in [0, 1], hence 8 bits more than -log_2(p)/d, and w = 1/128 in [-1, 1], 7 bits more.
    """
    log_p, w = door.array(ar, "log_p", log_p), door.number(ar, "width", width)
    door.finite(ar, "log_p", log_p)
    d = door.count("d", d, least=1)
    door.positive(ar, "width", w)
    return -(log_p / d + ar.log(w)) / ar.log(ar.array(2))
