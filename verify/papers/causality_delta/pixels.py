"""The fives of MNIST, summed: exact sums of pixels (0 to 255), their squares, and products of neighbours, for both splits.

`pixels.json`, and `digits.json` of all ten digits at the two pairs of Table 5, are written by
`python -m verify.papers.causality_delta.recount`, from the files whose checksums `driftproof data check` knows.
Pixels are [row, column]; the neighbour to the right of [i, j] is [i, j + 1], the one below it [i + 1, j].
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from verify.papers.causality_delta.sums import Sums

FILE = Path(__file__).with_name("pixels.json")
DIGITS = FILE.with_name("digits.json")
SPLITS = ("train", "test")
DOWN_RIGHT = {"right": (0, 1), "below": (1, 0)}


def number(split: str) -> int:
    return int(_of(split)["n"])


def sums(split: str, what: str) -> np.ndarray:
    """int64: "x" and "xx", sums of pixels and of squares, (28, 28); "right" (28, 27) and "below" (27, 28), of products."""
    return np.array(_of(split)[what], dtype=np.int64)


def mean(split: str) -> np.ndarray:
    """sum x / n, (28, 28)."""
    return sums(split, "x") / number(split)


def variance(split: str) -> np.ndarray:
    """(n sum x^2 - (sum x)^2) / n^2, (28, 28)."""
    n, x = number(split), sums(split, "x")
    v: np.ndarray = (n * sums(split, "xx") - x * x) / n**2
    return v


def correlation(split: str, neighbour: str) -> np.ndarray:
    """Of each pixel and its neighbour "right" (28, 27) or "below" (27, 28); NaN where a pixel is constant."""
    n, x, ab = number(split), sums(split, "x"), sums(split, neighbour)
    v = n * sums(split, "xx") - x * x
    s = np.where(v > 0, np.sqrt(v), np.nan)
    di, dj = DOWN_RIGHT[neighbour]
    a, b = (slice(28 - di), slice(28 - dj)), (slice(di, 28), slice(dj, 28))
    r: np.ndarray = (n * ab - x[a] * x[b]) / (s[a] * s[b])
    return r


def pair(split: str, i: int, j: int, neighbour: str) -> Sums:
    """The sums of pixel [i, j] and its neighbour "right" or "below"."""
    (di, dj), x, xx = DOWN_RIGHT[neighbour], sums(split, "x"), sums(split, "xx")
    values = (x[i, j], x[i + di, j + dj], xx[i, j], xx[i + di, j + dj], sums(split, neighbour)[i, j])
    return Sums(number(split), *(int(v) for v in values))


def of_digit(digit: int, split: str, line: str) -> Sums:
    """The sums of Table 5's pair of pixels in the images of a digit; `line` is a key of `printed.PIXELS`."""
    found = of_digits().get(split, {}).get(str(digit), {}).get(line)
    if found is None:
        raise ValueError(f"digit {digit}, split {split!r}, line {line!r}: use 0 to 9, train or test, row or column")
    return Sums(**found)


@cache
def of_digits() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(DIGITS.read_text(encoding="utf-8"))
    return content


def _of(split: str) -> dict[str, Any]:
    if split not in SPLITS:
        raise ValueError(f"split {split!r} of the fives is unknown: use train or test")
    found: dict[str, Any] = held()[split]
    return found


@cache
def held() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
