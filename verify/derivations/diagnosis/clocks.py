"""The right quantity at another time: late, early, in other units, warped, at an end; or on the way to the next step."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic.arithmetic import Law, Points, Time
from analytic.path import linear
from verify.derivations.coordinates import clock
from verify.derivations.diagnosis.change import Change, State
from verify.derivations.quantities import QUANTITIES
from verify.regimes.laws import has_path, kind_of

OfTime = Callable[[Any, Any], Any]  # (arithmetic, t) -> another time
EARLIER, MOVING = 0.6, 1.0  # costs of another time, and of another point as well
STEPS = tuple(Fraction(1, n) for n in (2, 4, 5, 10, 20, 25, 50, 100, 128, 200, 250, 256, 500, 1000, 1024, 2000, 10000))
MOVED = tuple(Fraction(1, n) for n in (5, 10, 20, 50, 100, 200, 500, 1000))  # steps after which the point has moved, too
UNITS, SHIFTS = (10, 100, 999, 1000), (2, 3, 5, 6)

CLOCKS: dict[str, tuple[str, OfTime]] = {  # what is said -> a short cause, and the time
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


def clocks(time: clock.Clock = clock.FORWARD, letter: str = "t") -> list[Change]:
    """Changes of the author's time, and steps along the velocity; only the quantity itself is tried under them."""
    ends = (("data", lambda ar, t: 0 * t + 1), ("source", lambda ar, t: 0 * t))
    found = [
        Change(
            f"the {end}'s, without t",
            f"t = {getattr(time, end)} for every t: it is the {end}'s",
            _at(of, clock.FORWARD),
            cost=EARLIER,
        )
        for end, of in ends
    ]
    found += [Change(key, says, _at(of, time), cost=EARLIER) for says, (key, of) in CLOCKS.items()]
    for h in MOVED if time.bounded else ():
        found += [
            Change("a step ahead", f"x + {h} u for x and t + {h} for t: an Euler step ahead", partial(_moved, time, h),
                   cost=MOVING),
            Change("half a step ahead", f"x + {h / 2} u for x and t + {h / 2} for t: the midpoint of a step of {h}",
                   partial(_moved, time, h, share=2), cost=MOVING),
        ]  # fmt: skip
    return [replace(c, says=re.sub(r"\bt\b", letter, c.says), theirs=True) for c in found]


def _at(of: OfTime, time: clock.Clock) -> Callable[[Any, Any, Any], State]:
    """The quantity at another time, `of` the author's."""

    def apply(law: Law, t: Time, x: Points) -> State:
        ar = law.ar
        return _then(law, t, time.unit(ar, of(ar, time.their(ar, ar.array(t))[0]))[0], x)

    return apply


def _then(law: Law, t: Time, s: Time, x: Points) -> State:
    """The law at the time s; beyond 0 and 1, where no law has a time, by the linear path's a and b."""
    if 0 <= float(np.asarray(law.ar.floats(s))) <= 1 or not has_path(law) or law.path is not linear:
        return law, s, x
    return replace(law, path=lambda ar, t: (1 - s + 0 * t, s + 0 * t, 0 * t - 1, 0 * t + 1)), t, x


def _moved(time: clock.Clock, h: Fraction, law: Law, t: Time, x: Points, share: int = 1) -> State:
    """x + h u(t, x) at the time t + h, of the author's time."""
    h = h / share / (time.data - time.source)
    t, h = law.ar.array(t), law.ar.array(h)
    u = QUANTITIES["velocity"].of[kind_of(law)]
    return _then(law, t, t + h, x + h * u(law, t, x))
