"""Mutants: wrong variants of the formulas, the slips people make.

The ten defects of the published code where they are formulas, signs, transposes, exchanged covariances, t for 1 - t, dropped
terms, factors 1/2, one coefficient off by 1e-9. A change of the law (path, pencil, source) changes the formula only; the
evidence keeps the true law.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from analytic import estimator, gaussian, mixture
from analytic.arithmetic import Law
from verify.claim import Formula
from verify.claims.causality_delta import cd_6_2n_noise
from verify.claims.field import fx_9_interpolant
from verify.claims.gradient_variance import rf_3b_floor, rf_11a_limit, rf_13a_small_noise
from verify.papers.causality_delta import slips
from verify.residuals.wrong import halved, mixed, negated, of_law, off, proximal_point, reversed_time, scaled, transposed


@dataclass(frozen=True)
class Mutant:
    name: str
    claim: str  # whose tests are to refute it
    formula: Formula
    defect: str = ""  # the number in the list of published defects


def path(change: Callable[..., Any]) -> Callable[[Any], Any]:
    """The law with its path's (a, b, a', b') changed."""
    return lambda law: {"path": lambda ar, t: change(*law.path(ar, t))}


def exchanged(law: Law) -> Any:
    """S0 for C_k and C_k for S0."""
    return {"pencil": lambda p, q: law.pencil(q, p)}


def standard(law: Law) -> Any:
    """A source N(m0, I) whatever the source is."""
    eye = law.ar.eye(len(law.m0))
    return {"S0": eye, "pencil": law.ar.pencil(eye, law.C)}


def centred(law: Law) -> Any:
    return {"m0": 0 * law.m0}


def equal_weights(law: Law) -> Any:
    return {"w": 0 * law.w + law.ar.array(Fraction(1, len(law.w)))}


def means_only(mix: Any, t: Any, x: Any) -> Any:
    """sum_k r_k (m_k - m0): the A_k term dropped."""
    r = mixture.responsibilities(mix, t, x)
    return mix.ar.einsum("...k,ki->...i", r, mix.m - mix.m0)


def prior_blend(mix: Any, t: Any, x: Any) -> Any:
    """sum_k w_k v_k: prior weights for responsibilities."""
    v = mixture.conditional(mix, t, x)[2]
    return mix.ar.einsum("k,...ki->...i", mix.w, v)


def second_term(mix: Any, t: Any, x: Any) -> Any:
    """sum_k b_k (grad r_k)^T."""
    return mixture.jacobian(mix, t, x) - mixture.blend(mix, t, x)


def with_second(change: Callable[[Any], Any]) -> Formula:
    return lambda mix, t, x: mixture.blend(mix, t, x) + change(second_term(mix, t, x))


def uncentred(mix: Any, t: Any, x: Any) -> Any:
    """sum_k r_k (B_k + v_k s_k^T): the mean score is not subtracted."""
    r, s, v, B = mixture.conditional(mix, t, x)
    return mix.ar.blend(r, B) + mix.ar.einsum("...k,...ki,...kj->...ij", r, v, s)


def uncentred_gradient(mix: Any, t: Any, x: Any) -> Any:
    r, s, _, _ = mixture.conditional(mix, t, x)
    return r[..., None] * s


def scalar_softmax_gradient(mix: Any, t: Any, x: Any) -> Any:
    """r_k (1 - r_k) s_k: the softmax rule of one variable."""
    r, s, _, _ = mixture.conditional(mix, t, x)
    return (r * (1 - r))[..., None] * s


def without_determinant(mix: Any, t: Any, x: Any) -> Any:
    """Responsibilities from exp(-q/2) alone."""
    ar, x = mix.ar, mix.ar.array(x)
    a, b, _, _ = mix.path(ar, ar.array(t)[..., None, None])
    s = mixture.conditional(mix, t, x)[1]
    e = x[..., None, :] - (a * mix.m0 + b * mix.m)
    return ar.softmax(ar.log(mix.w) + ar.einsum("...i,...i->...", s, e) / 2)


def hard_do(mix: Any, t: Any, x: Any) -> Any:
    """A_0 everywhere: intervention for observation."""
    return mixture.jacobian_do(mix, t, x, 0)


def wrong_end(mix: Any, t: Any, x: Any) -> Any:
    mean = mix.ar.einsum("k,ki->i", mix.w, mix.m)
    return x - mean if float(t) > 1 / 2 else mean - x


def squared_plus(a: Any, b: Any, da: Any, db: Any) -> Any:
    """a = 1 + t for 1 - t where it is squared, in Cov[x_t]; the product a a' in the numerator stays."""
    return 2 - a, b, da * a / (2 - a), db


