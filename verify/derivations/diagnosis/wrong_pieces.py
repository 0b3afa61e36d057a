"""Changes of how one piece is computed, and of the finished value; and all changes of a law, one or two at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from analytic.arithmetic import Law
from verify.derivations.diagnosis.change import Change, State, diagonal, inverse, squared
from verify.derivations.diagnosis.pieces import HALF, Rule, Way
from verify.derivations.diagnosis.wrong_laws import LAWS
from verify.regimes.laws import COUPLED, MIXED, WITH_PATH, components

COMMON, FIRST = 1.1, 30  # changes of a law that come in twos: of this cost at most, and so many; all pairs of them take seconds
COVS: tuple[tuple[str, str, Rule], ...] = (
    ("S_k exchanged", "t^2 Sigma_0 + (1 - t)^2 Sigma_k", lambda a, b: (b * b, a * a, a * b)),
    ("S_k not squared", "(1 - t) Sigma_0 + t Sigma_k", lambda a, b: (a, b, a * b)),
    ("S_k half squared", "(1 - t) Sigma_0 + t^2 Sigma_k", lambda a, b: (a, b * b, a * b)),
    ("S_k half squared", "(1 - t)^2 Sigma_0 + t Sigma_k", lambda a, b: (a * a, b, a * b)),
    ("1 + t for 1 - t", "(1 + t)^2 Sigma_0 + t^2 Sigma_k", lambda a, b: ((1 + b) ** 2, b * b, a * b)),
    ("S_k without source", "t^2 Sigma_k", lambda a, b: (0 * a, b * b)),
    ("S_k without data", "(1 - t)^2 Sigma_0", lambda a, b: (a * a, 0 * b)),
    ("S_k without t", "Sigma_k", lambda a, b: (0 * a, 1 + 0 * b)),
    ("S_k without t", "Sigma_0 + Sigma_k", lambda a, b: (1 + 0 * a, 1 + 0 * b)),
    ("S_k without t", "(1 - t)^2 Sigma_0 + Sigma_k", lambda a, b: (a * a, 1 + 0 * b)),
    ("S_k without t", "Sigma_0 + t^2 Sigma_k", lambda a, b: (1 + 0 * a, b * b)),
    ("S_k variance preserving", "(1 - t^2) Sigma_0 + t^2 Sigma_k", lambda a, b: (1 - b * b, b * b)),
    ("ratio inverted", "t^4/(1 - t)^2 Sigma_0 + t^2 Sigma_k: the ratio (1 - t)/t is upside down",
     lambda a, b: (b**4 / a**2, b * b, b**3 / a)),
    ("ratio not squared", "t (1 - t) Sigma_0 + t^2 Sigma_k: the ratio (1 - t)/t is not squared", lambda a, b: (a * b, b * b)),
    ("standard deviations added", "((1 - t) Sigma_0^1/2 + t Sigma_k^1/2)^2: standard deviations are added, not variances",
     lambda a, b: lambda v: squared(v, a * _root(v, v.S0) + b * _root(v, v.C))),
    ("precisions added", "((1 - t)^2 Sigma_0^-1 + t^2 Sigma_k^-1)^-1: precisions are added, not variances",
     lambda a, b: lambda v: inverse(v, a * a * inverse(v, v.S0) + b * b * inverse(v, v.C))),
    ("precision of a sum", "(Sigma_0^-1/(1 - t)^2 + Sigma_k^-1/t^2)^-1: an inverse sum of precisions for a sum of covariances",
     lambda a, b: lambda v: inverse(v, inverse(v, v.S0) / (a * a) + inverse(v, v.C) / (b * b))),
    ("precision in a sum", "(1 - t)^2 Sigma_0^-1 + t^2 Sigma_k", lambda a, b: lambda v: a * a * inverse(v, v.S0) + b * b * v.C),
    ("precision in a sum", "(1 - t)^2 Sigma_0 + t^2 Sigma_k^-1", lambda a, b: lambda v: a * a * v.S0 + b * b * inverse(v, v.C)),
    ("precision in a sum", "(1 - t)^2 Sigma_0^-1 + t^2 Sigma_k^-1",
     lambda a, b: lambda v: a * a * inverse(v, v.S0) + b * b * inverse(v, v.C)),
    ("S_k sign", "(1 - t)^2 Sigma_0 - t^2 Sigma_k", lambda a, b: (a * a, -b * b)),
    ("S_k without coupling", "the covariance without its cross terms", lambda a, b: (a * a, b * b)),
    ("S_k with half the coupling", "half the cross terms", lambda a, b: (a * a, b * b, a * b / 2)),
)  # fmt: skip
CENTRES: tuple[tuple[str, str, Rule], ...] = (
    ("source mean missing in e_k", "x - t mu_k", lambda a, b: (0 * a, b)),
    ("data mean missing in e_k", "x - (1 - t) mu_0", lambda a, b: (a, 0 * b)),
    ("not centred", "x", lambda a, b: (0 * a, 0 * b)),
    ("mean without t", "x - mu_k", lambda a, b: (0 * a, 1 + 0 * b)),
    ("mean without t", "x - mu_0", lambda a, b: (1 + 0 * a, 0 * b)),
    ("mean without t", "x - mu_0 - t mu_k", lambda a, b: (1 + 0 * a, b)),
    ("mean without t", "x - (1 - t) mu_0 - mu_k", lambda a, b: (a, 1 + 0 * b)),
    ("mean exchanged", "x - t mu_0 - (1 - t) mu_k", lambda a, b: (b, a)),
    ("mean sign", "x + (1 - t) mu_0 - t mu_k", lambda a, b: (-a, b)),
    ("mean sign", "x - (1 - t) mu_0 + t mu_k", lambda a, b: (a, -b)),
    ("mean sign", "x + (1 - t) mu_0 + t mu_k", lambda a, b: (-a, -b)),
    ("1 + t for 1 - t", "x - (1 + t) mu_0 - t mu_k", lambda a, b: (1 + b, b)),
    ("mean squared", "x - (1 - t)^2 mu_0 - t^2 mu_k", lambda a, b: (a * a, b * b)),
)
GATES: tuple[tuple[str, str, Any], ...] = (
    ("prior for posterior", "the prior weights pi_k for the responsibilities", "prior"),
    ("hard choice", "the likeliest component alone for the responsibilities: a hard choice", "hard"),
    ("equal for posterior", "1/K for the responsibilities", "equal"),
    ("determinant missing", "the determinants of S_k left out of the component densities", (1, 0, HALF)),
    ("log weights missing", "the weights pi_k left out of the responsibilities", (0, HALF, HALF)),
    ("weights and determinant missing", "exp(-e^T S_k^-1 e/2) alone for pi_k times the component densities", (0, 0, HALF)),
    ("1/2 missing in exponent", "exp(-e^T S_k^-1 e) in the component densities: the 1/2 is missing", (1, HALF, 1)),
    ("square root of determinant missing", "1/det S_k in the component densities: the square root is missing", (1, 1, HALF)),
    ("1/2 missing in exponent and determinant", "both factors 1/2 missing in the component densities", (1, 1, 1)),
    ("sign of determinant", "+log det S_k/2 in the component densities: its sign is wrong", (1, -HALF, HALF)),
    ("sign of exponent", "exp(+e^T S_k^-1 e/2) in the component densities: its sign is wrong", (1, HALF, -HALF)),
    ("exponent halved", "exp(-e^T S_k^-1 e/4) in the component densities", (1, HALF, Fraction(1, 4))),
    (
        "temperature 2",
        "the square roots of pi_k N_k in the responsibilities",
        (HALF, Fraction(1, 4), Fraction(1, 4)),
    ),
    ("weights squared", "pi_k^2 in the responsibilities", (2, HALF, HALF)),
    ("not normalised", "pi_k N_k for the responsibilities: not normalised to sum one", "densities"),
    ("not normalised", "pi_k N_k without (2 pi)^(d/2) for the responsibilities: not normalised to sum one", "exponentials"),
    ("weights used twice", "pi_k r_k for r_k: the weights are used twice, and the sum is not one", "weighted again"),
    ("mean for sum", "r_k/K for r_k: a mean over the components for a sum", "averaged again"),
    ("responsibilities squared", "r_k^2 for r_k: the responsibilities are used twice", "squared"),
    ("dot product for distance", "the exponents without -t^2 mu_k^T S_k^-1 mu_k/2: a dot product for a distance", "without norms"),
    ("softmax of distances", "softmax of log pi_k - |e_k|^2/2 for the responsibilities: S_k is ignored", "distance"),
)


def _root(v: Any, S: Any) -> Any:
    return v.ar.sqrtm(S) if S.ndim == 2 else v.ar.array([v.ar.sqrtm(M) for M in S])


def _symmetric(law: Law, M: Any) -> Any:
    return (M + M.swapaxes(-1, -2)) / 2


def _correlation(law: Law, M: Any) -> Any:
    """M_ij/sqrt(M_ii M_jj)."""
    d = 1 / law.ar.sqrt(law.ar.einsum("...ii->...i", M))
    return d[..., :, None] * M * d[..., None, :]


def _unit_length(law: Law, v: Any) -> Any:
    return v / law.ar.sqrt(law.ar.einsum("...i,...i->...", v, v))[..., None]


def _K(law: Law) -> int:
    return components(law)


POSTS: tuple[Change, ...] = tuple(
    Change(key, says, post=post, cost=cost)
    for key, says, cost, post in (
        ("factor d", "multiplied by d", 0.8, lambda law, v: v * len(law.m0)),
        ("factor 1/d", "divided by d: a mean over dimensions for a sum, or unit directions for Gaussian ones", 0.8,
         lambda law, v: v / len(law.m0)),
        ("factor K", "multiplied by K", 0.9, lambda law, v: v * _K(law)),
        ("factor 1/K", "divided by K: a mean over components for a sum", 0.9, lambda law, v: v / _K(law)),
        ("factor 1/sqrt(d)", "divided by sqrt(d)", 1.0, lambda law, v: v / law.ar.sqrt(law.ar.array(len(law.m0)))),
        ("factor sqrt(d)", "multiplied by sqrt(d)", 1.0, lambda law, v: v * law.ar.sqrt(law.ar.array(len(law.m0)))),
        ("absolute value", "by its absolute value", 1.0, lambda law, v: law.ar.sqrt(v * v)),
        ("square", "squared entry by entry", 1.0, lambda law, v: v * v),
        ("square root missing", "multiplied by itself as a matrix: a square root is missing", 0.9, lambda law, v: v @ v),
        ("square root", "under a square root, entry by entry", 1.0, lambda law, v: law.ar.sqrt(v)),
        ("exp", "exponentiated: the logarithm is missing", 1.0, lambda law, v: law.ar.exp(v)),
        ("log", "under a logarithm", 1.0, lambda law, v: law.ar.log(v)),
        ("reciprocal", "inverted entry by entry", 1.1, lambda law, v: 1 / v),
        ("symmetrised", "symmetrised: (J + J^T)/2 for J", 0.9, _symmetric),
        ("antisymmetric part", "by its antisymmetric part", 1.0, lambda law, v: v - _symmetric(law, v)),
        ("diagonal only", "by its diagonal: the entries beside it are missing", 0.9, diagonal),
        ("inverse", "inverted as a matrix", 1.0, lambda law, v: inverse(law, v)),
        ("correlation", "normalised to unit diagonal: a correlation for a second moment", 0.9, _correlation),
        ("J J^T", "times its transpose", 1.0, lambda law, v: v @ v.swapaxes(-1, -2)),
        ("normalised", "normalised to length one", 1.0, _unit_length),
        ("order reversed", "with the last axis in reverse order", 1.1, lambda law, v: v[..., ::-1]),
    )
)  # fmt: skip


def _clean(a: Any, b: Any) -> Any:
    """The data without the source."""
    return 0 * a, 1 + 0 * b


def _ways() -> Iterator[Change]:
    yield Change("covariances swapped", "Sigma_0 and Sigma_k exchanged", way=Way(swap=True), laws=WITH_PATH)
    yield Change("order of factors", "S_k^-1 before the matrix that it should follow: factors in the wrong order",
                  way=Way(left=True), laws=WITH_PATH)  # fmt: skip
    for key, says, gate in GATES:
        yield Change(key, says, way=Way(gate=gate), laws=MIXED if isinstance(gate, str) else WITH_PATH)
    for key, says, rule in COVS:
        coupling = "coupling" in key
        yield Change(key, f"S_k = {says}", way=Way(gate_cov=rule, cov=rule), laws=COUPLED if coupling else WITH_PATH)
        if coupling:
            continue
        yield Change(key, f"S_k = {says} in the responsibilities", way=Way(gate_cov=rule), laws=MIXED, cost=1.3)
        yield Change(key, f"S_k = {says} in A_k", way=Way(cov=rule), laws=MIXED, cost=1.3)
    yield Change("densities of the data", "the densities N(x; mu_k, Sigma_k) of clean data, without t, in the responsibilities",
                  way=Way(gate_cov=_clean, gate_centre=_clean), laws=MIXED)  # fmt: skip
    for key, says, rule in CENTRES:
        yield Change(key, f"e_k = {says}", way=Way(gate_centre=rule, centre=rule), laws=WITH_PATH)
        yield Change(key, f"e_k = {says} in the responsibilities", way=Way(gate_centre=rule), laws=MIXED, cost=1.3)
        yield Change(key, f"e_k = {says} outside the responsibilities", way=Way(centre=rule), laws=MIXED, cost=1.3)
    for text in ("1/10", "1/100", "1/1000", "1/10000", "1/100000", "1/1000000", "1/100000000"):
        yield Change("regularised", f"S_k + {text} I for S_k", way=Way(ridge=Fraction(text)), laws=WITH_PATH)
    yield Change("inverse missing", "S_k for S_k^-1: the inverse is missing", way=Way(power="itself"), laws=WITH_PATH)
    yield Change("root for inverse", "S_k^-1/2 for S_k^-1: a standard deviation for a variance", way=Way(power="inverse root"),
                  laws=WITH_PATH)  # fmt: skip


WAYS = tuple(_ways())


def twice(law: str) -> Iterator[Change]:
    """Two changes at once: one of the law, and one of how a piece is computed or of the law again."""
    first = [v for v in LAWS if law in v.laws and v.cost <= COMMON][:FIRST]
    for u in first:
        for v in [w for w in WAYS if law in w.laws and w.cost == Change.cost]:
            yield replace(v, key=f"{u.key}; {v.key}", says=f"{u.says}, and {v.says}", apply=u.apply, cost=u.cost + v.cost)
    for u, v in combinations(first, 2):
        yield Change(f"{u.key}; {v.key}", f"{u.says}, and {v.says}", _both(u, v), cost=u.cost + v.cost)


def _both(u: Change, v: Change) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: v.apply(*u.apply(law, t, x))


def changes(law: str) -> list[Change]:
    return sorted((v for v in (*LAWS, *WAYS, *POSTS) if law in v.laws), key=lambda v: v.cost)
