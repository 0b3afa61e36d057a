"""How many digits closed forms keep in torch on a device: float64, float32, and float32 with products in TF32 where there is a GPU.

    digits = -log10(max |f - f*| / max |f*|),   f* in balls of 256 bits, at the same exact points and time

The law is a mixture of three Gaussians in eight dimensions. TF32 rounds the factors of a product to 11 bits and adds in float32.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, mixture
from analytic.options import flag, placed

BITS, DIMENSION, POINTS = 256, 8, 16
TIME = Fraction(1, 2)
FORMULAS = ("drift", "jacobian", "score", "log_density")


def digits(device: str = "cpu") -> list[dict[str, Any]]:
    """A row for each closed form and precision: formula, dtype, tf32, digits (None: none is lost). ValueError as torch's."""
    placed(torch.float32, device)
    with arithmetic.balls(BITS).scope():
        exact = _values(arithmetic.balls(BITS))
    kinds = [(torch.float64, False), (torch.float32, False)]
    kinds += [(torch.float32, True)] if torch.device(device).type == "cuda" else []
    rows = []
    for dtype, allowed in kinds:
        with tf32(allowed):
            found = _values(arithmetic.torch(dtype, device))
        for name, f in found.items():
            row = {"formula": f"mixture.{name}", "dtype": str(dtype).removeprefix("torch."), "tf32": allowed, "device": device}
            rows.append(row | {"digits": _digits(f.cpu().double().numpy(), exact[name]), "bits": BITS})
    return rows


@contextmanager
def tf32(allowed: bool) -> Iterator[None]:
    """Products of float32 in TF32 on a GPU, or not at all; afterwards as before. No effect on a CPU."""
    flag("allowed", allowed)
    matrices, convolutions = torch.backends.cuda.matmul, torch.backends.cudnn
    before = matrices.allow_tf32, convolutions.allow_tf32
    matrices.allow_tf32 = convolutions.allow_tf32 = allowed
    try:
        yield
    finally:
        matrices.allow_tf32, convolutions.allow_tf32 = before


def _values(ar: Any) -> dict[str, Any]:
    """Each formula at the points, in this arithmetic; the law is built of whole numbers over 4."""
    d, i = DIMENSION, np.arange(DIMENSION)
    means = [[Fraction(int(v), 4) for v in (3 * i + 5 * k) % 11 - 5] for k in range(3)]
    lower = [np.tril((i[:, None] * (k + 2) + i * 3) % 5 - 2, -1) + 2 * np.eye(d, dtype=int) for k in range(3)]
    covs = [[[Fraction(int(v), 4) for v in row] for row in a @ a.T] for a in lower]
    law = mixture.mixture(ar, [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)], means, covs)
    points = [[Fraction(int(v), 4) for v in (7 * i + 3 * n * n) % 17 - 8] for n in range(POINTS)]
    t, x = ar.array(TIME), ar.array(points)
    return {name: getattr(mixture, name)(law, t, x) for name in FORMULAS}


def _digits(found: Any, exact: Any) -> float | None:
    balls = np.asarray(exact, dtype=object)
    error = max(float((b - float(f)).abs_upper()) for f, b in zip(found.flat, balls.flat, strict=True))
    size = max(float(b.abs_upper()) for b in balls.flat)
    return round(-math.log10(error / size), 2) if error > 0 else None
