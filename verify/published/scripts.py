"""Causality-Delta, what the published script of Fig. 2 draws: a mixture for each of its five panels, by the recipe of Table 4.

No code is copied (repository rezaarezvan/causdiff, commit f8bcfdb, MIT). `MEANS` was found by running the figure's own function,
right after the seed: the first mean of its first two panels.
"""

from typing import Any

from verify.published import causality_delta

MEANS = ("1.86", "0.75", "1.00", "0.26")


def panels(seed: int = causality_delta.SEED) -> list[list[Any]]:
    """The means (5, K, d) of the mixtures that Fig. 2's function draws right after the seed."""
    import torch

    K, d, random = causality_delta.K, causality_delta.D, torch.Generator().manual_seed(seed)

    def means() -> list[Any]:
        drawn = []
        for _ in range(K):
            drawn.append(3 * (2 * torch.rand(d, generator=random) - 1))
            torch.randn(d, d, generator=random)  # the root of its covariance
        return drawn

    return [means() for _ in causality_delta.TIMES]
