"""What people do to a formula without meaning to: changes of the law, the time, the point, or of how one piece is computed.

A Change is applied before the pieces are computed; `says` completes "it is the velocity with ...". The terms, factors and
transposes that follow are found by fitting (fit.py), not listed here.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

from analytic import path as paths
from analytic.arithmetic import Law, Points, Time
from analytic.brenier import Transport
from verify.derivations.diagnosis.pieces import RIGHT, Way
from verify.regimes.laws import COUPLED, TIMED, kind_of, mixed

State = tuple[Any, Any, Any]  # law, t, x


@dataclass(frozen=True)
class Change:
    key: str  # a short cause
    says: str
    apply: Callable[[Any, Any, Any], State] = lambda law, t, x: (law, t, x)
    way: Way = RIGHT
    post: Callable[[Any, Any], Any] | None = None  # (law, value) -> value: of one quantity by itself
    own: Callable[[str, Any, Any, Any], dict[str, Callable[[], Any]]] | None = None  # features of its own instead
    laws: tuple[str, ...] = TIMED
    cost: float = 1.0
    theirs: bool = False  # does it say so in the author's time?


NONE = Change("", "", cost=0.0)


def remade(law: Law, **new: Any) -> Any:
    """The law with other fields; what is derived from them is derived again."""
    if kind_of(law) == "transport":
        return Transport(**{f.name: new.get(f.name, getattr(law, f.name)) for f in fields(law)})
    if mixed(law) and ("S0" in new or "C" in new):
        new["pencil"] = law.ar.pencil(new.get("S0", law.S0), new.get("C", law.C))
    return replace(law, **new)


def of_law(change: Callable[[Any], dict[str, Any]]) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: (remade(law, **change(law)), t, x)


def of_path(change: Callable[..., Any]) -> Callable[[Any, Any, Any], State]:
    """The path's (a, b, a', b') changed."""

    def changed(law: Law, t: Time, x: Points) -> State:
        old = law.path
        return replace(law, path=lambda ar, t: change(ar, *old(ar, t))), t, x

    return changed


def on_path(new: paths.Path) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: (replace(law, path=new), t, x)


def floored(sigma: Fraction) -> paths.Path:
    def path(ar: Any, t: Any) -> Any:
        keep = ar.array(1 - sigma)
        return 1 - keep * t, t, 0 * t - keep, 0 * t + 1

    return path


def warped(name: str) -> paths.Path:
    def path(ar: Any, t: Any) -> Any:
        s, ds = {"square": (t * t, 2 * t), "smooth": (t * t * (3 - 2 * t), 6 * t * (1 - t))}[name]
        return 1 - s, s, -ds, ds

    return path


def data_fields(law: Law) -> tuple[str, str]:
    """Which fields hold the covariances and the means of the data."""
    return ("C", "m") if mixed(law) else ("S1", "m1")


def of_data(change: Callable[[Any, Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """change(law, C) of the data covariances (K, d, d) or (d, d)."""
    return lambda law: {(C := data_fields(law)[0]): change(law, getattr(law, C))}


def of_means(change: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """change(m) of the data means (K, d) or (d,)."""
    return lambda law: {(m := data_fields(law)[1]): change(getattr(law, m))}


def diagonal(law: Law, M: Any) -> Any:
    return M * law.ar.eye(M.shape[-1])


def ridged(e: Fraction) -> Callable[[Any, Any], Any]:
    """C + e I."""
    return lambda law, C: C + law.ar.array(e) * law.ar.eye(C.shape[-1])


def inverse(law: Law, M: Any) -> Any:
    eye = law.ar.eye(M.shape[-1]) + 0 * M
    return law.ar.solve(M[..., None, :, :] if M.ndim == 3 else M, eye)


def pooled(law: Law, C: Any) -> Any:
    return 0 * C + law.ar.einsum("k,kij->ij", law.w, C)


def exchanged_ends(law: Law) -> dict[str, Any]:
    new = {"m0": law.m1, "m1": law.m0, "S0": law.S1, "S1": law.S0}
    return {**new, "X": law.X.T, "T": None} if kind_of(law) in COUPLED else new


def squared(law: Law, M: Any) -> Any:
    return law.ar.einsum("...ij,...jk->...ik", M, M)


def second_moment(law: Law, C: Any) -> Any:
    m = getattr(law, data_fields(law)[1])
    return C + m[..., :, None] * m[..., None, :]


def root(law: Law, M: Any) -> Any:
    return law.ar.sqrtm(M) if M.ndim == 2 else law.ar.array([law.ar.sqrtm(S) for S in M])


def one_gaussian(law: Law) -> dict[str, Any]:
    """The mixture's own mean and covariance for one component."""
    ar = law.ar
    m = ar.einsum("k,ki->i", law.w, law.m)
    C = ar.einsum("k,kij->ij", law.w, law.C + ar.einsum("ki,kj->kij", law.m - m, law.m - m))
    return {"w": ar.array([1]), "m": m[None], "C": C[None]}


def common_mean(law: Law) -> dict[str, Any]:
    return {"m": 0 * law.m + law.ar.einsum("k,ki->i", law.w, law.m)}


def total_covariance(law: Law) -> dict[str, Any]:
    """The covariance of all data for that of each component."""
    return {"C": 0 * law.C + one_gaussian(law)["C"]}


def pooled_precision(law: Law, C: Any) -> Any:
    """(sum_k pi_k C_k^-1)^-1."""
    return 0 * C + inverse(law, law.ar.einsum("k,kij->ij", law.w, inverse(law, C)))
