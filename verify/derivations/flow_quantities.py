"""Flow maps: where the velocity carries a point, from the source or between two times; mean velocities; log det; the next step."""

from collections.abc import Callable

from analytic import brenier, gaussian, likelihood, line, straightness, two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, SQUARE, Quantity
from verify.regimes.operands import other_time

_LATER = frozenset({"later"})
_APART = by.INDEPENDENT | {"0<t<1"}  # at the data the other time is t


def _between(f: Callable[..., Array]) -> dict[str, Formula]:
    """f(law, s, t, x), s the other time."""
    of: Formula = lambda law, t, x: f(law, other_time(law, t), t, x)  # noqa: E731
    return {"gaussian": of, "line": of}


def _to_data(f: Formula) -> dict[str, Formula]:
    return {"gaussian": f, "line": f}


def _step(law: Law, t: Time, x: Points) -> Array:
    """phi_{t->s}."""
    return two_times.flow_map(law, t, other_time(law, t), x)


def _log_det(law: Law, t: Time, x: Points) -> Array:
    return likelihood.log_det(law, 0, t, x)


QUANTITIES = (
    Quantity(
        "flow_map",
        "phi_t(x): where the velocity carries x from the source at t = 0 to t",
        "(..., d)",
        {"gaussian": by.from_start(gaussian.flow), "line": by.from_start(line.flow_map), "transport": brenier.displacement_map},
        needs=by.INDEPENDENT,
        flows=True,
    ),
    Quantity(
        "flow_jacobian",
        "d phi_t/dx of the flow map from t = 0 to t",
        "(..., d, d)",
        {
            "gaussian": by.flow_jacobian,
            "line": by.from_start(line.flow_jacobian),
            "transport": by.everywhere(brenier.displacement_matrix),
        },
        needs=by.INDEPENDENT,
        flows=True,
    ),
    Quantity(
        "flow_log_det",
        "log |det d phi_t/dx| of the flow map from the source at t = 0 to t",
        "(...)",
        _to_data(_log_det),
        needs=by.INDEPENDENT,
        flows=True,
    ),
    Quantity(
        "flow_step",
        "phi_{t->s}(x), s = t + h: where one step of a solver should end; order=p claims that it misses by O(h^(p + 1))",
        "(..., d)",
        _to_data(_step),
        needs=by.INDEPENDENT,
        takes=_LATER,
        ends_a_step=True,
    ),
    Quantity(
        "consistency",
        "phi_{t->1}(x): where the velocity carries x from t to the data",
        "(..., d)",
        _to_data(two_times.consistency),
        needs=by.INDEPENDENT,
        arrives=True,
    ),
    Quantity(
        "average_velocity",
        "u = (phi_{t->s}(x) - x)/(s - t): the mean velocity between t and s of what is at x at t",
        "(..., d)",
        _between(two_times.average_velocity),
        rate=RATE,
        needs=_APART,
        flows=True,
        takes=_LATER,
    ),
    Quantity(
        "average_velocity_rate",
        "d_t u of the average velocity u, with s and x held",
        "(..., d)",
        _between(two_times.average_velocity_rate),
        rate=SQUARE,
        needs=_APART,
        flows=True,
        takes=_LATER,
    ),
    Quantity(
        "average_velocity_jacobian",
        "du_i/dx_j of the average velocity u",
        "(..., d, d)",
        _between(two_times.average_velocity_jacobian),
        rate=RATE,
        needs=_APART,
        flows=True,
        takes=_LATER,
    ),
    Quantity(
        "density_rate",
        "d/dt log p_t(x), x held",
        "(...)",
        by.for_all(likelihood.density_rate, likelihood.density_rate),
        rate=RATE,
    ),
    Quantity(
        "acceleration",
        "dv/dt + (grad v) v along the flow; linear path: -Cov[x1 - x0 | x_t] grad log p_t",
        "(..., d)",
        {"gaussian": straightness.acceleration},
        rate=SQUARE,
        needs=by.INDEPENDENT,
        linear=True,
    ),
)
