"""Training: `driftproof train PRESET`, `python -m learned.train PRESET`, `torchrun --nproc-per-node=2 -m learned.train PRESET`.

train(preset, folder)   to the end, or on from the folder's checkpoint; returns the card

Step i draws the global batch from (seed, i); process r of W takes its rows r, r + W, ...; gradients are summed over the processes.
So a killed run goes on bit for bit on one CPU, and W processes make the step of one, up to rounding.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from learned.train.loop import train as train

__all__ = ["train"]


def __getattr__(name: str) -> Any:
    """`train` when it is asked for: the command line shows its help without torch."""
    if name != "train":
        raise AttributeError(f"module 'learned.train' has no attribute {name!r}")
    from learned.train.loop import train

    return train


def __dir__() -> list[str]:
    return sorted(__all__)
