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
from verify.claims.gradient_variance.rf_14_fields import pair_loss
from verify.drawing.tables import Row
from verify.suites.common.intervals import Z, judged
from verify.suites.memorisation.kinds import Kind, Model

ANGLES, NOISES, BATCHES, DRAWS = (60, 120, 150, 170, 175), (0.05, 0.3), 16, 4000


def rows(base: Row, seed: int) -> Iterator[Row]:
    yield from _turned(base | {"model": Model.TURNED.value}, np.random.default_rng([seed, 13]))
    yield from _losses(base | {"model": Model.TURNED.value}, np.random.default_rng([seed, 14]))


def _turned(base: Row, random: Any) -> Iterator[Row]:
    """psi(1) in degrees: closed form beside the flow of the regression of x1 - x0 on x_t, each batch its own."""
    ar = arithmetic.float64()
    for degrees in ANGLES:
        a = math.radians(degrees)
        for sigma in NOISES:
            closed = math.degrees(float(coupling.turn(coupling.turned(ar, math.cos(a), math.sin(a), sigma), 1)))
            found = _regressed(a, sigma, random)
            error = float(found.std(ddof=1)) / math.sqrt(BATCHES)
            row = base | {"kind": Kind.ANGLE.value, "angle": degrees, "sigma": sigma, "n": BATCHES * DRAWS, "closed": closed}
            row |= {"measured": float(found.mean()), "error": error}
            yield judged(row, abs(row["measured"] - closed) / error, below=float(student.isf(5e-7, BATCHES - 1)))
            row = base | {
                "kind": Kind.REMOVED.value,
                "angle": degrees,
                "sigma": sigma,
                "n": BATCHES * DRAWS,
            }
            small = degrees == 120 and sigma == 0.05
            value, half = 1 - float(found.mean()) / degrees, Z * error / degrees
            yield judged(row, value, half, above=0.5, expected=Outcome.REFUTED) if small else row | {"value": value}


def _regressed(a: float, sigma: float, random: Any, steps: int = 400) -> Any:
    """The angle of Y(1), Y' = E[(x1 - x0) x_t^T] E[x_t x_t^T]^-1 Y, moments of each batch; RK4. Degrees, (BATCHES,)."""
    R = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
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
    """Losses under noise of the pair-optimal field and of the optimal field 0, d = 2, a t in each of 20 000 slices."""
    ar = arithmetic.float64()
    for degrees in (60, 120, 170):
        a = math.radians(degrees)
        R = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
        for sigma in (0.05, 0.3, 0.7):
            n = 5 * DRAWS
            t = (np.arange(n) + random.random(n)) / n
            x0, z = random.standard_normal((2, n, 2))
            goal = x0 @ (R - np.eye(2)).T
            B = (1 - t)[:, None, None] * np.eye(2) + t[:, None, None] * R
            field = (
                np.linalg.solve(B, ((1 - t)[:, None] * x0 + t[:, None] * x0 @ R.T + sigma * z)[..., None])[..., 0]
                @ (R - np.eye(2)).T
            )
            pair, optimal = ((field - goal) ** 2).sum(1), (goal**2).sum(1)
            closed = (float(pair_loss(coupling.turned(ar, math.cos(a), math.sin(a), sigma), sigma**2)), 4 * (1 - math.cos(a)))
            for kind, loss, wanted in zip((Kind.LOSS_PAIR, Kind.LOSS_OPTIMAL), (pair, optimal), closed, strict=True):
                error = float(loss.std() / math.sqrt(n))
                row = base | {"kind": kind.value, "angle": degrees, "sigma": sigma, "n": n}
                row |= {"closed": wanted, "measured": float(loss.mean()), "error": error}
                yield judged(row, abs(row["measured"] - wanted) / error, below=6.0)
            gap, error = pair - optimal, Z * float((pair - optimal).std() / math.sqrt(n))
            expected = Outcome.HOLDS if sigma > math.sqrt(math.sin(a) / a) else Outcome.REFUTED
            row = base | {"kind": Kind.LOSS_GAP.value, "angle": degrees, "sigma": sigma, "n": n}
            yield judged(row, float(gap.mean()), error, above=0.0, expected=expected)
