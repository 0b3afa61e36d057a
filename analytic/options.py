"""Words, numbers, functions, lists and paths at the door, of `learned` and `verify`: value, reason and fix, as in `analytic.door`.

Whole numbers are checked there.
"""

import math
import os
from collections.abc import Callable, Collection, Iterable
from numbers import Real
from pathlib import Path
from reprlib import repr as short
from typing import Any

import numpy as np

from analytic.door import whole


class UnknownName(KeyError):
    """A word that no table has. Its text is shown as it stands; that of a KeyError in quotation marks."""

    __str__ = Exception.__str__


def number(name: str, given: Any, low: float = -math.inf, high: float = math.inf) -> float:
    """A finite real number in [low, high], of NumPy and torch too."""
    try:
        value = given.item() if getattr(given, "shape", None) == () else given
        plain = isinstance(value, Real) and not isinstance(value, bool)
        found = float(value) if plain else math.nan
    except Exception:  # what has no value may say so in its own way; an int may be too large
        found = math.nan
    if not (math.isfinite(found) and low <= found <= high):
        within = "" if low == -math.inf and high == math.inf else f" in [{low:g}, {high:g}]"
        raise ValueError(f"{name} = {short(given)}: give a finite number{within}")
    return found


def positive(name: str, given: Any) -> float:
    found = number(name, given)
    if not found > 0:
        raise ValueError(f"{name} = {short(given)}: give a number above 0")
    return found


def seeded(given: Any) -> int:
    if (found := whole("seed", given)) < 0:
        raise ValueError(f"seed = {found}: give a whole number, 0 or larger")
    return found


def known(name: str, given: Any, names: Collection[str]) -> str:
    """One of these words."""
    if not isinstance(given, str) or given not in names:
        *others, last = names
        raise ValueError(f"{name} {short(given)} is not known: use {', '.join(others)}{' or ' if others else ''}{last}")
    return given


def flag(name: str, given: Any) -> bool:
    if not isinstance(given, bool | np.bool_):
        raise TypeError(f"{name} is {short(given)}: give True or False")
    return bool(given)


def function(name: str, given: Any) -> None:
    if not callable(given):
        raise TypeError(f"{name} is {short(given)}: give a function")


def path(name: str, given: Any) -> Path:
    """Of a file or folder; whether it is there is for the caller to see."""
    if not isinstance(given, str | os.PathLike) or not isinstance(os.fspath(given), str):
        raise TypeError(f"{name} is {short(given)}: give a path")
    if not os.fspath(given) or "\0" in os.fspath(given):
        raise ValueError(f"{name} is {short(given)}: no file has this name; give a path")
    return Path(given)


def there(found: Path, kind: Callable[[Path], bool] = Path.is_file) -> bool:
    """Is there such a file, or folder? A name that no file can have is that of none."""
    try:
        return kind(found)
    except OSError:
        return False


def each(name: str, given: Any, check: Callable[[str, Any], Any]) -> list[Any]:
    """The entries of a list, each checked."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable) or getattr(given, "ndim", 1) != 1:
        raise TypeError(f"{name} is {short(given)}: give a list")
    return [check(f"{name}[{i}]", value) for i, value in enumerate(given)]


def one_of(name: str, given: Any, *kinds: type) -> None:
    if not isinstance(given, kinds):
        raise TypeError(f"{name} is {short(given)}: give a {' or a '.join(kind.__name__ for kind in kinds)}")


def placed(dtype: Any, device: Any) -> None:
    """Floating-point numbers, on a device where torch computes."""
    import torch

    if not isinstance(dtype, torch.dtype) or not dtype.is_floating_point:
        raise TypeError(f"dtype is {short(dtype)}: give torch.float32 or torch.float64")
    if not isinstance(device, str | torch.device):
        raise TypeError(f"device is {short(device)}: give cpu, or cuda")
    try:
        torch.zeros(1, device=device).cpu()
    except Exception as e:
        raise ValueError(f"device {device}: torch cannot compute there ({str(e).partition('.')[0]}); use cpu, or cuda") from None
