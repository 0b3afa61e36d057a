"""Flow maps as people integrate them: so many explicit steps on a grid of times, which may not be what the steps assume."""

from collections.abc import Callable
from typing import Any

from analytic import gaussian, mixture
from analytic.arithmetic import Array
from verify.derivations.diagnosis.change import Change

COUNTS = (4, 5, 8, 10, 16, 20, 25, 30, 32, 40, 50, 64, 100, 128, 200)


def _velocity(law: Any, s: Any, y: Any) -> Array:
    return mixture.drift(law, s, y) if hasattr(law, "C") else gaussian.drift(law, s, y)


def _euler(law: Any, t: Any, x: Any, n: int, last: int, width: int) -> Array:
    """n steps of t/width, the i-th taken at the time t i/last."""
    for i in range(n):
        x = x + t * _velocity(law, t * i / law.ar.array(last), x) / law.ar.array(width)
    return x


def _midpoint(law: Any, t: Any, x: Any, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        x = x + h * _velocity(law, h * i + h / 2, x + h / 2 * _velocity(law, h * i, x))
    return x


def _heun(law: Any, t: Any, x: Any, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        k = _velocity(law, h * i, x)
        x = x + h / 2 * (k + _velocity(law, h * (i + 1), x + h * k))
    return x


def _rk4(law: Any, t: Any, x: Any, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        s, m = h * i, h * i + h / 2
        k1 = _velocity(law, s, x)
        k2 = _velocity(law, m, x + h / 2 * k1)
        k3 = _velocity(law, m, x + h / 2 * k2)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + _velocity(law, h * (i + 1), x + h * k3))
    return x


def _features(kind: str, law: Any, t: Any, x: Any) -> dict[str, Callable[[], Any]]:
    t = law.ar.array(t)
    found: dict[str, Callable[[], Any]] = {}
    for n in COUNTS:
        many = {
            f"{n} Euler steps of t/{n}": lambda n=n: _euler(law, t, x, n, n, n),
            f"{n} Euler steps of step 1/n on the grid linspace(0, 1, {n}), whose spacing is 1/{n - 1}": (
                lambda n=n: _euler(law, t, x, n, n - 1, n)
            ),
            f"{n - 1} Euler steps of t/{n}: the last is missing": lambda n=n: _euler(law, t, x, n - 1, n, n),
            f"{n - 1} Euler steps of step 1/n on the grid linspace(0, 1, {n}), whose spacing is 1/{n - 1}": (
                lambda n=n: _euler(law, t, x, n - 1, n - 1, n)
            ),
        }
        if n <= 32:
            many |= {
                f"{n} midpoint steps of t/{n}": lambda n=n: _midpoint(law, t, x, n),
                f"{n} Heun steps of t/{n}": lambda n=n: _heun(law, t, x, n),
                f"{n} Runge-Kutta steps of t/{n}": lambda n=n: _rk4(law, t, x, n),
            }
        found |= many
    return found


def steppers() -> list[Change]:
    return [Change("integrator", "", own=_features, cost=0.8)]
