"""Residuals of causal models; a law is a `regimes.causes.Setting`: each vanishes if the formula is what it is claimed to be."""

from fractions import Fraction
from itertools import permutations

import numpy as np

from analytic import interventions, knothe, scm
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Formula, Residual, excess
from verify.residuals import flows
from verify.routes import conditional
from verify.routes.causes import covariance, loading, path_sums, projected, solved, triples

LEAST = 10**6  # a squared correlation or weight of the models at hand is 0, or no smaller than 1/10^6


def stacked(m: Array, S: Array) -> Array:
    """Mean above covariance, (..., 1 + n, n)."""
    return np.concatenate([m[..., None, :], S + 0 * m[..., None, :]], axis=-2)


def moments(formula: Formula, case: Case) -> Array:
    """(I - B) m - c and (I - B) S (I - B)^T - V: each variable less its causes is its noise."""
    of, found = case.law.model, case.value(formula)
    R = case.ar.eye(len(of.V)) - of.B
    return stacked(R @ found[0] - of.c, R @ found[1:] @ R.T - of.V * case.ar.eye(len(of.V)))


def done(formula: Formula, case: Case) -> Array:
    """The same of the equations in which that of x_k is x_k = value."""
    of, found, eye = case.law.model, case.value(formula), case.ar.eye(len(case.law.model.V))
    it = np.arange(len(of.V)) == case.law.k
    R = eye - np.where(it[:, None], 0 * of.B, of.B)
    c, V = np.where(it, 0 * of.c + case.law.value, of.c), np.where(it, 0 * of.V, of.V)
    return stacked(R @ found[0] - c, R @ found[1:] @ R.T - V * eye)


def precise(formula: Formula, case: Case) -> Array:
    """P_rr (m_r - E x_r) + P_rK (x_K - E x_K), P_rr C_rr - I, and what is seen is as it was: P = (I - B)^T V^-1 (I - B)."""
    ar, law, found = case.ar, case.law, case.value(formula)
    of, K = law.model, list(law.nodes)
    r = [v for v in range(len(of.V)) if v not in K]
    R = ar.eye(len(of.V)) - of.B
    P, T = R.T @ (R / of.V[:, None]), found[0] - ar.solve(R, of.c)
    seen = found[1:][K] + found[1:][:, K].T
    own = np.concatenate([found[0][K] - law.values, P[r][:, r] @ T[r] + P[r][:, K] @ T[K]])
    return np.concatenate([own, seen.reshape(-1), (P[r][:, r] @ found[1:][r][:, r] - ar.eye(len(r))).reshape(-1)])


def partials(law: Law) -> Array:
    """The partial correlation of each of the triples."""
    of = law.model
    return np.stack([scm.partial_correlation(of, i, j, K) if K else scm.correlation(of, i, j) for i, j, K in triples(len(of.V))])


def squares(law: Law) -> Array:
    return partials(law) * partials(law)


def by_projection(formula: Formula, case: Case) -> Array:
    """r sqrt(C_ii C_jj) - C_ij, C = J P J^T the covariance of J z given (J z)_K = 0; in symbols r^2 C_ii C_jj - C_ij^2."""
    of, found = case.law.model, []
    for r, (i, j, K) in zip(case.value(formula), triples(len(of.V)), strict=True):
        C = projected(case.ar, loading(of), K) if K else covariance(of)
        size = C[i, i] * C[j, j]
        found.append(r * r * size - C[i, j] ** 2 if case.ar.name == "symbols" else r * case.ar.sqrt(size) - C[i, j])
    return np.stack(found)


def no_smaller(said: Array, found: Array) -> Array:
    """0 where found >= said/10^6."""
    return excess(said / LEAST - found)


def exactly(numbers: str) -> Residual:
    """Less these rational numbers, in order."""

    def residual(formula: Formula, case: Case) -> Array:
        return case.value(formula) - case.ar.array([Fraction(n) for n in numbers.split()])

    return residual


