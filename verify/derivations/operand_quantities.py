"""The operands as quantities, given to a formula by their names: `s` of f(x, t, s) is the other time, in the author's unit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytic.arithmetic import Array, Law, Points, Time
from verify.derivations import compositions as by
from verify.derivations.quantity import Quantity
from verify.regimes.operands import OPERANDS, other_time, value


def _carried(operand: str) -> Callable[..., Any]:
    return lambda law, t, x: value(law, operand)


def _step(law: Law, t: Time, x: Points) -> Array:
    return other_time(law, t) - law.ar.array(t)[()]


def _row(law: Law, t: Time, x: Points) -> Array:
    return value(law, "row")[None]


def _one(operand: str, axes: int = 1) -> Callable[..., Any]:
    """The number, as an array of so many axes."""
    return lambda law, t, x: getattr(law, operand).reshape((1,) * axes)


def _quantity(name: str, says: str, operand: str, f: Any = None, shape: str = "", **more: Any) -> Quantity:
    shape = shape or ("(d,)" if OPERANDS[operand].vector else "()")
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
    _quantity("entropy_weight", "the weight of the entropy beside the cost |x - y|^2", "weight"),
    _quantity("observation_matrix", "H of y = H x1 + noise, one row", "row", _row, shape="(1, d)"),
    _quantity("observation", "y of y = H x1 + noise, one number", "seen", _one("seen"), shape="(1,)"),
    _quantity("observation_covariance", "R, the covariance of the noise of y", "spread", _one("spread", 2), shape="(1, 1)"),
    _quantity("next_point", "x_s, where a step from t to s has come", "next_point"),
    _quantity("prediction", "p, what a network says of the quantity, whatever that is", "prediction"),
    _quantity("noise_level", "g of the noise g dW, above 0", "level"),
    _quantity("noise_share", "eta: the share of the noise of an ancestral step, between 0 and 1", "share"),
    _quantity("snr_bound", "gamma: the largest signal-to-noise ratio that a loss counts", "bound"),
)
QUANTITIES = tuple(replace(q, lawless=True, carried=True) for q in _ALL)
