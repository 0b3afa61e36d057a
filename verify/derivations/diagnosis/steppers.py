"""Flow maps as people integrate them: so many explicit steps on a grid of times, which may not be what the steps assume."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from verify.derivations.diagnosis.change import Change

COUNTS = (4, 5, 8, 10, 16, 20, 25, 30, 32, 40, 50, 64, 100, 128, 200)


def _velocity(law: Law, s: Any, y: Any) -> Array:
    velocity: Array = closed_forms(law).drift(law, s, y)
    return velocity


def _euler(law: Law, t: Time, x: Points, n: int, last: int, width: int) -> Array:
    """n steps of t/width, the i-th taken at the time t i/last."""
    for i in range(n):
        x = x + t * _velocity(law, t * i / law.ar.array(last), x) / law.ar.array(width)
    return x


def _midpoint(law: Law, t: Time, x: Points, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        x = x + h * _velocity(law, h * i + h / 2, x + h / 2 * _velocity(law, h * i, x))
    return x


def _heun(law: Law, t: Time, x: Points, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        k = _velocity(law, h * i, x)
        x = x + h / 2 * (k + _velocity(law, h * (i + 1), x + h * k))
    return x


def _rk4(law: Law, t: Time, x: Points, n: int) -> Array:
    h = t / law.ar.array(n)
    for i in range(n):
        s, m = h * i, h * i + h / 2
        k1 = _velocity(law, s, x)
        k2 = _velocity(law, m, x + h / 2 * k1)
        k3 = _velocity(law, m, x + h / 2 * k2)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + _velocity(law, h * (i + 1), x + h * k3))
    return x


@dataclass(frozen=True)
class Stepper:
    """`reason`: why its values are not the flow, where there is more to say than its name."""

    run: Callable[[Any, Any, Any], Array]
    reason: str = ""


def _euler_steps(n: int) -> dict[str, Stepper]:
    other, grid = "an integrator, not the flow", "the grid of times and the step belong to different flows"
    spacing = f"Euler steps of step 1/n on the grid linspace(0, 1, {n}), whose spacing is 1/{n - 1}"
    return {
        f"{n} Euler steps of t/{n}": Stepper(partial(_euler, n=n, last=n, width=n), other),
        f"{n} {spacing}": Stepper(partial(_euler, n=n, last=n - 1, width=n), grid),
        f"{n - 1} Euler steps of t/{n}: the last is missing": Stepper(partial(_euler, n=n - 1, last=n, width=n), other),
        f"{n - 1} {spacing}": Stepper(partial(_euler, n=n - 1, last=n - 1, width=n), grid),
    }


def _finer_steps(n: int) -> dict[str, Stepper]:
    rules = {"midpoint": _midpoint, "Heun": _heun, "Runge-Kutta": _rk4}
    return {f"{n} {name} steps of t/{n}": Stepper(partial(rule, n=n)) for name, rule in rules.items()}


STEPPERS = {name: s for n in COUNTS for name, s in {**_euler_steps(n), **(_finer_steps(n) if n <= 32 else {})}.items()}
REASONS = {name: s.reason for name, s in STEPPERS.items() if s.reason}


def _features(kind: str, law: Law, t: Time, x: Points) -> dict[str, Callable[[], Any]]:
    at = (law, law.ar.array(t), x)
    return {name: partial(s.run, *at) for name, s in STEPPERS.items()}


def steppers() -> list[Change]:
    return [Change("integrator", "", own=_features, cost=0.8)]
