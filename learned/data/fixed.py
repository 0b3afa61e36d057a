"""Fixed pairs that are stated or drawn from a seed, and the same pairs with noise on their lines.

    x0_i ~ N(0, I),   pairing random: x1_i ~ N(0, I), mirror: x1_i = -x0_i, whose lines all meet at t = 1/2, x = 0
    noise: `copies` of each pair, both ends moved by the same sigma z, z ~ N(0, I) for each copy

So x_t = (1 - t) x0 + t x1 + sigma z and the target x1 - x0 stays as it is: constant noise, its draws taken from `copies` per pair.
The pairs do not depend on the noise.
"""

from pathlib import Path
from typing import Any

import torch

from learned.data import images
from learned.data.images import Pairs
from learned.data.law import exact

PAIRINGS = ("random", "mirror")
FORMS = ({"file"}, {"x0", "x1"}, {"n", "d", "seed", "pairing"})
NOISE = {"noise", "copies"}


def pairs(root: str | Path | None, **given: Any) -> Pairs:
    """From a file, as stated, or drawn: the keys say which."""
    form = next((f for f in FORMS if f <= set(given)), None)
    if form is None or set(given) - form - (NOISE if "file" not in form else set()):
        forms = "; or ".join(", ".join(sorted(f)) for f in FORMS)
        raise ValueError(
            f"pairs with the keys {', '.join(sorted(given)) or 'none'}: give {forms} (the last two also noise, copies)"
        )
    return images.pairs(root, **given) if "file" in form else stated(**given) if "x0" in form else drawn(**given)


def drawn(n: int, d: int, seed: int, pairing: str, noise: Any = 0, copies: int = 1) -> Pairs:
    """n pairs in R^d, float32; with noise n * copies rows, the copies of a pair side by side."""
    for name, value, least in (("n", n, 1), ("d", d, 1), ("seed", seed, 0), ("copies", copies, 1)):
        if type(value) is not int or value < least:
            raise ValueError(f"{name} = {value!r}: give a whole number, {least} or more")
    if pairing not in PAIRINGS:
        raise ValueError(f"pairing {pairing!r} is unknown: use {' or '.join(PAIRINGS)}")
    generator = torch.Generator().manual_seed(seed)
    x0 = torch.randn(n, d, generator=generator, dtype=torch.float64)
    x1 = -x0 if pairing == "mirror" else torch.randn(n, d, generator=generator, dtype=torch.float64)
    return moved(x0, x1, noise, copies, generator)


def stated(x0: Any, x1: Any, noise: Any = 0, copies: int = 1, seed: int = 0) -> Pairs:
    """The pairs (x0_i, x1_i), lists of exact points."""
    a, b = (
        torch.tensor([[float(v) for v in row] for row in exact(n, x)], dtype=torch.float64) for n, x in (("x0", x0), ("x1", x1))
    )
    return moved(a, b, noise, copies, torch.Generator().manual_seed(seed))


def moved(x0: torch.Tensor, x1: torch.Tensor, noise: Any, copies: int, generator: torch.Generator) -> Pairs:
    sigma = float(exact("noise", noise))
    if sigma < 0 or (sigma > 0) != (copies > 1):
        raise ValueError(f"noise = {noise!r} with copies = {copies}: noise above 0 needs many copies of a pair, no noise needs one")
    x0, x1 = (x.repeat_interleave(copies, 0) for x in (x0, x1))
    z = sigma * torch.randn(x0.shape, generator=generator, dtype=torch.float64)
    return Pairs((x0 + z).float(), (x1 + z).float())
