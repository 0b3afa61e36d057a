"""A flat Gaussian: what is special to optimal transport, and what is not."""

import numpy as np

from analytic import gaussian, proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.manifolds import ALL_FLATS, FLATS
from verify.residuals.wrong import off, reversed_time


def velocities(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) v, optimal and with independent ends, (n, 2, 2)."""
    ar, e = law.ar, law.ar.array([[1, 0], [0, 0]])
    free = gaussian.independent(ar, [0, 0], [[1, 0], [0, 1]], [0, 0], law.s * law.s * e)
    optimal = proximal.quadratic(ar, law.s * e, [0, 0])
    return (1 - t) * np.stack([proximal.velocity(optimal, t, x), gaussian.drift(free, t, x)], axis=-2)


def slopes(law: Law, t: Time, x: Points, c: int = 1) -> Array:
    """Tangential (1 - t)(s - 1)/(1 - t + t s) and (1 - t)(t s^2 - (1 - t))/((1 - t)^2 + t^2 s^2), normal -1 twice."""
    ar, s = law.ar, law.s
    u = (1 - t) * (s - c) / (1 - t + t * s), (1 - t) * (t * s * s - (1 - t) * c) / ((1 - t) * (1 - t) + t * t * s * s)
    return np.stack([v * ar.array([[1, 0], [0, 0]]) - ar.array([[0, 0], [0, 1]]) for v in u])


claim = Claim(
    id="PX-8",
    source="derived here; Proximal Operators, Theorem 4.4, for a flat Gaussian",
    says="To a flat Gaussian, optimal and independent ends have unlike tangential slopes, both tending to 0; the normal one is -1.",
    latex=r"\frac{(1-t)(s-1)}{1-t+ts},\quad\frac{(1-t)(ts^2-(1-t))}{(1-t)^2+t^2s^2},\quad -1",
    formula=slopes,
    tests=derivative(velocities, FLATS, (ALL_FLATS,), kinds=("rate",)),
    near_misses={
        "without - 1": lambda law, t, x: slopes(law, t, x, 0),
        "t for 1 - t": reversed_time(slopes),
        "off by 1e-9": off(slopes),
    },
)
