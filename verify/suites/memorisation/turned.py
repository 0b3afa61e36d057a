"""Pairs turned by an angle, with constant noise: how far the flow turns, and which field has the lower loss.

    x0 ~ N(0, I) in the plane, x1 = R x0, R a turn by a, x_t + sigma z: the flow turns by psi, less than a
    loss of the pair-optimal field sigma^2 4 (1 - cos a) a/sin a, of the optimal field 4 (1 - cos a)

Closed forms beside draws: the angle of the flow of the regression of x1 - x0 on x_t, and means of squared residuals.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.stats import t as student

from analytic import arithmetic, coupling
from verify.claim import Outcome
from verify.claims.gradient_variance.rf_14a_fields import pair_loss
from verify.drawing.tables import Row
from verify.suites.common.intervals import Z, judged
from verify.suites.memorisation.kinds import Kind, Model

ANGLES, NOISES = (60, 120, 150, 170, 175), (0.05, 0.3)
BATCHES, DRAWS = 16, 4000  # standard errors come from the batches, with 15 degrees of freedom
STEPS = 400  # of RK4: what they leave, h^4 or 4e-11, is far below the error of the draws
ALARM = 1e-6  # of one angle: that it is missed by chance
LITTLE_NOISE, MOST = (120, 0.05), 0.5  # at this angle and noise not the most of the turn is undone, as is said
LOSS_ANGLES, LOSS_NOISES = (60, 120, 170), (0.05, 0.3, 0.7)  # on both sides of sigma^2 = sin a/a, where the losses are equal
LOSS_DRAWS = 5 * DRAWS
SIGMAS = 6.0  # standard errors: two-sided 2e-9, of 18 rows


def rows(base: Row, seed: int) -> Iterator[Row]:
    yield from _turned(base | {"model": Model.TURNED.value}, np.random.default_rng([seed, 13]))
    yield from _losses(base | {"model": Model.TURNED.value}, np.random.default_rng([seed, 14]))


def _turned(base: Row, random: Any) -> Iterator[Row]:
    """psi(1) in degrees: closed form beside the flow of the regression of x1 - x0 on x_t, each batch its own."""
    for degrees in ANGLES:
        a = math.radians(degrees)
        for sigma in NOISES:
            closed = math.degrees(float(coupling.turn(_law(a, sigma), 1)))
            found = _regressed(a, sigma, random)
            measured, error = float(found.mean()), float(found.std(ddof=1)) / math.sqrt(BATCHES)
            row = base | {"angle": degrees, "sigma": sigma, "n": BATCHES * DRAWS}
            angle = row | {"kind": Kind.ANGLE.value, "closed": closed, "measured": measured, "error": error}
            yield judged(angle, abs(measured - closed) / error, below=float(student.isf(ALARM / 2, BATCHES - 1)))
            yield _removed(row | {"kind": Kind.REMOVED.value}, 1 - measured / degrees, Z * error / degrees)


def _removed(row: Row, value: float, half: float) -> Row:
    """The part of the turn that noise undoes: not the most of it, where the noise is little and the turn is not nearly half."""
    if (row["angle"], row["sigma"]) != LITTLE_NOISE:
        return row | {"value": value}
    return judged(row, value, half, above=MOST, expected=Outcome.REFUTED)


def _turn(a: float) -> Any:
    return np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])


def _law(a: float, sigma: float) -> Any:
    return coupling.turned(arithmetic.float64(), math.cos(a), math.sin(a), sigma)


def _regressed(a: float, sigma: float, random: Any, steps: int = STEPS) -> Any:
    """The angle of Y(1), Y' = E[(x1 - x0) x_t^T] E[x_t x_t^T]^-1 Y, moments of each batch; RK4. Degrees, (BATCHES,)."""
    R = _turn(a)
    draws = random.standard_normal((BATCHES, DRAWS, 4))
    M = np.einsum("bni,bnj->bij", draws, draws) / DRAWS  # of (x0, z)

    def slope(t: float, Y: Any) -> Any:
        B = np.hstack([(1 - t) * np.eye(2) + t * R, sigma * np.eye(2)])
        D = np.hstack([R - np.eye(2), 0 * R])
        return D @ M @ B.T @ np.linalg.solve(B @ M @ B.T, Y)

    Y, h = np.broadcast_to(np.eye(2), (BATCHES, 2, 2)), 1 / steps
    for i in range(steps):
        t = i * h
        k1 = slope(t, Y)
        k2 = slope(t + h / 2, Y + h / 2 * k1)
        k3 = slope(t + h / 2, Y + h / 2 * k2)
        Y = Y + h / 6 * (k1 + 2 * k2 + 2 * k3 + slope(t + h, Y + h * k3))
    return np.degrees(np.arctan2(Y[:, 1, 0] - Y[:, 0, 1], Y[:, 0, 0] + Y[:, 1, 1]))


def _losses(base: Row, random: Any) -> Iterator[Row]:
    """Losses under noise of the pair-optimal field and of the optimal field 0, d = 2, a t in each of LOSS_DRAWS slices."""
    for degrees in LOSS_ANGLES:
        for sigma in LOSS_NOISES:
            a = math.radians(degrees)
            pair, optimal = _squares(a, sigma, random)
            row = base | {"angle": degrees, "sigma": sigma, "n": LOSS_DRAWS}
            closed = float(pair_loss(_law(a, sigma)))
            yield _met(row | {"kind": Kind.LOSS_PAIR.value, "closed": closed}, pair)
            yield _met(row | {"kind": Kind.LOSS_OPTIMAL.value, "closed": 4 * (1 - math.cos(a))}, optimal)
            gap, error = pair - optimal, Z * float((pair - optimal).std() / math.sqrt(LOSS_DRAWS))
            expected = Outcome.HOLDS if sigma > math.sqrt(math.sin(a) / a) else Outcome.REFUTED
            yield judged(row | {"kind": Kind.LOSS_GAP.value}, float(gap.mean()), error, above=0.0, expected=expected)


def _squares(a: float, sigma: float, random: Any) -> tuple[Any, Any]:
    """|field - (x1 - x0)|^2 at each draw, of the pair-optimal field and of 0."""
    R, n = _turn(a), LOSS_DRAWS
    t = (np.arange(n) + random.random(n)) / n
    x0, z = random.standard_normal((2, n, 2))
    goal = x0 @ (R - np.eye(2)).T
    B = (1 - t)[:, None, None] * np.eye(2) + t[:, None, None] * R
    x = (1 - t)[:, None] * x0 + t[:, None] * x0 @ R.T + sigma * z
    field = np.linalg.solve(B, x[..., None])[..., 0] @ (R - np.eye(2)).T
    return ((field - goal) ** 2).sum(1), (goal**2).sum(1)


def _met(row: Row, loss: Any) -> Row:
    """How many standard errors the mean is from the closed form."""
    measured, error = float(loss.mean()), float(loss.std() / math.sqrt(len(loss)))
    return judged(row | {"measured": measured, "error": error}, abs(measured - row["closed"]) / error, below=SIGMAS)
