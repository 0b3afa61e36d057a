"""Tokens that have arrived and tokens that have not: laws of a chain by adding up over the sets of them."""

from collections.abc import Iterator
from itertools import product
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


def jump(draw: Law) -> Array:
    """k'/(1 - k) for the states that have one token of x1 in the place of x's, less as much for x itself, (n, M)."""
    every, x, x1 = tokens(draw.law), draw.xt[:, None].astype(int), draw.x1[:, None]
    one = [np.where(np.arange(x.shape[-1]) == i, x1, x) for i in range(x.shape[-1])]
    return draw.jump * sum(((every == y).all(-1) * 1.0 - (every == x).all(-1)) for y in one)
