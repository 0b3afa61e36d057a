"""What people do to a formula without meaning to: changes of the law, the time, the point, or of how one piece is computed.

A Variant is applied before the pieces are computed; `says` completes "it is the velocity with ...". The terms, factors and
transposes that follow are found by fitting (fit.py), not listed here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from analytic import path as paths
from analytic.brenier import Transport
from verify.terms import HALF, RIGHT, Rule, Way

State = tuple[Any, Any, Any]  # law, t, x


@dataclass(frozen=True)
class Variant:
    key: str  # a short cause
    says: str
    apply: Callable[[Any, Any, Any], State] = lambda law, t, x: (law, t, x)
    way: Way = RIGHT
    post: Callable[[Any, Any], Any] | None = None  # (law, value) -> value: of one quantity by itself
    own: Callable[[str, Any, Any, Any], dict[str, Callable[[], Any]]] | None = None  # features of its own instead
    laws: tuple[str, ...] = ("mixture", "line", "gaussian", "transport")
    cost: float = 1.0


NONE = Variant("", "", cost=0.0)


def remade(law: Any, **new: Any) -> Any:
    """The law with other fields; what is derived from them is derived again."""
    if isinstance(law, Transport):
        return Transport(**{f.name: new.get(f.name, getattr(law, f.name)) for f in fields(law)})
    if hasattr(law, "pencil") and ("S0" in new or "C" in new):
        new["pencil"] = law.ar.pencil(new.get("S0", law.S0), new.get("C", law.C))
    return replace(law, **new)


def _of_law(change: Callable[[Any], dict[str, Any]]) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: (remade(law, **change(law)), t, x)


def _of_path(change: Callable[..., Any]) -> Callable[[Any, Any, Any], State]:
    """The path's (a, b, a', b') changed."""

    def changed(law: Any, t: Any, x: Any) -> State:
        old = law.path
        return replace(law, path=lambda ar, t: change(ar, *old(ar, t))), t, x

    return changed


def _on_path(new: paths.Path) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: (replace(law, path=new), t, x)


def _floored(sigma: Fraction) -> paths.Path:
    def path(ar: Any, t: Any) -> Any:
        keep = ar.array(1 - sigma)
        return 1 - keep * t, t, 0 * t - keep, 0 * t + 1

    return path


def _warped(name: str) -> paths.Path:
    def path(ar: Any, t: Any) -> Any:
        s, ds = {"square": (t * t, 2 * t), "smooth": (t * t * (3 - 2 * t), 6 * t * (1 - t))}[name]
        return 1 - s, s, -ds, ds

    return path


def _data(law: Any) -> str:
    return "C" if hasattr(law, "C") else "S1"


