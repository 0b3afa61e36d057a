"""Residuals of chains of finitely many states: each is zero if rates, or a step, are what they are claimed to be."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Formula, Residual
from verify.routes import arrivals


def forward(formula: Formula) -> tuple[Formula, Formula]:
    """Kolmogorov's equation, d/dt p(y) = sum_x p(x) u(x -> y) for the rates u = formula: both sides."""

    def moved(law: Law, t: Time) -> Array:
        return law.ar.einsum("x,xy->y", states.probabilities(chain(law), t), formula(law, t))

    return lambda law, t: states.probabilities(chain(law), t), moved


def forward_to_each_end(formula: Formula) -> tuple[Formula, Formula]:
    """d/dt p(y|x1) = sum_x p(x|x1) u(x -> y|x1) for formula = u, (M, M, M), x1 first: both sides."""

    def moved(law: Law, t: Time) -> Array:
        return law.ar.einsum("ex,exy->ey", states.conditional(chain(law), t), formula(law, t))

    return lambda law, t: states.conditional(chain(law), t), moved


def redrawn(law: Law) -> Array:
    """Each token drawn anew from p0 at the rate eta, whatever x is, (M, M)."""
    ar, chain, x, total = law.ar, law.chain, states.tokens(law.chain), 0
    for i in range(x.shape[1]):
        others = np.delete(x, i, 1)
        total = total + ar.array((others[:, None] == others).all(-1).astype(int)) * chain.p0[x[:, i]] - ar.eye(len(x))
    return law.eta * total


def row_sums(formula: Formula, case: Case) -> Array:
    return case.value(formula).sum(-1)


def jumps(formula: Formula, case: Case) -> Array:
    """u(x -> y) for y other than x."""
    return _jumps(case.value(formula))


def _jumps(u: Array) -> Array:
    return u[~np.eye(len(u), dtype=bool)]


def jumps_rise(formula: Formula, case: Case) -> Array:
    """u(x -> y) of eta = 1 less that of eta = 0."""
    return _jumps(_with(formula, case, 1) - _with(formula, case, 0))


def linear_in_eta(formula: Formula, case: Case) -> Array:
    """u - u_0 - eta (u_1 - u_0)."""
    none = _with(formula, case, 0)
    return case.value(formula) - none - case.law.eta * (_with(formula, case, 1) - none)


def _with(formula: Formula, case: Case, eta: int) -> Array:
    return formula(replace(case.law, eta=case.ar.array(eta)[()]), case.t)


def average(law: Law, t: Time, weights: Array | None = None) -> Array:
    """k'/(1 - k) sum_x1 P(x1|x) (the moves of x towards x1), (M, M); or with these weights of x1, for any x."""
    _, k, _, dk = law.path(law.ar, t)
    q = arrivals.posterior(law, t)
    return dk / (1 - k) * law.ar.einsum("xe,xey->xy", q if weights is None else weights + 0 * q, arrivals.moves(law))


def at_tokens(rates: Formula) -> Formula:
    """f(law, t, x): the rows of the states whose tokens are the coordinates of x."""
    return lambda law, t, x: rates(law, t)[np.ravel_multi_index(law.ar.floats(x).astype(int).T, law.p1.shape)]


def chain(law: Law) -> states.States:
    """The chain itself, of one with a stochasticity as well."""
    return law if isinstance(law, states.States) else law.chain


def lands(later: Callable[[Time], Time]) -> Residual:
    """p_t moved by a step from t to the later time, less the law there."""

    def residual(step: Formula, case: Case) -> Array:
        moved = case.ar.einsum("x,xy->y", states.probabilities(case.law, case.t), case.value(step))
        return np.asarray(moved - states.probabilities(case.law, later(case.t)))

    return residual


def misses(chain: states.States, t: Time, h: Time) -> Array:
    """p_t moved by one leap of length h, less p_t+h."""
    moved = chain.ar.einsum("x,xy->y", states.probabilities(chain, t), states.euler(chain, t, t + h))
    return np.asarray(moved - states.probabilities(chain, t + h))


def entries(step: Formula, case: Case) -> Array:
    """The chances of a step."""
    return np.asarray(case.value(step))


def leaps(law: Law) -> Array:
    """Both tokens masked at t = 0, then n leaps of one length, on the linear schedule."""
    chain, n, ar = law.chain, law.n, law.ar
    p = states.euler(chain, 0, 1 / ar.array(n), state=chain.p1.size - 1)
    for i in range(1, n):
        p = ar.einsum("x,xy->y", p, states.euler(chain, ar.array(i) / n, ar.array(i + 1) / n))
    return p


def masked_bound(law: Law) -> Array:
    """int k'/(1 - k) E[sum over the masked i of log P(x1_i = x_i | x_t) | x1 = x] dt, for each x without masks.

    By the two nodes of Gauss: exact for two tokens and k of degree two, where the integrand is a cubic.
    """
    ar, half = law.ar, 1 / law.ar.array(2)
    return sum(half * _bound_at(law, half + side / ar.sqrt(ar.array(12))) for side in (-1, 1))


def _bound_at(law: Law, t: Time) -> Array:
    x, mask, N = states.tokens(law), len(law.p0) - 1, law.p1.ndim
    _, k, _, dk = law.path(law.ar, t)
    p, q = states.conditional(law, t), states.token_posteriors(law, t)
    clean = [e for e in range(len(x)) if mask not in x[e]]
    fit = {e: [y for y in range(len(x)) if ((x[y] == x[e]) | (x[y] == mask)).all()] for e in clean}
    logs = [[p[e, y] * law.ar.log(q[y, i, x[e, i]]) for y in fit[e] for i in range(N) if x[y, i] == mask] for e in clean]
    return dk / (1 - k) * np.stack([sum(terms) for terms in logs])
