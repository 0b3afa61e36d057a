"""Variance of the loss gradient over t between Gaussians: closed form beside single-draw gradients of a linear model.

    |W x_t + b - (x1 - x0)|^2 at the best W, b:  Var grad_W = 4 tr C (tr S + |m|^2),  Var grad_b = 4 tr C,  C = Cov[x1 - x0 | x_t]

A deterministic coupling has C = 0, optimal or not: no gradient at all. Gradients are those of torch, draw by draw; measured is
E|g - E g|^2, judged by its distance from the closed form in standard errors. On a line N(0, 1) goes to N(0, s1^2), the
correlation of the ends is c.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch.func import grad, vmap

from analytic import arithmetic, floors, gaussian
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.rounding import UNIT
from verify.suites.common.intervals import Z, judged
from verify.suites.memorisation.kinds import Kind

LINES = (Fraction(3, 10), Fraction(1), Fraction(2))  # s1
COUPLINGS = {"independent": Fraction(0), "correlated, c = 4/5": Fraction(4, 5), "optimal map": Fraction(1)}
TIMES = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98)
DRAWS = 20_000  # the measured variance is known to some per cent
ROUNDINGS = 64  # of the gradients of a map, which would vanish exactly: sums and products of some dozens of floats
BOUND = 6.0  # standard errors: two-sided 2e-9, of about 100 rows


def rows(base: Row, random: Any) -> Iterator[Row]:
    ar = arithmetic.float64()
    for s1 in LINES:
        for name, c in COUPLINGS.items():
            one: Any = [[1]]
            map_ = c == 1  # x1 = s1 x0: of that the covariance, being singular, is not given in floats
            pair = (
                gaussian.deterministic(ar, [0], one, [0], [[s1]])
                if map_
                else gaussian.joint(ar, [0], one, [0], [[s1**2]], [[c * s1]])
            )
            yield from _over_time(base | {"model": f"N(0, 1) to N(0, {s1 * s1})", "coupling": name}, pair, random)
    turn = ar.array([[-Fraction(3, 5), -Fraction(4, 5)], [Fraction(4, 5), -Fraction(3, 5)]])  # by 126.87 degrees
    pair = gaussian.deterministic(ar, [0, 0], ar.eye(2), [0, 0], turn)
    yield from _over_time(base | {"model": "N(0, I) to itself, d = 2", "coupling": "turned by 127 degrees"}, pair, random)


def _over_time(base: Row, pair: Any, random: Any) -> Iterator[Row]:
    at: dict[tuple[Kind, float], Any] = {}
    for t in TIMES:
        W, b = np.array(gaussian.jacobian(pair, t, pair.m0)), gaussian.drift(pair, t, 0 * pair.m0)
        x0, x1 = _ends(pair, random)
        closed = [float(v) for v in floors.gradient_variance(pair, t)]
        x, goal = (1 - t) * x0 + t * x1, x1 - x0
        noise = ROUNDINGS * UNIT * 2 * (1 + float(abs(W).max())) * float((abs(x).max() + 1) * (abs(x).max() + abs(goal).max()))
        for kind, g, wanted in zip((Kind.GRADIENT_W, Kind.GRADIENT_B), _gradients(W, b, x, goal), closed, strict=True):
            square = ((g - g.mean(0)) ** 2).sum(1)
            row = base | {"kind": kind.value, "t": t, "closed": wanted, "n": DRAWS}
            row |= {"measured": float(square.mean()), "error": float(square.std() / math.sqrt(DRAWS))}
            at[kind, t] = square
            yield _compared(row, pair.T is not None, float(abs(g).max()), noise)
    if base["coupling"] == "independent":
        mean, error = (
            np.array([f(at[Kind.GRADIENT_B, t]) for t in TIMES]) for f in (np.mean, lambda v: v.std() / math.sqrt(DRAWS))
        )
        top, half = int(mean.argmax()), Z * math.hypot(error[mean.argmax()], error[-1])
        row = base | {"kind": Kind.GRADIENT_LATE.value, "t": TIMES[top], "n": DRAWS}
        yield judged(row, float(mean[-1] - mean[top]), half, above=0.0, expected=Outcome.REFUTED)


def _compared(row: Row, mapped: bool, largest: float, noise: float) -> Row:
    """In standard errors; of a map, whether both the closed form and every gradient vanish, within 64 roundings."""
    if not mapped:
        return judged(row, abs(row["measured"] - row["closed"]) / row["error"], below=BOUND)
    largest = max(largest, abs(row["closed"]))
    return judged(row | {"measured": 0.0, "error": 0.0, "closed": 0.0}, 0.0 if largest <= noise else largest, below=0.0)


def _ends(pair: Any, random: Any) -> tuple[Any, Any]:
    """Draws of (x0, x1), (n, d) each, from the joint covariance, which may be singular."""
    d = len(pair.m0)
    joint = np.block([[pair.S0, pair.X], [pair.X.T, pair.S1]]).astype(float)
    values, vectors = np.linalg.eigh(joint)
    z = random.standard_normal((DRAWS, 2 * d)) @ (vectors * np.sqrt(values.clip(0))).T
    if pair.T is not None:
        z[:, d:] = z[:, :d] @ np.asarray(pair.T, dtype=float).T
    return z[:, :d], z[:, d:]


def _gradients(W: Any, b: Any, x: Any, goal: Any) -> tuple[Any, Any]:
    """Of each draw's loss by W, (n, d d), and by b, (n, d): torch's."""

    def loss(W: Any, b: Any, x: Any, goal: Any) -> Any:
        return (W @ x + b - goal).square().sum()

    with_draws = vmap(grad(loss, argnums=(0, 1)), in_dims=(None, None, 0, 0))
    by_W, by_b = with_draws(*(torch.from_numpy(np.ascontiguousarray(a, dtype=float)) for a in (W, b, x, goal)))
    return by_W.flatten(1).numpy(), by_b.numpy()
