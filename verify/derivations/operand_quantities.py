"""The operands as quantities, given to a formula by their names: `s` of f(x, t, s) is the other time, in the author's unit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytic.arithmetic import Array, Law, Points, Time
from verify.derivations import compositions as by
from verify.derivations.quantity import Quantity
from verify.regimes.operands import other_time, value


def _carried(operand: str) -> Callable[..., Any]:
    return lambda law, t, x: value(law, operand)


def _step(law: Law, t: Time, x: Points) -> Array:
    return other_time(law, t) - law.ar.array(t)[()]


def _quantity(name: str, says: str, operand: str, f: Any = None, **more: Any) -> Quantity:
    shape = "(d,)" if operand in ("data_point", "source_point", "normal", "next_point") else "()"
    f = f or _carried(operand)
    return Quantity(name, says, shape, by.for_all(f, f, f), takes=frozenset({operand}), **more)


_ALL = (
    _quantity(
        "other_time", "s, another time, between t and the data", "later", lambda law, t, x: other_time(law, t), of_time="time"
    ),
    _quantity("time_step", "h = s - t, in the author's time", "later", _step, of_time="step"),
    _quantity("data_point", "x1, a point of the data", "data_point"),
    _quantity("source_point", "x0, a point of the source", "source_point"),
    _quantity("standard_normal", "z, a draw of N(0, I)", "normal"),
    _quantity("guidance_scale", "w: 0 is the whole law, 1 the class", "scale"),
    _quantity("next_point", "x_s, where a step from t to s has come", "next_point"),
    _quantity("noise_level", "g of the noise g dW, above 0", "level"),
    _quantity("noise_share", "eta: the share of the noise of an ancestral step, between 0 and 1", "share"),
    _quantity("snr_bound", "gamma: the largest signal-to-noise ratio that a loss counts", "bound"),
)
QUANTITIES = tuple(replace(q, lawless=True) for q in _ALL)
