"""Roots: the domain of a matrix root or logarithm, and the root of an increasing function of one variable."""

from collections.abc import Callable
from typing import Any

import numpy as np

Function = Callable[[Any], Any]
NODES = np.polynomial.legendre.leggauss(32)
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


def logm(xp: Any, eye: Any, root: Function, A: Any, x: Any, w: Any) -> Any:
    """log A = log(c) I + 8 int_0^1 Z (I + s Z)^-1 ds, Z = (A/c)^(1/8) - I, c = |A|/sqrt(d), by Gauss-Legendre (x, w on [-1, 1])."""
    c = ((A * A).sum() / len(A)) ** 0.5
    Z = root(root(root(A / c))) - eye
    terms = xp.linalg.solve(eye + (1 + x[:, None, None]) / 2 * Z, 0 * x[:, None, None] + Z)
    return xp.log(c) * eye + 4 * (w[:, None, None] * terms).sum(0)


def increasing(xp: Any, f: Function, df: Function, lo: Any, hi: Any, unit: Any, rounds: int, plain: Function = np.asarray) -> Any:
    """The root of increasing f in [lo, hi], elementwise: Newton's method from the better end, and bisection where a step leaves
    the bracket or does not halve. The answer is the point whose own Newton step is shortest. Once that step is below
    sqrt(unit), or the bracket below unit, it takes four more Newton steps, unless they grow: convergence is quadratic.
    `plain` unwraps what a transform of torch may have wrapped."""

    def newton(y: Any) -> tuple[Any, Any]:
        value = f(y)
        return value, value / df(y)

    wide = before = hi - lo
    y = best = xp.where(abs(newton(lo)[1]) <= abs(newton(hi)[1]), lo, hi)
    length = wide + abs(wide)
    for _ in range(rounds):
        value, step = newton(y)
        lo, hi = xp.where(value <= 0, y, lo), xp.where(value >= 0, y, hi)
        best, length = xp.where(abs(step) <= length, y, best), xp.where(abs(step) <= length, abs(step), length)
        scale = abs(best) + wide
        if bool(plain((length**2 <= unit * scale**2) | (hi - lo <= unit * scale)).all()):
            break
        inside = (y - step >= lo) & (y - step <= hi) & (2 * abs(step) <= before)
        z = xp.where(inside, y - step, (lo + hi) / 2)
        before, y = abs(z - y), z
    for _ in range(4):
        _, step = newton(best)
        steady = abs(step) <= 2 * length
        best, length = xp.where(steady, best - step, best), xp.where(steady, abs(step), length)
    return best
