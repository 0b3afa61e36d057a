"""Causality-Delta, Table 4 ("Jacobian Analysis in Mixture of Gaussians", section 6.2): what is printed, and the recipe behind it.

The recipe, in the order of its generator calls: float32 on the CPU, seed 42069, K = 3, d = 2; for each component a mean
3 (2 rand(2) - 1), then A = randn(2, 2) and the covariance (A A^T + I)/2; then, for each t in turn, ten points randn(2).
Weights 1/3, source N(0, I). The generator is one of its own: the global one is neither read nor seeded.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

SEED, K, D, N_POINTS = 42069, 3, 2, 10
TIMES = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(99, 100))
STEP = Fraction(1, 10**6)  # of its forward difference, in float32
DIGITS = 3  # printed after the point

NUMERICAL = "Numerical vs. Analytical"
INTERVENTION = "Intervention vs. Analytical"
TABLE4: Mapping[str, tuple[float | str, ...]] = MappingProxyType(
    {
        NUMERICAL: (0.058, 0.289, 0.219, 0.251, 0.179),
        INTERVENTION: ("<0.001", 0.284, 0.300, 0.039, "<0.001"),
    }
)


def printed(column: str, t: Fraction) -> float | str | None:
    """What Table 4 prints in `column` at t; None where it prints nothing."""
    return dict(zip(TIMES, TABLE4.get(column, ()), strict=False)).get(t)


def agrees(value: float, printed: float | str, digits: int = DIGITS) -> bool:
    """`value` rounds to what is printed, or lies below a printed bound."""
    if isinstance(printed, str):
        return value < float(printed.removeprefix("<"))
    return abs(value - printed) <= 0.5 * 10.0**-digits


def draw(seed: int = SEED, covariance_first: bool = False) -> tuple[list[Any], list[Any], list[Any]]:
    """Means (K, d), covariances (K, d, d), points (times, n, d) in float32. `covariance_first` is a wrong order of calls."""
    import torch

    random, means, covs = torch.Generator().manual_seed(seed), [], []
    for _ in range(K):
        for part in "Cm" if covariance_first else "mC":
            if part == "m":
                means.append(3 * (2 * torch.rand(D, generator=random) - 1))
            else:
                A = torch.randn(D, D, generator=random)
                covs.append((A @ A.T + torch.eye(D)) / 2)
    points = [torch.stack([torch.randn(D, generator=random) for _ in range(N_POINTS)]) for _ in TIMES]
    return means, covs, points