def _covs(change: Callable[[Any, Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """change(law, C) of the data covariances (K, d, d) or (d, d)."""
    return lambda law: {_data(law): change(law, getattr(law, _data(law)))}


def _diagonal(law: Any, M: Any) -> Any:
    return M * law.ar.eye(M.shape[-1])


def _inverse(law: Any, M: Any) -> Any:
    eye = law.ar.eye(M.shape[-1]) + 0 * M
    return law.ar.solve(M[..., None, :, :] if M.ndim == 3 else M, eye)


def _pooled(law: Any, C: Any) -> Any:
    return 0 * C + law.ar.einsum("k,kij->ij", law.w, C)


def _exchanged_ends(law: Any) -> dict[str, Any]:
    new = {"m0": law.m1, "m1": law.m0, "S0": law.S1, "S1": law.S0}
    return {**new, "X": law.X.T, "T": None} if hasattr(law, "X") else new


ALL, ENDS, MIX, PAIRS = ("mixture", "line", "gaussian", "transport"), ("gaussian", "transport"), ("mixture", "line"), ("gaussian",)
WITH_PATH = ("mixture", "line", "gaussian")


def _squared(law: Any, M: Any) -> Any:
    return law.ar.einsum("...ij,...jk->...ik", M, M)


def _second_moment(law: Any, C: Any) -> Any:
    m = law.m if hasattr(law, "C") else law.m1
    return C + m[..., :, None] * m[..., None, :]


LAWS: tuple[Variant, ...] = (
    Variant("t for 1 - t", "t for 1 - t: time is reversed", lambda law, t, x: (law, 1 - t, x), laws=ALL),
    Variant("mean0 missing", "the source mean mu_0 taken as 0", _of_law(lambda law: {"m0": 0 * law.m0})),
    Variant("source covariance ignored", "Sigma_0 = I: the source covariance is ignored",
            _of_law(lambda law: {"S0": law.ar.eye(len(law.m0)) + 0 * law.S0})),
    Variant("standard source", "the source taken as N(0, I): mu_0 and Sigma_0 are ignored",
            _of_law(lambda law: {"m0": 0 * law.m0, "S0": law.ar.eye(len(law.m0)) + 0 * law.S0}), cost=1.1),
    Variant("diagonal covariances", "only the diagonals of Sigma_0 and the data covariances: correlations are ignored",
            _of_law(lambda law: {"S0": _diagonal(law, law.S0), **_covs(_diagonal)(law)})),
    Variant("diagonal covariances", "only the diagonals of the data covariances: correlations are ignored",
            _of_law(_covs(_diagonal))),
    Variant("diagonal covariances", "only the diagonal of Sigma_0", _of_law(lambda law: {"S0": _diagonal(law, law.S0)})),
    Variant("data covariance ignored", "I for the data covariances: they are ignored",
            _of_law(_covs(lambda law, C: 0 * C + law.ar.eye(C.shape[-1])))),
    Variant("data covariance ignored", "data covariances 0: the data taken as points", _of_law(_covs(lambda law, C: 0 * C))),
    Variant("precision for covariance", "Sigma_k^-1 for Sigma_k: a precision read as a covariance", _of_law(_covs(_inverse))),
    Variant("precision for covariance", "Sigma_0^-1 for Sigma_0: a precision read as a covariance",
            _of_law(lambda law: {"S0": _inverse(law, law.S0)})),
    Variant("std for variance", "Sigma_k^2 for Sigma_k: the covariances are squared, read as standard deviations",
            _of_law(_covs(_squared))),
    Variant("std for variance", "Sigma_0^2 for Sigma_0: the source covariance is squared, read as a standard deviation",
            _of_law(lambda law: {"S0": _squared(law, law.S0)})),
    Variant("std for variance", "the covariances of source and data squared: read as standard deviations",
            _of_law(lambda law: {"S0": _squared(law, law.S0), **_covs(_squared)(law)})),
    Variant("second moment for covariance", "Sigma_k + mu_k mu_k^T for Sigma_k: a second moment for a covariance",
            _of_law(_covs(_second_moment))),
    Variant("source variance doubled", "2 Sigma_0 for Sigma_0", _of_law(lambda law: {"S0": 2 * law.S0})),
    Variant("data covariance scaled", "2 Sigma_k for Sigma_k", _of_law(_covs(lambda law, C: 2 * C))),
    Variant("data covariance scaled", "Sigma_k/2 for Sigma_k", _of_law(_covs(lambda law, C: C / 2))),
    Variant("data mean ignored", "the data means taken as 0",
            _of_law(lambda law: {"m": 0 * law.m} if hasattr(law, "C") else {"m1": 0 * law.m1})),
    Variant("shared covariance", "the first component's covariance for all",
            _of_law(_covs(lambda law, C: C[:1] + 0 * C)), laws=MIX),
    Variant("shared covariance", "the pooled covariance sum_k pi_k Sigma_k for all", _of_law(_covs(_pooled)), laws=MIX),
    Variant("weights ignored", "equal weights 1/K for pi_k",
            _of_law(lambda law: {"w": 0 * law.w + law.ar.array(Fraction(1, len(law.w)))}), laws=MIX),
    Variant("weights reversed", "the weights in reverse order", _of_law(lambda law: {"w": law.w[::-1]}), laws=("mixture",)),
    Variant("one component", "the first component alone",
            _of_law(lambda law: {"w": law.ar.array([1]), "m": law.m[:1], "C": law.C[:1]}), laws=MIX),
    Variant("ends exchanged", "source and data exchanged", _of_law(_exchanged_ends), laws=ENDS),
    Variant("covariances swapped", "Sigma_0 and Sigma_1 exchanged", _of_law(lambda law: {"S0": law.S1, "S1": law.S0}), laws=ENDS),
    Variant("means swapped", "mu_0 and mu_1 exchanged", _of_law(lambda law: {"m0": law.m1, "m1": law.m0}), laws=ENDS),
    Variant("ends exchanged and time reversed", "source and data exchanged and t for 1 - t",
            lambda law, t, x: (remade(law, **_exchanged_ends(law)), 1 - t, x), laws=ENDS, cost=1.2),
    Variant("coupling ignored", "Cov[x0, x1] = 0: the coupling is ignored, the ends taken as independent",
            _of_law(lambda law: {"X": 0 * law.X, "T": None}), laws=PAIRS),
    Variant("coupling transposed", "Cov[x0, x1] transposed", _of_law(lambda law: {"X": law.X.T, "T": None}), laws=PAIRS),
    Variant("coupling sign", "the sign of Cov[x0, x1] changed", _of_law(lambda law: {"X": -law.X, "T": None}), laws=PAIRS),
    Variant("x centred", "x - mu_0 for x", lambda law, t, x: (law, t, x - law.m0)),
    Variant("sign of x", "-x for x", lambda law, t, x: (law, t, -x)),
    Variant("x scaled by t", "t x for x", lambda law, t, x: (law, t, t * x)),
    Variant("x scaled by t", "x/t for x", lambda law, t, x: (law, t, x / t)),
    Variant("a and b exchanged", "the path's a and b exchanged, their derivatives kept",
            _of_path(lambda ar, a, b, da, db: (b, a, da, db)), laws=WITH_PATH),
    Variant("1 + t for 1 - t", "1 + t for 1 - t", _of_path(lambda ar, a, b, da, db: (1 + b, b, da, db)), laws=WITH_PATH),
    Variant("path not squared", "sqrt(1 - t) and sqrt(t) for 1 - t and t, the derivatives kept",
            _of_path(lambda ar, a, b, da, db: (ar.sqrt(a), ar.sqrt(b), da, db)), laws=WITH_PATH),
    Variant("sign of a'", "a' = +1: the sign of the source part of x1 - x0 changed",
            _of_path(lambda ar, a, b, da, db: (a, b, -da, db)), laws=WITH_PATH),
    Variant("trigonometric path", "the trigonometric path a = cos(pi t/2), b = sin(pi t/2)",
            _on_path(paths.trigonometric), laws=WITH_PATH),
    Variant("variance preserving path", "the variance preserving path a = sqrt(1 - t^2), b = t",
            _of_path(lambda ar, a, b, da, db: (ar.sqrt(1 - b * b), b, -b / ar.sqrt(1 - b * b), db)), laws=WITH_PATH),
    Variant("variance preserving path", "the variance preserving path of diffusion models", _on_path(paths.variance_preserving),
            laws=WITH_PATH),
    *(Variant("sigma_min", f"sigma_min = {text}: a = 1 - (1 - sigma_min) t", _on_path(_floored(Fraction(text))), laws=WITH_PATH)
      for text in ("1/10", "1/20", "1/100", "1/1000", "1/10000", "1/100000")),
    Variant("t warped", "t^2 for t in the path", _on_path(_warped("square")), laws=WITH_PATH),
    Variant("t warped", "3 t^2 - 2 t^3 for t in the path", _on_path(_warped("smooth")), laws=WITH_PATH),
    *(Variant("regularised", f"Sigma_k + {text} I for Sigma_k",
              _of_law(_covs(lambda law, C, e=Fraction(text): C + law.ar.array(e) * law.ar.eye(C.shape[-1]))))
      for text in ("1/10", "1/100", "1/1000", "1/10000", "1/100000", "1/1000000", "1/100000000")),
)  # fmt: skip

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
    ("equal for posterior", "1/K for the responsibilities", "equal"),
    ("determinant missing", "responsibilities without the determinants of S_k", (1, 0, HALF)),
    ("log weights missing", "responsibilities without the weights pi_k", (0, HALF, HALF)),
    ("weights and determinant missing", "responsibilities from exp(-e^T S_k^-1 e/2) alone", (0, 0, HALF)),
    ("1/2 missing in exponent", "responsibilities with exp(-e^T S_k^-1 e): the 1/2 is missing", (1, HALF, 1)),
    ("square root of determinant missing", "responsibilities with 1/det S_k: the square root is missing", (1, 1, HALF)),
    ("1/2 missing in exponent and determinant", "responsibilities without both factors 1/2", (1, 1, 1)),
    ("sign of determinant", "responsibilities with +log det S_k/2", (1, -HALF, HALF)),
    ("sign of exponent", "responsibilities with exp(+e^T S_k^-1 e/2)", (1, HALF, -HALF)),
    ("exponent halved", "responsibilities with exp(-e^T S_k^-1 e/4)", (1, HALF, Fraction(1, 4))),
    ("temperature 2", "responsibilities of the square root of the densities", (HALF, Fraction(1, 4), Fraction(1, 4))),
    ("weights squared", "responsibilities with pi_k^2", (2, HALF, HALF)),
    ("softmax of distances", "softmax of log pi_k - |e_k|^2/2 for the responsibilities: S_k is ignored", "distance"),
)


def _symmetric(law: Any, M: Any) -> Any:
    return (M + M.swapaxes(-1, -2)) / 2


def _correlation(law: Any, M: Any) -> Any:
    """M_ij/sqrt(M_ii M_jj)."""
    d = 1 / law.ar.sqrt(law.ar.einsum("...ii->...i", M))
    return d[..., :, None] * M * d[..., None, :]


def _unit_length(law: Any, v: Any) -> Any:
    return v / law.ar.sqrt(law.ar.einsum("...i,...i->...", v, v))[..., None]


def _K(law: Any) -> int:
    return len(getattr(law, "w", [1]))


POSTS: tuple[Variant, ...] = tuple(
    Variant(key, says, post=post, cost=cost)
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
        ("diagonal only", "by its diagonal: the entries beside it are missing", 0.9, _diagonal),
        ("inverse", "inverted as a matrix", 1.0, lambda law, v: _inverse(law, v)),
        ("correlation", "normalised to unit diagonal: a correlation for a second moment", 0.9, _correlation),
        ("J J^T", "times its transpose", 1.0, lambda law, v: v @ v.swapaxes(-1, -2)),
        ("normalised", "normalised to length one", 1.0, _unit_length),
        ("order reversed", "with the last axis in reverse order", 1.1, lambda law, v: v[..., ::-1]),
    )
)  # fmt: skip


def _ways() -> Iterator[Variant]:
    yield Variant("covariances swapped", "Sigma_0 and Sigma_k exchanged", way=Way(swap=True), laws=WITH_PATH)
    yield Variant("order of factors", "S_k^-1 before the matrix that it should follow: factors in the wrong order",
                  way=Way(left=True), laws=WITH_PATH)  # fmt: skip
    for key, says, gate in GATES:
        yield Variant(key, says, way=Way(gate=gate), laws=MIX if isinstance(gate, str) else WITH_PATH)
    for key, says, rule in COVS:
        laws = PAIRS if "coupling" in key else WITH_PATH
        yield Variant(key, f"S_k = {says}", way=Way(gate_cov=rule, cov=rule), laws=laws)
        yield Variant(key, f"S_k = {says} in the responsibilities", way=Way(gate_cov=rule), laws=MIX, cost=1.3)
        yield Variant(key, f"S_k = {says} in A_k", way=Way(cov=rule), laws=MIX, cost=1.3)
    for key, says, rule in CENTRES:
        yield Variant(key, f"e_k = {says}", way=Way(gate_centre=rule, centre=rule), laws=WITH_PATH)
        yield Variant(key, f"e_k = {says} in the responsibilities", way=Way(gate_centre=rule), laws=MIX, cost=1.3)
        yield Variant(key, f"e_k = {says} outside the responsibilities", way=Way(centre=rule), laws=MIX, cost=1.3)
    yield Variant("inverse missing", "S_k for S_k^-1: the inverse is missing", way=Way(power="itself"), laws=WITH_PATH)
    yield Variant("root for inverse", "S_k^-1/2 for S_k^-1: a standard deviation for a variance", way=Way(power="inverse root"),
                  laws=WITH_PATH)  # fmt: skip


WAYS = tuple(_ways())


def twice(law: str) -> Iterator[Variant]:
    """Two changes at once: one of the law, and one of how a piece is computed or of the law again."""
    first = [v for v in LAWS if law in v.laws and v.cost <= 1.1][:30]
    for u in first:
        for v in [w for w in WAYS if law in w.laws and w.cost == 1.0]:
            yield replace(v, key=f"{u.key}; {v.key}", says=f"{u.says}, and {v.says}", apply=u.apply, cost=u.cost + v.cost)
    for u, v in combinations(first, 2):
        yield Variant(f"{u.key}; {v.key}", f"{u.says}, and {v.says}", _both(u, v), cost=u.cost + v.cost)


def _both(u: Variant, v: Variant) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: v.apply(*u.apply(law, t, x))


def variants(law: str) -> list[Variant]:
    return sorted((v for v in (*LAWS, *WAYS, *POSTS) if law in v.laws), key=lambda v: v.cost)
