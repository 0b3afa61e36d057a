"""Curves and drawn pairs as data: the law that is stated, the same draws again, noise that moves a line and not its target."""

from math import pi

import numpy as np
import pytest
import torch
from scipy.stats import kstest

from learned.data import Pairs, Shape, load

RANDOM = {"kind": "pairs", "n": 5, "d": 3, "seed": 1, "pairing": "random"}


def draw(spec: dict[str, object], n: int = 20_000) -> np.ndarray:
    shape = load(spec)
    assert isinstance(shape, Shape) and shape.shape == (2,)
    return np.asarray(shape.sample(n, torch.Generator().manual_seed(3), torch.float64))


def test_the_circle_is_uniform() -> None:
    """Every point has the radius; angles are uniform (Kolmogorov and Smirnov, 1e-6), and those of x^3 are not."""
    x = draw({"kind": "circle", "radius": "3/2"})
    assert abs(np.hypot(*x.T) - 1.5).max() < 1e-15 * 4
    turns = np.arctan2(x[:, 1], x[:, 0]) / (2 * pi) % 1
    assert kstest(turns, "uniform").pvalue > 1e-6
    assert kstest(turns**3, "uniform").pvalue < 1e-6


def test_two_moons_are_half_circles() -> None:
    x = draw({"kind": "two-moons", "radius": 2})
    upper, lower = (np.hypot(*(s * x / 2 + [1 / 2, 1 / 4]).T) for s in (1, -1))
    on = np.stack([abs(upper - 1) < 1e-14, abs(lower - 1) < 1e-14])
    assert (on.any(0)).all() and abs(on[0].mean() - 0.5) < 5 * 0.5 / np.sqrt(len(x))
    above = x[on[0] & ~on[1]] / 2 + [1 / 2, 1 / 4]
    assert (above[:, 1] >= 0).all()
    assert kstest(np.arctan2(above[:, 1], above[:, 0]) / pi, "uniform").pvalue > 1e-6


def test_shapes_are_functions_of_the_generator_and_say_what_they_are() -> None:
    shape = Shape({"kind": "circle", "radius": 1})
    one, two = (shape.sample(4, torch.Generator().manual_seed(1), dtype) for dtype in (torch.float32, torch.float64))
    assert one.dtype == torch.float32 and torch.equal(one, two.float())
    assert shape.checksum == Shape({"kind": "circle", "radius": "2/2"}).checksum
    assert shape.checksum != Shape({"kind": "two-moons", "radius": 1}).checksum


def test_random_pairs_are_drawn_from_the_seed() -> None:
    held = load(RANDOM)
    assert isinstance(held, Pairs) and held.x0.shape == held.x1.shape == (5, 3) and held.x0.dtype == torch.float32
    assert held.checksum == load(RANDOM).checksum != load(RANDOM | {"seed": 2}).checksum
    many = load(RANDOM | {"n": 40_000})
    assert isinstance(many, Pairs)
    both = torch.cat([many.x0, many.x1], 1).double()
    assert (both.T @ both / len(both) - torch.eye(6)).abs().max() < 6 * np.sqrt(2 / len(both))


def test_mirrored_pairs_meet_in_the_middle() -> None:
    held = load(RANDOM | {"pairing": "mirror"})
    random = load(RANDOM)
    assert isinstance(held, Pairs) and isinstance(random, Pairs)
    assert torch.equal(held.x1, -held.x0) and torch.equal(held.x0, random.x0)


def test_noise_moves_the_line_and_not_the_target() -> None:
    plain, noisy = load(RANDOM), load(RANDOM | {"noise": "3/10", "copies": 2000})
    assert isinstance(plain, Pairs) and isinstance(noisy, Pairs) and len(noisy) == 5 * 2000
    x0, x1 = (a.reshape(5, 2000, 3).double() for a in (noisy.x0, noisy.x1))
    assert ((x1 - x0) - (plain.x1 - plain.x0).double()[:, None]).abs().max() < 8 * 2.0**-23  # as float32 adds
    moved = (x0 - plain.x0.double()[:, None]).reshape(-1, 3)
    assert abs(moved.std() / 0.3 - 1) < 5 / np.sqrt(2 * moved.numel())
    assert (moved.mean(0)).abs().max() < 5 * 0.3 / np.sqrt(len(moved))


def test_stated_pairs() -> None:
    held = load({"kind": "pairs", "x0": [[-1], ["1/2"]], "x1": [[1], ["-1/2"]]})
    assert isinstance(held, Pairs) and held.x0.tolist() == [[-1.0], [0.5]] and torch.equal(held.x1, -held.x0)


BAD = {
    "no radius": ({"kind": "circle"}, "circle data need the key 'radius'"),
    "a float": ({"kind": "circle", "radius": 0.5}, 'radius has the entry 0.5: write an int or a string such as "3/2"'),
    "not positive": ({"kind": "circle", "radius": 0}, "radius = 0: it must be one positive number"),
    "a list": ({"kind": "two-moons", "radius": [1]}, "it must be one positive number"),
    "another key": ({"kind": "circle", "radius": 1, "mean": 0}, "'mean' is no key of circle data: use radius"),
    "pairing": (RANDOM | {"pairing": "ot"}, "pairing 'ot' is unknown: use random or mirror"),
    "n": (RANDOM | {"n": 0}, "n = 0: give a whole number, 1 or more"),
    "seed": (RANDOM | {"seed": -1}, "seed = -1: give a whole number, 0 or more"),
    "copies": (RANDOM | {"copies": 3}, "noise above 0 needs many copies of a pair, no noise needs one"),
    "noise": (RANDOM | {"noise": "1/20"}, "noise above 0 needs many copies"),
    "negative": (RANDOM | {"noise": -1, "copies": 3}, "noise = -1 with copies = 3"),
    "two forms": (
        RANDOM | {"file": "a.safetensors"},
        "pairs with the keys d, file, n, pairing, seed: give file; or x0, x1 \\(and copies, noise\\); or d, n",
    ),
    "none": ({"kind": "pairs"}, "pairs with the keys none: give file"),
    "lengths": ({"kind": "pairs", "x0": [[1]], "x1": [[1], [2]]}, "both must be"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_shapes_and_pairs(name: str) -> None:
    spec, reason = BAD[name]
    with pytest.raises(ValueError, match=reason):
        load(spec)
