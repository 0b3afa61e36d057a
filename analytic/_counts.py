"""Whole numbers: how many of something, and which."""

from operator import index
from reprlib import repr as short
from typing import Any

import numpy as np

LARGEST = 2**53  # a double
MOST = 2**20  # of steps, draws, dimensions: more would not end


def count(name: str, given: Any, least: int = 0) -> int:
    """How many: a whole number, `least` or larger."""
    n = whole(name, given, f"pass {least} or a larger one")
    if not least <= n <= MOST:
        raise ValueError(f"{name} = {short(n)}: it must be {least} or larger, and at most {MOST}")
    return n


def member(name: str, k: Any, n: int) -> int:
    """Which of n, from 0; negative ones from the end."""
    i = whole(name, k, f"pass 0 to {n - 1}")
    if not -n <= i < n:
        raise ValueError(f"{name} {short(i)} does not exist: there are {n}, pass 0 to {n - 1}")
    return i % n


def members(name: str, given: Any, n: int) -> list[int]:
    """Some of n, each once, in a list."""
    if not isinstance(given, list | tuple | range) or not given:
        raise TypeError(f"{name} {short(given)} is no list of whole numbers: pass some of 0 to {n - 1}")
    found = [member(name, k, n) for k in given]
    if len({*found}) < len(found):
        raise ValueError(f"{name} = {short(found)} names one twice: name each once")
    return found


def dimensions(**counts: int) -> None:
    for letter, n in counts.items():
        if n == 0:
            raise ValueError(f"{letter} = 0: there must be at least one component and one dimension")


def whole(name: str, given: Any, fix: str = "pass one") -> int:
    try:
        n = None if isinstance(given, (bool, np.bool_, np.timedelta64)) else index(given)
    except Exception:  # what has no whole number may say so in its own way
        n = None
    if n is None:
        raise TypeError(f"{name} {short(given)} is no whole number: {fix}")
    if abs(n) > LARGEST:
        raise ValueError(f"{name} {short(n)} is too large: {fix}, at most 2^53 in size")
    return n