def rates(model: scm.Model) -> Array:
    """By how much the mean of x_j moves with do(x_k), (n, n): linear, so a step of 1 tells."""
    done = [[scm.mean(interventions.do(model, k, v)) for v in (1, 0)] for k in range(len(model.V))]
    return np.stack([one - none for one, none in done], axis=1)


def constrained(law: Law) -> Array:
    """x' of the likeliest noises with (T u)_K = x_K, by multipliers, above its covariance, by the inverse of that system."""
    ar, of, n, K = law.ar, law.model, len(law.model.V), list(law.nodes)
    T = path_sums(ar, of.B)[K]
    top = np.concatenate([ar.eye(n) / of.V, T.T], axis=1)
    system = np.concatenate([top, np.concatenate([T, 0 * T @ T.T], axis=1)])
    inverse = ar.solve(system, ar.eye(n + len(K))).T
    u = of.c + inverse[:n, n:] @ (law.values - T @ of.c)
    G = solved(of, ar.eye(n), law.k, 0)
    return stacked(solved(of, u, law.k, law.value), G @ inverse[:n, :n] @ G.T)


def new_arrows(law: Law) -> Array:
    """Of each order the sum of the squares of the weights, fitted along it, where the graph has no arrow: 0 if all vanish."""
    of, found = law.model, []
    apart = law.ar.array(((of.B == 0) & (of.B.T == 0)).astype(int))
    for order in permutations(range(len(of.V))):
        place = np.argsort(order)
        B = knothe.fitted(law.ar, 0 * of.c, covariance(of), (place[:, None] > place).astype(int)).B
        found.append((B * B * apart).sum())
    return np.stack(found)


def sees_alone(formula: Formula, case: Case) -> Array:
    """Row i, less the slope of E[x_t' | x_t] for i and the one before it, as if there were no others; and its other entries."""
    law, A, rows = case.law, case.value(formula), []
    for i in range(len(A)):
        P = [i - 1, i] if i else [i]
        at = np.ix_(P, P)
        alone = type(law)(law.ar, law.m0[P], law.S0[at], law.m1[P], law.S1[at], law.X[at], law.path)
        rows += [A[i, P] - flows.matrix(conditional.drift, alone, case.t)[-1], A[i, [j for j in range(len(A)) if j not in P]]]
    return np.concatenate(rows)


def clamped_to_its_line(formula: Formula, case: Case) -> Array:
    """Rows of the others: their velocity at x with x_1 = a xi + b c; rows of xi and of c: 0."""
    law, d = case.law, len(case.law.m0)
    (a, b, _, _), eye = law.path(case.ar, case.t), case.ar.eye(d + 1)
    moved = flows.matrix(conditional.drift, law, case.t) @ np.concatenate([eye[:1], a * eye[1:2] + b * eye[d:], eye[2:d]])
    return case.value(formula) - np.concatenate([moved[:1], 0 * eye[:1], moved[2:], 0 * eye[:1]])


def line(t: Time, ends: tuple[Array, Array]) -> Array:
    """x_1(t) = (1 - t) xi + t c."""
    return (1 - t) * ends[0] + t * ends[1]


def on_line(pair: Law, t: Time, ends: tuple[Array, Array]) -> Array:
    """x_1(t), E[x_2(t) | x_1(t)]."""
    S, eye = flows.covariance(pair, t), pair.ar.eye(2)
    return line(t, ends) * (eye[0] + S[1, 0] / S[0, 0] * eye[1])


def its_rate(pair: Law, t: Time, ends: tuple[Array, Array]) -> Array:
    """c - xi,  r t^2/q (c - xi) + (r t^2/q)' x_1(t): q = (1 - t)^2 + t^2, (t^2/q)' = 2 t (1 - t)/q^2, of unit variances."""
    r, q, (one, two) = pair.S1[1, 0], (1 - t) ** 2 + t * t, pair.ar.eye(2)
    return (ends[1] - ends[0]) * (one + r * t * t / q * two) + 2 * r * t * (1 - t) / q**2 * line(t, ends) * two
