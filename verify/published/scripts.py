"""Causality-Delta, what the published scripts do besides formulas: the weights they save and load, the mixtures that Fig. 2 shows.

Facts read off the published code (repository rezaarezvan/causdiff, commit f8bcfdb, MIT), every script with its default options and
run as its README says; no code is copied. A script NAME.py saves in the folder result/NAME. The classifier is trained for 20 epochs
and saved every 4 as ckpt_step_EPOCH.pt. Fig. 2's function draws a mixture for each of its five panels, by the recipe of Table 4.
`MEANS` was found by running that function itself, right after the seed: the first mean of its first two panels.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from verify.published import causality_delta

CLASSIFIER = "result/ResNet_Attributes_classifier_celebA/ckpt_step_"
SAVED = frozenset(
    (
        "result/mnist_digit/unet_mnist_digit_weights_final.pt",
        "result/celeba/unet_attention_celeba_weights_final.pt",
        *(f"{CLASSIFIER}{epoch}.pt" for epoch in range(4, 21, 4)),
    )
)
LOADED: Mapping[str, str] = MappingProxyType(
    {
        "flow of the fives": "result/mnist_digit/unet_mnist_digit_weights_final.pt",
        "flow of CelebA": "result/celeba/unet_celeba_weights_final.pt",
        "classifier of CelebA": f"{CLASSIFIER}40.pt",
    }
)
MEANS = ("1.86", "0.75", "1.00", "0.26")


def missing(saved: frozenset[str] = SAVED) -> list[int]:
    """For each of the weights that an evaluation loads: 1 if no training script saves them, else 0."""
    return [int(name not in saved) for name in LOADED.values()]


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
