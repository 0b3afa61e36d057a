"""Means under a tilted law on a line, against a fine grid; both scores enclose it, and a wrong weight is told apart."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from analytic import arithmetic, mixture
from verify.routes import tilted_line

T, X = F(2, 5), F(1, 3)
W, M, C = (F(1, 4), F(3, 4)), (F(1), F(-1)), (F(1, 2), F(2))


def law(ar: Any, w: int) -> Any:
    mix = mixture.mixture(ar, W, [[m] for m in M], [[[c]] for c in C], [F(1, 2)], [[3]])
    return SimpleNamespace(ar=ar, mix=mix, k=0, w=w)


def on_a_grid(w: int) -> float:
    y = np.linspace(-15, 15, 40_001)
    parts = [float(v) * norm.pdf(y, float(m), float(c) ** 0.5) for v, m, c in zip(W, M, C, strict=True)]
    tilt = sum(parts) ** (1 - w) * (parts[0] / float(W[0])) ** w
    a, b, x = 0.6, 0.4, 1 / 3
    seen = tilt * norm.pdf(x - a * 0.5 - b * y, 0, a * 3**0.5)
    return float((seen * -(x - a * 0.5 - b * y)).sum() / seen.sum() / (a * a * 3))


@pytest.mark.parametrize("w", [0, 1, 2, 3])
def test_scores_of_a_tilted_law(w: int) -> None:
    with (ar := arithmetic.balls(256)).scope():
        at = (ar.array(T), ar.array([[X]]))
        first, second = (f(law(ar, w), *at)[0, 0] for f in (tilted_line.score, tilted_line.score_at_the_end))
        assert first.overlaps(second) and float(first.rad()) < 1e-60 and float(second.rad()) < 1e-60
        assert float(first) == pytest.approx(on_a_grid(w), rel=1e-9)
        assert abs(float(first) - on_a_grid(w + 1)) > 1e-3
        constant = tilted_line.mean(law(ar, w), at[0], ar.array(X)[()], lambda y: 2 + 0 * y)
        assert constant.contains(2)
