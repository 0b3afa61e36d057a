"""Samplers: the drift of an SDE with the law of x_t at each t, and the steps of solvers, from t to the other time s."""

from typing import Any

from analytic import gaussian, line, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity
from verify.regimes.operands import first_step, value


def _moved(v: Formula, s: Formula, sign: int) -> Formula:
    """v + sign g^2/2 s."""
    return lambda law, t, x: v(law, t, x) + sign * value(law, "level") ** 2 / 2 * s(law, t, x)


def _of_sde(sign: int) -> dict[str, Formula]:
    return by.for_all(_moved(mixture.drift, mixture.score, sign), _moved(gaussian.drift, gaussian.score, sign))


def _euler(f: Formula) -> Formula:
    """x + h f."""
    return lambda law, t, x: x + first_step(law, t) * f(law, t, x)


def _with_noise(mean: Formula) -> Formula:
    """The mean and g sqrt(h) z."""
    return lambda law, t, x: mean(law, t, x) + _deviation(law, t, x) * value(law, "normal")


def _deviation(law: Law, t: Time, x: Points) -> Array:
    """g sqrt(h)."""
    return value(law, "level") * law.ar.sqrt(first_step(law, t))


def _log_probability(mean: Formula) -> Formula:
    """-|y - mean|^2/(2 g^2 h) - d/2 log(2 pi g^2 h), y the next point."""

    def of_law(law: Law, t: Time, x: Points) -> Array:
        ar, variance = law.ar, value(law, "level") ** 2 * first_step(law, t)
        e = value(law, "next_point") - mean(law, t, x)
        return -ar.einsum("...i,...i->...", e, e) / (2 * variance) - len(law.m0) * ar.log(2 * ar.pi() * variance) / 2

    return of_law


def _each(f: Any, of: dict[str, Formula]) -> dict[str, Formula]:
    return {law: f(g) for law, g in of.items()}


_FLOW = by.for_all(mixture.drift, gaussian.drift)
_SDE = _of_sde(1)
_MEAN = _each(_euler, _SDE)
_LATER, _NOISE = frozenset({"later"}), frozenset({"later", "level"})
QUANTITIES = (
    Quantity(
        "sde_drift",
        "f of dX = f dt + g dW, run towards the data, with the law of x_t at each t: u + g^2/2 grad log p_t where t grows",
        "(..., d)",
        _SDE,
        rate=RATE,
        takes=frozenset({"level"}),
    ),
    Quantity(
        "noising_sde_drift",
        "f of dX = f dt + g dW, run towards the source, with the law of x_t at each t",
        "(..., d)",
        _of_sde(-1),
        rate=RATE,
        takes=frozenset({"level"}),
    ),
    Quantity(
        "flow_step",
        "phi_{t->s}(x), s = t + h: where one step of a solver should end; order=p claims that it misses by O(h^(p + 1))",
        "(..., d)",
        {"gaussian": by.to_other_time(gaussian.flow), "line": by.to_other_time(line.flow_map)},
        needs=by.INDEPENDENT,
        flows=True,
        takes=_LATER,
    ),
    Quantity(
        "euler_step", "x + h u(t, x): one step of Euler's method towards the data", "(..., d)", _each(_euler, _FLOW), takes=_LATER
    ),
    Quantity(
        "euler_maruyama_mean",
        "x + h f, f the sde_drift: the mean of one step of the SDE towards the data",
        "(..., d)",
        _MEAN,
        takes=_NOISE,
    ),
    Quantity(
        "euler_maruyama_step",
        "x + h f + g sqrt|h| z, f the sde_drift",
        "(..., d)",
        _each(_with_noise, _MEAN),
        takes=_NOISE | {"normal"},
    ),
    Quantity(
        "step_deviation",
        "g sqrt|h|: the standard deviation of one step of an SDE",
        "()",
        by.for_all(_deviation, _deviation),
        lawless=True,
        takes=_NOISE,
    ),
    Quantity(
        "step_log_probability",
        "log density of one Euler-Maruyama step at the next point, summed over dimensions",
        "(...)",
        _each(_log_probability, _MEAN),
        takes=_NOISE | {"next_point"},
    ),
)
