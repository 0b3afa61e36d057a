"""Roots: the domain of a matrix root or logarithm, and the root of an increasing function of one variable."""

from collections.abc import Callable
from typing import Any

import numpy as np

Function = Callable[[Any], Any]
WHAT = {"sqrtm": "square root", "logm": "logarithm"}


def principal(name: str, eigenvalues: Any, allowed: Any) -> None:
    """Refuse eigenvalues within `allowed` (rounding) of the closed negative axis, where there is no principal value."""
    for v in eigenvalues:
        if v.real <= allowed and abs(v.imag) <= allowed:
            raise outside(name, float(v.real))


def outside(name: str, value: float) -> ValueError:
    return ValueError(
        f"{name}: eigenvalue {value:.6g} on the closed negative axis: no principal {WHAT[name]}; "
        "pass a positive definite matrix, or one similar to it such as S1 S0^-1, and check for a direction without variance"
    )


def floats_principal(name: str, A: Any, unit: float) -> None:
    """The same for a matrix of floats with rounding unit `unit`."""
    square(name, A)
    if not np.isfinite(A).all():
        raise ValueError(f"{name}: the matrix has an entry that is not a finite number; find where it became one")
    principal(name, np.linalg.eigvals(A), len(A) * unit * float(abs(A).max()))


def square(name: str, A: Any) -> None:
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"{name}: the matrix has shape {tuple(A.shape)}: it must be one square matrix (d, d)")


def increasing(xp: Any, f: Function, df: Function, lo: Any, hi: Any, unit: Any, rounds: int) -> Any:
    """The root of increasing f in [lo, hi], elementwise: Newton's method, and bisection where a step leaves the bracket or
    does not halve. The answer is the point whose own Newton step was shortest. Convergence is quadratic: once each such step
    is below sqrt(unit), three more rounds reach rounding. `unit` None: all rounds are run, whatever the values."""
    y = best = (lo + hi) / 2
    before = length = wide = hi - lo
    left = rounds
    while left > 0:
        value = f(y)
        lo, hi = xp.where(value <= 0, y, lo), xp.where(value >= 0, y, hi)
        step = value / df(y)
        best, length = xp.where(abs(step) < length, y, best), xp.where(abs(step) < length, abs(step), length)
        settled = unit is not None and bool((length**2 <= unit * (abs(best) + wide) ** 2).all())
        left = min(left - 1, 3) if settled else left - 1
        newton = (y - step >= lo) & (y - step <= hi) & (2 * abs(step) <= before)
        z = xp.where(newton, y - step, (lo + hi) / 2)
        before, y = abs(z - y), z
    return best