DRIFT, JACOBIAN, PAIR_DRIFT = mixture.drift, mixture.jacobian, gaussian.drift
MUTANTS = (
    Mutant("A_k = t C_k S_k^-1: -(1 - t) S0 missing", "CD-4.3c", slips.drift, "1"),
    Mutant("the denoiser E[x1 | x] for the drift", "CD-4.3c", mixture.denoiser),
    Mutant("S0 and C_k exchanged", "CD-4.3c", of_law(DRIFT, exchanged)),
    Mutant("t for 1 - t", "CD-4.3c", reversed_time(DRIFT)),
    Mutant("a and b exchanged", "CD-4.3c", of_law(DRIFT, path(lambda a, b, da, db: (b, a, da, db)))),
    Mutant("1 + t for 1 - t", "CD-4.3c", of_law(DRIFT, path(lambda a, b, da, db: (2 - a, b, da, db)))),
    Mutant("sign of a'", "CD-4.3c", of_law(DRIFT, path(lambda a, b, da, db: (a, b, -da, db)))),
    Mutant("b' doubled", "CD-4.3c", of_law(DRIFT, path(lambda a, b, da, db: (a, b, da, 2 * db)))),
    Mutant("sign of the drift", "CD-4.3c", negated(DRIFT)),
    Mutant("half the drift", "CD-4.3c", halved(DRIFT)),
    Mutant("the A_k term dropped", "CD-4.3c", means_only),
    Mutant("prior weights for responsibilities", "CD-4.3c", prior_blend),
    Mutant("equal weights assumed", "CD-4.3c", of_law(DRIFT, equal_weights)),
    Mutant("source mean forgotten", "CD-4.3c", of_law(DRIFT, centred)),
    Mutant("source N(m0, I) assumed", "CD-4.3c", of_law(DRIFT, standard)),
    Mutant("drift off by 1e-9", "CD-4.3c", off(DRIFT)),
    Mutant("outer product in the order typed", "CD-4.6", with_second(lambda M: M.swapaxes(-1, -2))),
    Mutant("the blend for the Jacobian", "CD-4.6", mixture.blend, "9"),
    Mutant("A_0 for the Jacobian", "CD-4.6", hard_do, "9"),
    Mutant("Jacobian of E[x1 | x] - m0", "CD-4.6", slips.jacobian, "1"),
    Mutant("a JVP not divided by the step 1e-6", "CD-4.6", scaled(JACOBIAN, Fraction(1, 10**6)), "4"),
    Mutant("unit directions: the factor d", "CD-4.6", lambda mix, t, x: mixture.jacobian(mix, t, x) / len(mix.m0), "8"),
    Mutant("transposed", "CD-4.6", transposed(JACOBIAN)),
    Mutant("half the second term", "CD-4.6", with_second(lambda M: M / 2)),
    Mutant("sign of the second term", "CD-4.6", with_second(lambda M: -M)),
    Mutant("second term twice", "CD-4.6", with_second(lambda M: 2 * M)),
    Mutant("mean score not subtracted", "CD-4.6", uncentred),
    Mutant("S0 and C_k exchanged in the Jacobian", "CD-4.6", of_law(JACOBIAN, exchanged)),
    Mutant("source N(m0, I) assumed in the Jacobian", "CD-4.6", of_law(JACOBIAN, standard)),
    Mutant("Jacobian off by 1e-9", "CD-4.6", off(JACOBIAN)),
    Mutant("gradient of r_k without the mean score", "CD-4.7", uncentred_gradient),
    Mutant("gradient of r_k as r_k (1 - r_k) s_k", "CD-4.7", scalar_softmax_gradient),
    Mutant("sign of the gradient of r_k", "CD-4.7", negated(mixture.responsibility_gradients)),
    Mutant("responsibilities without determinants", "CD-4.3b", without_determinant),
    Mutant("responsibilities with equal weights", "CD-4.3b", of_law(mixture.responsibilities, equal_weights)),
    Mutant("x at t = 1 whatever the rank of A", "CD-4.1e", lambda pair, t, x: x if float(t) > 1 / 2 else 0 * x),
    Mutant("x - E[x1] at t = 1 for x - E[x0]", "CD-4.11", wrong_end),
    Mutant("Gaussian drift with (1 + t)^2 in Cov[x_t]", "CD-4.2", of_law(PAIR_DRIFT, path(squared_plus)), "3"),
    Mutant("Gaussian drift, t for 1 - t", "CD-4.2", reversed_time(PAIR_DRIFT)),
    Mutant("Gaussian drift off by 1e-9", "CD-4.2", off(PAIR_DRIFT)),
    Mutant("proximal point of x for x/b", "PX-1", proximal_point(lambda a, b, x: (a / b, x))),
    Mutant("proximal point with the step a", "PX-1", proximal_point(lambda a, b, x: (a, x / b))),
    Mutant("optimal velocity (x1 - x)/t", "PX-2", mixed(lambda a, b, da, db, x, p: (p - x) / b)),
    Mutant("Hermite degree k weighed by k, not k - 1", "FX-24", estimator.second_moment),
    Mutant("no collider", "CD-6.4c", lambda law: law.ar.array([0, 0, 0])),
    Mutant("Table 4 with steps of the published code's drift", "CD-6.2n", partial(cd_6_2n_noise.forward, drift=slips.drift), "1"),
    Mutant("the exponent 1 on every schedule", "PX-6c", lambda law, t, x: law.ar.array([1, 0])),
    Mutant("the upper bound 1 - t for (1 - t)/t", "PX-10e", lambda law, t, x: law.ar.array([-1, 1 - t[()]])),
    Mutant("flow of the reflection from a start without its noise", "RF-11a", rf_11a_limit.unscaled),
    Mutant("variance for standard deviation in the turned flow", "RF-13a", rf_13a_small_noise.squared),
    Mutant("rate of the noise left out", "FX-9", fx_9_interpolant.without_rate),
    Mutant("the Bures fidelity for the geometric mean in the floor", "RF-3b", rf_3b_floor.bures),
)
