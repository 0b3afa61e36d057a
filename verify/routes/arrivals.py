"""Tokens that have arrived and tokens that have not: laws of a chain by adding up over the sets of them."""

from collections.abc import Iterator
from itertools import product
from math import prod
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import Generator

from analytic.arithmetic import Array, Law, Time
from analytic.states import tokens


def arrived(N: int) -> Iterator[tuple[int, ...]]:
    """Every set of the N tokens, as ones for those that are in it."""
    return product((0, 1), repeat=N)


def probabilities(law: Law, t: Time) -> Array:
    """P(x_t = x), (M,): over the sets A that have arrived, k^|A| (1 - k)^(N - |A|) p1 summed over the others, which are p0's."""
    N, (_, k, _, _) = law.p1.ndim, law.path(law.ar, t)
    total: Any = 0
    for there in arrived(N):
        p = law.p1
        for i in (i for i in range(N) if not there[i]):
            p = p.sum(axis=i, keepdims=True) * law.p0.reshape([-1 if j == i else 1 for j in range(N)])
        total = total + k ** sum(there) * (1 - k) ** (N - sum(there)) * p
    return total.reshape(-1)


def given_shown(law: Law) -> Array:
    """P(x1_i = s | the tokens of x that are not masks), (M, N, S), from the data alone; the mask is the last of the S."""
    N, S = law.p1.ndim, len(law.p0)
    return np.stack([[_shown(law.p1, x, i, S - 1) for i in range(N)] for x in tokens(law)])


def _shown(p1: Array, x: Any, i: int, mask: int) -> Array:
    """P(x1_i = s | shown), (S,): a token that is shown is what it is."""
    if x[i] != mask:
        return p1.reshape(-1)[0] * 0 + (np.arange(mask + 1) == x[i]).astype(int)
    fits = p1[tuple(slice(None) if s == mask else s for s in x)]
    left = [j for j in range(len(x)) if x[j] == mask]
    found = fits.sum(axis=tuple(j for j in range(len(left)) if left[j] != i))
    return found / found.sum()


def product_of_marginals(law: Law) -> Array:
    """prod_i p1_i(x_i), (M,)."""
    found: Any = 1
    for i in range(law.p1.ndim):
        found = found * law.p1.sum(axis=tuple(j for j in range(law.p1.ndim) if j != i), keepdims=True)
    return found.reshape(-1)


def draw(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """n draws: x1 of the data, x_t token by token; tokens as numbers, (n, N). In float64."""
    _, k, _, dk = (float(c) for c in law.path(law.ar, np.asarray(t, dtype=float)))
    M, N = law.p1.size, law.p1.ndim
    x1 = tokens(law)[random.choice(M, size=n, p=law.p1.reshape(-1))]
    noise = random.choice(len(law.p0), size=(n, N), p=law.p0)
    return SimpleNamespace(law=law, xt=np.where(random.random((n, N)) < k, x1, noise).astype(float), x1=x1, jump=dk / (1 - k))


def posterior(law: Law, t: Time) -> Array:
    """P(x1|x_t = x), (M, M), by Bayes' rule: the sets that may have arrived are those where x is x1, and the others are p0's."""
    x, (_, k, _, _), p1 = tokens(law), law.path(law.ar, t), law.p1.reshape(-1)
    rows = []
    for here in x:
        ways: list[Any] = [0] * len(x)
        for e, there in ((e, there) for e in range(len(x)) for there in arrived(len(here))):
            if all(here[i] == x[e, i] for i in range(len(here)) if there[i]):
                left = [law.p0[here[i]] for i in range(len(here)) if not there[i]]
                ways[e] = ways[e] + p1[e] * k ** sum(there) * (1 - k) ** len(left) * prod(left)
        rows.append([way / sum(ways) for way in ways])
    return np.array(rows, dtype=p1.dtype)


def moves(law: Law) -> Array:
    """For each x and x1 the states with one token of x1 in the place of x's, less N times x itself, (M, M, M) whole numbers."""
    x = tokens(law)
    one = [np.where(np.arange(x.shape[1]) == i, x[None, :], x[:, None]) for i in range(x.shape[1])]
    return sum((x == y[:, :, None]).all(-1).astype(int) - (x == x[:, None, None]).all(-1) for y in one)


def jump(draw: Law) -> Array:
    """k'/(1 - k) times the moves of x_t towards x1, (n, M)."""
    at, end = (np.ravel_multi_index(y.astype(int).T, draw.law.p1.shape) for y in (draw.xt, draw.x1))
    return draw.jump * moves(draw.law)[at, end]
