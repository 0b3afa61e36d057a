"""Discrete flow matching: finitely many states, their law on the way from source to data, and the rates of the jumps between them.

    a token has S states;  given x1:  p_t(x|x1) = k delta(x, x1) + (1 - k) p0(x),   k = kappa(t) from 0 to 1, k' its derivative

A state is N tokens, each with noise of its own, numbered 0 ... M - 1, M = S^N, the last token fastest; the law p1 of the N data
tokens is any joint law. Rates are of a Markov chain that changes one token at a time: u(x -> y) >= 0, u(x -> x) = -sum_y u(x -> y).
Letters: p0 (S,) source of each token; p1 (S, ..., S), N axes; path a `path.Path`, whose b is kappa; eta >= 0 the rate of
resampling: a token that is x1's is drawn anew from p0 at the rate eta, others come back the faster; state: the row of this x only.
Conditions: P(x_t = x) > 0 and kappa < 1 (t < 1) for rates and posteriors of x. Errors: ValueError at the door.
Source: Campbell et al. 2024; Gat et al. 2024; Sahoo et al. 2024 (masks); eta for any p0 is derived here.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic import door
from analytic._answers import finite
from analytic._entries import as_given
from analytic._shown import Shown
from analytic._values import certain
from analytic.arithmetic import Arithmetic, Array, Time
from analytic.path import Path, linear

REACHED = "a state x with P(x_t = x) = 0 has no posterior: ask for states that are reached at this t"
MOST = 2**12  # states: a matrix of them has 2^24 entries
LAST = "kappa = 1: all jumps are over and the rates have a pole; take a t with kappa < 1"


@dataclass(frozen=True, eq=False, repr=False)
class States(Shown):
    ar: Arithmetic
    p0: Array  # (S,)
    p1: Array  # (S, ..., S), N axes
    path: Path

    def __post_init__(self) -> None:
        if (S := self.p0.shape[0]) ** (N := self.p1.ndim) > MOST:
            raise ValueError(f"S^N = {S}^{N} states: all pairs of them are looked at, so pass at most {MOST}")


def states(ar: Arithmetic, source: Any, data: Any, path: Path = linear) -> States:
    """Every token from `source` (S,), to the joint law `data` (S, ..., S) of N tokens: probabilities, zeros admitted."""
    p0, p1 = door.array(ar, "source", source), door.array(ar, "data", data)
    if p0.ndim != 1:
        raise ValueError(f"source has shape {tuple(p0.shape)}: it must be (S,)")
    door.dimensions(S=p0.shape[0], N=p1.ndim)
    door.shape("data", p1, (p0.shape[0],) * p1.ndim, "(S, ..., S)")
    _probabilities(ar, "source", p0, source)
    _probabilities(ar, "data", p1, data)
    return States(ar, p0, p1, path)


def masked(ar: Arithmetic, data: Any, path: Path = linear) -> States:
    """Every token from a mask, the last of the S states, which the data do not have: `data` is (S - 1, ..., S - 1)."""
    p1 = door.array(ar, "data", data)
    door.dimensions(N=p1.ndim, S=min(p1.shape, default=0))
    n, N = p1.shape[0], p1.ndim
    door.shape("data", p1, (n,) * N, "(S - 1, ..., S - 1)")
    _probabilities(ar, "data", p1, data)
    widen = ar.eye(n + 1)[:n]
    for _ in range(N):  # each axis in turn goes to the end, one longer
        p1 = ar.einsum("i...,ij->...j", p1, widen)
    return States(ar, ar.eye(n + 1)[n], p1, path)


def tokens(law: States) -> Any:
    """The N tokens of each state, (M, N) whole numbers from 0."""
    return np.stack(np.unravel_index(np.arange(law.p1.reshape(-1).shape[0]), tuple(law.p1.shape)), axis=-1)


@finite
def conditional(law: States, t: Time) -> Array:
    """p_t(x|x1) = prod_i (k delta(x_i, x1_i) + (1 - k) p0(x_i)), (M, M): a row for each x1."""
    ar, (k, _) = law.ar, _schedule(law, t)
    every = one = k * ar.eye(len(law.p0)) + (1 - k) * law.p0
    for _ in range(law.p1.ndim - 1):
        every = ar.einsum("ij,kl->ikjl", every, one).reshape(len(every) * len(one), -1)
    return every


@finite
def probabilities(law: States, t: Time) -> Array:
    """p_t(x) = sum_x1 p1(x1) p_t(x|x1), (M,)."""
    return law.ar.einsum("i,ij->j", law.p1.reshape(-1), conditional(law, t))


@finite
def posterior(law: States, t: Time, state: int | None = None) -> Array:
    """P(x1 | x_t = x) = p1(x1) p_t(x|x1)/p_t(x), (M, M): a row for each x; the denoiser."""
    ar, x, p1, K = law.ar, _asked(law, state), law.p1.reshape(-1), conditional(law, t)
    p = ar.einsum("i,ij->j", p1, K)[x]
    door.nonzero(ar, p, REACHED)
    return ((p1[:, None] * K)[:, x] / p).swapaxes(0, -1)


@finite
def token_posteriors(law: States, t: Time, state: int | None = None) -> Array:
    """P(x1_i = s | x_t = x), (M, N, S): all of the posterior that the rates need."""
    return law.ar.einsum("...m,mis->...is", posterior(law, t, state), _own(law, None))


@finite
def conditional_rates(law: States, t: Time, end: int, eta: Any = 0) -> Array:
    """u(x -> y|x1), (M, M), x1 = end: to x1_i at the rate (k' + eta (k + (1 - k) p0(x1_i)))/(1 - k), from x1_i to s at eta p0(s).

    Of linear kappa, uniform p0 and eta = S e: (1 + e + e (S - 1) t)/(1 - t), and back e.
    """
    return _jumps(law, t, None, _own(law, door.member("end", end, len(tokens(law)))), eta)


@finite
def rates(law: States, t: Time, eta: Any = 0, state: int | None = None) -> Array:
    """u(x -> y) = E[u(x -> y|x1) | x_t = x], (M, M); of the new token k'/(1 - k) (P(x1_i = y_i | x) - delta(x_i, y_i)), eta = 0."""
    return _jumps(law, t, state, token_posteriors(law, t, state), eta)


@finite
def euler(law: States, s: Time, t: Time, eta: Any = 0, state: int | None = None) -> Array:
    """prod_i (delta(x_i, y_i) + (t - s) u_i(x -> y_i)), (M, M): from s to t each token jumps by its rate at s (tau-leaping)."""
    s, t = _times(law, s, t)
    return _product(law, _own(law, state) + (t - s) * _token_rates(law, s, state, token_posteriors(law, s, state), eta))


@finite
def step(law: States, s: Time, t: Time, state: int | None = None) -> Array:
    """prod_i ((1 - c) delta(x_i, y_i) + c P(x1_i = y_i | x_s = x)), c = (kappa(t) - kappa(s))/(1 - kappa(s)), (M, M).

    From s to t with the whole chance of a jump: of one token the law of x_t is exact.
    """
    s, t = _times(law, s, t)
    (k, _), (later, _) = _schedule(law, s), _schedule(law, t)
    door.nonzero(law.ar, 1 - k, LAST)
    c = (later - k) / (1 - k)
    return _product(law, (1 - c) * _own(law, state) + c * token_posteriors(law, s, state))


def _token_rates(law: States, t: Time, state: int | None, q: Array, eta: Any) -> Array:
    """u_i(x -> s), (M, N, S), q = P(x1_i = s) given x."""
    ar, own, (k, dk), eta = law.ar, _own(law, state), _schedule(law, t), door.number(law.ar, "eta", eta)
    door.positive(ar, "eta", eta, strict=False)
    door.nonzero(ar, 1 - k, LAST)
    to = (dk + eta * (k + (1 - k) * law.p0)) / (1 - k) * q + eta * ar.einsum("...is,...is->...i", q, own)[..., None] * law.p0
    return to - own * to.sum(-1)[..., None]


def _jumps(law: States, t: Time, state: int | None, q: Array, eta: Any) -> Array:
    """The rates of the tokens as rates between states that differ in one token at most, (M, M)."""
    every, i = tokens(law), np.arange(law.p1.ndim)
    same = every[_asked(law, state)][..., None, :] == every  # (M, M, N)
    others = same.sum(-1)[..., None] - same == len(i) - 1
    return (law.ar.array(others.astype(int)) * _token_rates(law, t, state, q, eta)[..., i, every]).sum(-1)


def _product(law: States, one: Array) -> Array:
    """prod_i one_i(y_i), (M, M)."""
    every, found = tokens(law), 1
    for i in range(law.p1.ndim):
        found = found * one[..., i, every[:, i]]
    return found


def _own(law: States, state: int | None) -> Array:
    """delta(x_i, s), (M, N, S)."""
    return law.ar.eye(len(law.p0))[tokens(law)[_asked(law, state)]]


def _asked(law: States, state: int | None) -> Any:
    return slice(None) if state is None else door.member("state", state, len(tokens(law)))


def _times(law: States, s: Time, t: Time) -> tuple[Array, Array]:
    s, t = (door.times(law.ar, time, one="a step takes two numbers s <= t") for time in (s, t))
    door.positive(law.ar, "t - s", t - s, strict=False)
    return s, t


def _schedule(law: States, t: Time) -> tuple[Array, Array]:
    _, k, _, dk = law.path(law.ar, door.times(law.ar, t, one="a chain takes one number t at a time"))
    return k, dk


def _probabilities(ar: Arithmetic, name: str, p: Array, given: Any) -> None:
    """p >= 0, summing to one: the weights of the states that have any."""
    door.positive(ar, name, p, strict=False)
    some = ~certain(ar, p, lambda e: e == 0, lambda v: v == 0).reshape(-1)
    try:
        door.weights(ar, as_given(ar, p, given).reshape(-1)[some], p.reshape(-1)[some])
    except ValueError as e:
        raise ValueError(f"{name}: {e}") from None
