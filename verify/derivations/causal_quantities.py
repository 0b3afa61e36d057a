"""Quantities of a linear Gaussian structural model x = B x + c + u, u ~ N(0, diag V): what is done, and what would have been.

k is the variable that is set, v its value; x are units; of those seen in part, the nodes K are seen. No time enters.
"""

from typing import Any

from analytic import interventions, scm
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations.quantity import Quantity
from verify.regimes.operands import value

ARROWS = frozenset({"variances", "intercepts"})  # on neither of which it depends
INTERCEPTS = frozenset({"intercepts"})
REGULAR = frozenset({"regular"})
_DONE, _SEEN = frozenset({"done", "set_to"}), frozenset({"done", "set_to", "given_nodes"})


def _on_law(f: Any) -> dict[str, Formula]:
    return {"scm": lambda law, t, x: f(law)}


def _done(law: Law) -> scm.Model:
    return interventions.do(law, value(law, "done"), value(law, "set_to"))


def _counterfactual(law: Law, t: Time, x: Points) -> Array:
    return interventions.counterfactual(law, x, value(law, "done"), value(law, "set_to"))


def _of_seen(which: int) -> dict[str, Formula]:
    """Mean or covariance of what would have been, where only some variables were seen."""

    def f(law: Law, t: Time, x: Points) -> Array:
        K = value(law, "given_nodes")
        return interventions.counterfactual_given(law, K, x[..., K], value(law, "done"), value(law, "set_to"))[which]

    return {"scm": f}


def partial_correlations(law: Law) -> Array:
    """Of each two variables given all the others; 1 on the diagonal."""
    ar, d, I = law.ar, len(law.V), law.ar.eye(len(law.V))
    found = I
    for i in range(d):
        for j in range(i):
            others = [n for n in range(d) if n not in (i, j)]
            r = scm.partial_correlation(law, i, j, others) if others else scm.correlation(law, i, j)
            found = found + r * (ar.einsum("p,q->pq", I[i], I[j]) + ar.einsum("p,q->pq", I[j], I[i]))
    return found


MEAN, COVARIANCE = _on_law(scm.mean), _on_law(scm.covariance)
QUANTITIES = (
    Quantity(
        "total_effect",
        "(I - B)^-1: in row j, column k how x_j moves with a noise of x_k, by all paths",
        "(d, d)",
        _on_law(scm.effects),
        free_of=ARROWS,
    ),
    Quantity(
        "do_jacobian",
        "dx_j/d do(x_k) = L_jk/L_kk, L the Cholesky factor of the covariance, causes first",
        "(d,)",
        _on_law(lambda law: scm.effects(_done(law))[:, value(law, "done")]),
        takes=_DONE,
        free_of=ARROWS,
    ),
    Quantity(
        "interventional_mean",
        "E[x | do(x_k = v)]",
        "(d,)",
        _on_law(lambda law: scm.mean(_done(law))),
        takes=_DONE,
        free_of=frozenset({"variances"}),
    ),
    Quantity(
        "interventional_covariance",
        "Cov[x | do(x_k = v)]: row and noise of x_k are gone",
        "(d, d)",
        _on_law(lambda law: scm.covariance(_done(law))),
        takes=_DONE,
        free_of=INTERCEPTS,
    ),
    Quantity(
        "counterfactual",
        "x' = (I - B_k)^-1 u', u = (I - B) x but u'_k = v: what the unit x would have been with x_k = v",
        "(..., d)",
        {"scm": _counterfactual},
        takes=_DONE,
        free_of=ARROWS,
    ),
    Quantity(
        "counterfactual_mean",
        "E[x'] given x_K alone: what a unit would have been with x_k = v, on average, if only the nodes K are seen",
        "(..., d)",
        _of_seen(0),
        needs=REGULAR,
        takes=_SEEN,
    ),
    Quantity(
        "counterfactual_covariance",
        "Cov[x'] given x_K alone: what partial evidence leaves open",
        "(d, d)",
        _of_seen(1),
        needs=REGULAR,
        takes=_SEEN,
        free_of=INTERCEPTS,
    ),
    Quantity(
        "partial_correlation",
        "the correlation of x_i and x_j given all other variables; 1 on the diagonal",
        "(d, d)",
        _on_law(partial_correlations),
        needs=REGULAR,
        free_of=INTERCEPTS,
    ),
    Quantity(
        "intervened_variable",
        "k, the number of the variable that is set",
        "()",
        _on_law(lambda law: law.done[()]),
        takes=frozenset({"done"}),
        lawless=True,
        carried=True,
        whole=True,
    ),
    Quantity(
        "intervention_value",
        "v, to which it is set",
        "()",
        _on_law(lambda law: value(law, "set_to")),
        takes=frozenset({"set_to"}),
        lawless=True,
        carried=True,
    ),
    Quantity(
        "seen_variables",
        "K, the numbers of the variables that are seen, ascending",
        "(K,)",
        _on_law(lambda law: law.given_nodes),
        takes=frozenset({"given_nodes"}),
        lawless=True,
        carried=True,
        whole=True,
    ),
)
