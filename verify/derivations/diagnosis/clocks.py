"""The right quantity at another time: late, early, in other units, warped, at an end; or on the way to the next step."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic.arithmetic import Law, Points, Time
from analytic.path import linear
from verify.derivations.diagnosis.change import Change, State
from verify.derivations.quantities import QUANTITIES
from verify.regimes.constructors import has_path, kind_of

Clock = Callable[[Any, Any], Any]  # (arithmetic, t) -> another time
STEPS = tuple(Fraction(1, n) for n in (2, 4, 5, 10, 20, 25, 50, 100, 128, 200, 250, 256, 500, 1000, 1024, 2000, 10000))
MOVED = tuple(Fraction(1, n) for n in (5, 10, 20, 50, 100, 200, 500, 1000))  # steps after which the point has moved, too
UNITS, SHIFTS = (10, 100, 999, 1000), (2, 3, 5, 6)

CLOCKS: dict[str, tuple[str, Clock]] = {  # what is said -> a short cause, and the time
    "t = 1 for every t: it is the data's": ("the data's, without t", lambda ar, t: 0 * t + 1),
    "t = 0 for every t: it is the source's": ("the source's, without t", lambda ar, t: 0 * t),
    "t = 1/2 for every t": ("time ignored", lambda ar, t: 0 * t + ar.array(Fraction(1, 2))),
    "t^2 for t": ("time warped", lambda ar, t: t * t),
    "t^3 for t": ("time warped", lambda ar, t: t * t * t),
    "sqrt(t) for t": ("time warped", lambda ar, t: ar.sqrt(t)),
    "1 - (1 - t)^2 for t": ("time warped", lambda ar, t: t * (2 - t)),
    "3 t^2 - 2 t^3 for t": ("time warped", lambda ar, t: t * t * (3 - 2 * t)),
    "sin(pi t/2) for t": ("time warped", lambda ar, t: ar.sin(ar.pi() * t / 2)),
    "sin(pi t/2)^2 for t": ("time warped", lambda ar, t: ar.sin(ar.pi() * t / 2) * ar.sin(ar.pi() * t / 2)),
    "t/(1 - t) for t": ("time warped", lambda ar, t: t / (1 - t)),
    "t/2 for t": ("time halved", lambda ar, t: t / 2),
    "2 t for t": ("time doubled", lambda ar, t: 2 * t),
    **{f"{n} t for t: time in other units": ("units of time", partial(lambda n, ar, t: n * t, n)) for n in UNITS},
    **{f"t/{n} for t: time in other units": ("units of time", partial(lambda n, ar, t: t / n, n)) for n in UNITS},
    **{f"t + {h} for t: a step of {h} late": ("a step late", partial(lambda h, ar, t: t + ar.array(h), h)) for h in STEPS},
    **{f"t - {h} for t: a step of {h} early": ("a step early", partial(lambda h, ar, t: t - ar.array(h), h)) for h in STEPS},
    **{f"1 - t + {h} for t": ("time reversed, a step off", partial(lambda h, ar, t: 1 - t + ar.array(h), h)) for h in STEPS},
    **{f"1 - t - {h} for t": ("time reversed, a step off", partial(lambda h, ar, t: 1 - t - ar.array(h), h)) for h in STEPS},
    **{f"{A} t/(1 + ({A} - 1) t) for t: a time shift": ("time shift", partial(lambda A, ar, t: A * t / (1 + (A - 1) * t), A))
       for A in SHIFTS},
    **{f"t/({A} - ({A} - 1) t) for t: a time shift": ("time shift", partial(lambda A, ar, t: t / (A - (A - 1) * t), A))
       for A in SHIFTS},
    **{f"(1 - {h}) t + {h} for t: time kept from 0": ("time clipped", partial(lambda h, ar, t: t + ar.array(h) * (1 - t), h))
       for h in STEPS[3:]},
    **{f"(1 - {h}) t for t: time kept from 1": ("time clipped", partial(lambda h, ar, t: t - ar.array(h) * t, h))
       for h in STEPS[3:]},
}  # fmt: skip


def _at(clock: Clock) -> Callable[[Any, Any, Any], State]:
    return lambda law, t, x: _then(law, t, clock(law.ar, law.ar.array(t)), x)


def _then(law: Law, t: Time, s: Time, x: Points) -> State:
    """The law at the time s; beyond 0 and 1, where no law has a time, by the linear path's a and b."""
    if 0 <= float(np.asarray(law.ar.floats(s))) <= 1 or not has_path(law) or law.path is not linear:
        return law, s, x
    return replace(law, path=lambda ar, t: (1 - s + 0 * t, s + 0 * t, 0 * t - 1, 0 * t + 1)), t, x


def _moved(h: Fraction, law: Law, t: Time, x: Points, share: int = 1) -> State:
    """x + h u(t, x) at the time t + h."""
    t, h = law.ar.array(t), law.ar.array(h) / share
    u = QUANTITIES["velocity"].of[kind_of(law)]
    return _then(law, t, t + h, x + h * u(law, t, x))


def clocks() -> list[Change]:
    """Changes of time, and steps along the velocity; only the quantity itself is tried under them."""
    found = [Change(key, says, _at(clock), cost=0.6) for says, (key, clock) in CLOCKS.items()]
    for h in MOVED:
        found += [
            Change("a step ahead", f"x + {h} u for x and t + {h} for t: an Euler step ahead", partial(_moved, h), cost=1.0),
            Change("half a step ahead", f"x + {h / 2} u for x and t + {h / 2} for t: the midpoint of a step of {h}",
                   partial(_moved, h, share=2), cost=1.0),
        ]  # fmt: skip
    return found
