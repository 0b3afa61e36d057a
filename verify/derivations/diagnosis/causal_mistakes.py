"""What people take for the quantities of a structural model: seeing for doing, doing for imagining, an order read backwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from analytic import interventions, knothe, scm
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations.causal_quantities import MEAN
from verify.derivations.quantities import QUANTITIES
from verify.regimes.operands import value


@dataclass(frozen=True)
class Mistake:
    key: str
    says: str  # completes "it is ..."
    formula: Formula


@dataclass(frozen=True)
class Misread:
    key: str
    says: str  # completes "with ..."
    law: Callable[[Any], Any]


def _of(f: Callable[..., Any]) -> Formula:
    """f(law, k, v)."""
    return lambda law, t, x: f(law, value(law, "done"), value(law, "set_to"))


def _unit(f: Callable[..., Any]) -> Formula:
    """f(law, x, k, v)."""
    return lambda law, t, x: f(law, x, value(law, "done"), value(law, "set_to"))


def right(name: str) -> Formula:
    return QUANTITIES[name].of["scm"]


def _eye(law: Law) -> Array:
    return law.ar.eye(len(law.V))


def _one(law: Law, k: int) -> Array:
    return _eye(law)[k]


def _set(law: Law, k: int, x: Array, v: Any) -> Array:
    """x with v for x_k."""
    return (1 - _one(law, k)) * x + v * _one(law, k)


def _slopes(law: Law) -> Array:
    S = scm.covariance(law)
    return S / (S * law.ar.eye(len(S))).sum(0)


def _numbered(law: Law, k: int, v: Any) -> Array:
    S = scm.covariance(law)
    L = knothe.knothe(law.ar, S, range(len(S)))
    return L[:, k] / L[k, k]


def _kept(law: Law, k: int, u: Array) -> Array:
    """The model solved with its arrows into x_k."""
    return law.ar.einsum("ij,...j->...i", scm.effects(law), u)


def _seen_after(law: Law, t: Time, x: Points) -> Array:
    """Conditioned in the model after the intervention."""
    k, K = value(law, "done"), value(law, "given_nodes")
    done, left = interventions.do(law, k, value(law, "set_to")), [n for n in K if n != k]
    return scm.given(done, left, x[..., left])[0] if left else 0 * x + scm.mean(done)


def _with_noise(law: Law, t: Time, x: Points) -> Array:
    """Cov[x'] with what is left of the noise of x_k."""
    K, G = value(law, "given_nodes"), scm.effects(interventions.cut(law, value(law, "done")))
    return law.ar.einsum("ij,jk,lk->il", G, interventions.abduct_given(law, K, x[..., K])[1], G)


def _noise_kept(law: Law, x: Points, k: int, v: Any) -> Array:
    return interventions.counterfactual(law, x, k, v + interventions.abduct(law, x)[..., k : k + 1])


def _correlations(law: Law) -> Array:
    n = range(len(law.V))
    return law.ar.array([[scm.correlation(law, i, j) for j in n] for i in n])


SEEN, KEPT = "seeing for doing", "arrows into x_k kept"
MISTAKES: dict[str, tuple[Mistake, ...]] = {
    "total_effect": (
        Mistake("direct effects", "B, the direct effects alone: (I - B)^-1 counts all paths", lambda law, t, x: law.B),
        Mistake("short paths", "I + B: paths of more than one arrow are left out", lambda law, t, x: _eye(law) + law.B),
        Mistake("without I", "(I - B)^-1 - I", lambda law, t, x: scm.effects(law) - _eye(law)),
        Mistake("inverse forgotten", "I - B: it is to be inverted", lambda law, t, x: _eye(law) - law.B),
        Mistake("sign of B", "(I + B)^-1", lambda law, t, x: scm.effects(replace(law, B=-law.B))),
        Mistake(SEEN, "the slopes of regressions, S_jk/S_kk: what is seen", lambda law, t, x: _slopes(law)),
    ),
    "do_jacobian": (
        Mistake(SEEN, "the slopes of x_j on x_k, S_jk/S_kk: what is seen", _of(lambda law, k, v: _slopes(law)[:, k])),
        Mistake("direct effects", "the direct effects of x_k alone", _of(lambda law, k, v: law.B[:, k] + _one(law, k))),
        Mistake("direct effects", "the direct effects of x_k alone, without its own", _of(lambda law, k, v: law.B[:, k])),
        Mistake("order", "L_jk/L_kk of the variables as numbered: causes are to come first", _of(_numbered)),
        Mistake("not divided", "L_jk, not divided by L_kk", _of(lambda law, k, v: scm.loading(law)[:, k])),
        Mistake("row for column", "row k for column k", _of(lambda law, k, v: scm.effects(law)[k])),
    ),
    "interventional_mean": (
        Mistake(SEEN, "E[x | x_k = v]: x_k is seen, not set", _of(lambda law, k, v: scm.given(law, [k], [v])[0])),
        Mistake(KEPT, "the mean with the arrows into x_k kept: its row of B is to be cut",
                _of(lambda law, k, v: _kept(law, k, _set(law, k, law.c, v)))),
        Mistake("c_k kept", "the mean with c_k + v in the place of v",
                _of(lambda law, k, v: scm.mean(interventions.do(law, k, v + law.c[k])))),
        Mistake("effects not carried on", "x_k replaced alone: what follows from it is left as it was",
                _of(lambda law, k, v: _set(law, k, scm.mean(law), v))),
        Mistake("nothing done", "E[x]: nothing is set", MEAN["scm"]),
    ),
    "interventional_covariance": (
        Mistake(SEEN, "Cov[x | x_k]: x_k is seen, not set", _of(lambda law, k, v: scm.given(law, [k], [v])[1])),
        Mistake("noise of x_k kept", "the covariance with the noise of x_k kept: what is set has none",
                _of(lambda law, k, v: scm.covariance(interventions.cut(law, k)))),
        Mistake(KEPT, "the covariance with the arrows into x_k kept: its row of B is to be cut",
                _of(lambda law, k, v: scm.covariance(replace(law, V=_set(law, k, law.V, 0))))),
        Mistake("nothing done", "Cov[x]: nothing is set", lambda law, t, x: scm.covariance(law)),
    ),
    "counterfactual": (
        Mistake("abduction left out", "E[x | do(x_k = v)]: the noise of the unit is not kept", right("interventional_mean")),
        Mistake("abduction left out", "the model solved without noise",
                _unit(lambda law, x, k, v: 0 * x + scm.mean(interventions.do(replace(law, c=0 * law.c), k, v)))),
        Mistake(KEPT, "the unit with the arrows into x_k kept: its row of B is to be cut",
                _unit(lambda law, x, k, v: _kept(law, k, _set(law, k, interventions.abduct(law, x), v)))),
        Mistake("noise of x_k kept", "the unit with u_k + v for x_k",
                _unit(_noise_kept)),
        Mistake("effects not carried on", "x_k replaced alone: what follows from it is left as it was",
                _unit(lambda law, x, k, v: _set(law, k, x, v))),
        Mistake("direct effects", "the direct effects of x_k alone",
                _unit(lambda law, x, k, v: x + (v - x[..., k : k + 1]) * (law.B[:, k] + _one(law, k)))),
        Mistake(SEEN, "x moved along the slopes of regressions: what is seen",
                _unit(lambda law, x, k, v: x + (v - x[..., k : k + 1]) * _slopes(law)[:, k])),
    ),
    "counterfactual_mean": (
        Mistake("abduction left out", "E[x | do(x_k = v)]: what was seen is not used", right("interventional_mean")),
        Mistake("abduction after action", "E[x | x_K] in the model after the intervention: evidence belongs before it",
                _seen_after),
        Mistake("unseen used", "the unit with all of x seen", right("counterfactual")),
    ),
    "counterfactual_covariance": (
        Mistake("abduction left out", "Cov[x | do(x_k)]: what was seen is not used", right("interventional_covariance")),
        Mistake("noise of x_k kept", "the covariance with what is left of the noise of x_k", _with_noise),
        Mistake("nothing done", "Cov[x | x_K]: nothing is set",
                lambda law, t, x: scm.given(law, K := value(law, "given_nodes"), x[..., K])[1]),
    ),
    "partial_correlation": (
        Mistake("nothing given", "the correlations: nothing is given",
                lambda law, t, x: _correlations(law)),
        Mistake("sign", "P_ij/sqrt(P_ii P_jj), P the precision: the sign off the diagonal is to be changed",
                lambda law, t, x: 2 * _eye(law) - right("partial_correlation")(law, t, x)),
        Mistake("diagonal", "-P_ij/sqrt(P_ii P_jj), P the precision, also on the diagonal, which is 1",
                lambda law, t, x: right("partial_correlation")(law, t, x) - 2 * _eye(law)),
    ),
    "mean": (Mistake("inverse forgotten", "c, the means of the noises", lambda law, t, x: law.c),),
    "covariance": (
        Mistake("one side", "(I - B)^-1 V: the transpose on the other side is missing", lambda law, t, x: scm.effects(law) * law.V),
        Mistake("inverse forgotten", "(I - B) V (I - B)^T: I - B is to be inverted",
                lambda law, t, x: law.ar.einsum("ik,k,jk->ij", R := _eye(law) - law.B, law.V, R)),
    ),
}  # fmt: skip
MISREAD = (
    Misread("transposed", "B^T for B: b_ij is the effect of x_j on x_i", lambda law: replace(law, B=law.B.T)),
    Misread("intercepts ignored", "c = 0: the intercepts are ignored", lambda law: replace(law, c=0 * law.c)),
    Misread("noise ignored", "V = 1: the variances are ignored", lambda law: replace(law, V=1 + 0 * law.V)),
    Misread("std for variance", "V^2 for V: variances read as standard deviations", lambda law: replace(law, V=law.V * law.V)),
    Misread("std for variance", "sqrt V for V: standard deviations read as variances",
            lambda law: replace(law, V=law.ar.sqrt(law.V))),
)  # fmt: skip
