"""What the code published with *Causality-Delta* draws and steps by (repository rezaarezvan/causdiff, commit f8bcfdb, MIT).

Table 4, in the order of its generator calls: float32 on the CPU, seed 42069, K = 3, d = 2; for each component a mean
3 (2 rand(2) - 1), then A = randn(2, 2) and the covariance (A A^T + I)/2; then, for each t in turn, ten points randn(2).
Weights 1/3, source N(0, I). Fig. 2 draws such a mixture for each of its five panels: the first is that of Table 4.
The generator is one of its own: the global one is neither read nor seeded. No code is copied.
"""

from fractions import Fraction
from typing import Any

from verify.papers.causality_delta.printed import TIMES
from verify.papers.number import numbers

SEED, K, D, N_POINTS = 42069, 3, 2, 10
STEP = Fraction(1, 10**6)  # of its forward difference, in float32
EPS, THRESHOLD = 1e-2, 1e-4  # Section 6.4: the step along a unit direction, and the difference below which it is kept
SAMPLES = 320  # generated fives behind Table 5
MEANS = numbers("1.86", "0.75", "1.00", "0.26")  # first of Fig. 2's panels 1 and 2, by its own function run right after the seed

Components = tuple[list[Any], list[Any]]


def draw(seed: int = SEED, covariance_first: bool = False) -> tuple[list[Any], list[Any], list[Any]]:
    """Means (K, d), covariances (K, d, d), points (times, n, d) in float32. `covariance_first` is a wrong order of calls."""
    import torch

    random = torch.Generator().manual_seed(seed)
    means, covs = components(random, covariance_first)
    points = [torch.stack([torch.randn(D, generator=random) for _ in range(N_POINTS)]) for _ in TIMES]
    return means, covs, points


def panels(seed: int = SEED) -> list[Components]:
    """Means and covariances of the mixture of each panel of Fig. 2, as its function draws them right after the seed."""
    import torch

    random = torch.Generator().manual_seed(seed)
    return [components(random) for _ in TIMES]


def components(random: Any, covariance_first: bool = False) -> Components:
    """Means (K, d) and covariances (K, d, d) of one mixture, from a torch generator."""
    import torch

    means, covs = [], []
    for _ in range(K):
        for part in "Cm" if covariance_first else "mC":
            if part == "m":
                means.append(3 * (2 * torch.rand(D, generator=random) - 1))
            else:
                A = torch.randn(D, D, generator=random)
                covs.append((A @ A.T + torch.eye(D)) / 2)
    return means, covs
