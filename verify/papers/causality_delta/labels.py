"""CelebA's 40 attributes, counted: how many images have attribute i and attribute j, from all 202 599 rows of the label file.

    counts[i, j] = #{images of the split with i and j},  counts[i, i] = #{images with i}

`labels.json` holds them for each split and each value of Heavy_Makeup (attribute 19, numbered from 1), which add up to all others.
It is written by `python -m verify.papers.causality_delta.recount`, from the file whose checksum `driftproof data check` knows.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from verify.papers.causality_delta.printed import ATTRIBUTES
from verify.papers.causality_delta.sums import Counts

FILE = Path(__file__).with_name("labels.json")
SPLITS = ("train", "valid", "test")
GIVEN = ATTRIBUTES[19]


def counts(split: str = "all", given: int | None = None) -> tuple[int, np.ndarray]:
    """n and counts (40, 40) int64 of a split; given = 0 or 1: only of the images with this value of Heavy_Makeup."""
    if split not in (*SPLITS, "all") or given not in (None, 0, 1):
        raise ValueError(f"split {split!r}, given {given!r}: use train, valid, test or all, and None, 0 or 1")
    cells = [held()[s][str(g)] for s in (SPLITS if split == "all" else (split,)) for g in ((0, 1) if given is None else (given,))]
    L = len(names())
    total = np.zeros((L, L), dtype=np.int64)
    total[np.triu_indices(L)] = sum(np.array(c["counts"], dtype=np.int64) for c in cells)
    return sum(c["n"] for c in cells), total + np.triu(total, 1).T


def names() -> tuple[str, ...]:
    return tuple(held()["names"])


def index(name: str) -> int:
    if name not in names():
        raise ValueError(f"{name!r} is no attribute of CelebA: use one of {', '.join(names())}")
    return names().index(name)


def table(a: str, b: str, split: str = "all", given: int | None = None) -> Counts:
    """((without both, with b alone), (with a alone, with both)): entry [i][j] has a = i and b = j."""
    n, c = counts(split, given)
    i, j = index(a), index(b)
    both, only_a, only_b = int(c[i, j]), int(c[i, i] - c[i, j]), int(c[j, j] - c[i, j])
    return (n - both - only_a - only_b, only_b), (only_a, both)


def frequency(split: str = "all", given: int | None = None) -> np.ndarray:
    """n_i / n, (40,)."""
    n, c = counts(split, given)
    return np.diag(c) / n


def correlation(split: str = "all", given: int | None = None) -> np.ndarray:
    """(n n_ij - n_i n_j) / sqrt(n_i (n - n_i) n_j (n - n_j)), (40, 40); NaN where an attribute is constant."""
    n, c = counts(split, given)
    one = np.diag(c)
    s = np.where(one * (n - one) > 0, np.sqrt(one * (n - one)), np.nan)
    r: np.ndarray = (n * c - np.outer(one, one)) / np.outer(s, s)
    return r


def partial(a: str, b: str, c: str, split: str = "all") -> float:
    """(r_ab - r_ac r_bc) / sqrt((1 - r_ac^2)(1 - r_bc^2)): the correlation of a and b left by linear regression on c."""
    r, (i, j, k) = correlation(split), (index(name) for name in (a, b, c))
    return float((r[i, j] - r[i, k] * r[j, k]) / np.sqrt((1 - r[i, k] ** 2) * (1 - r[j, k] ** 2)))


@cache
def held() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
