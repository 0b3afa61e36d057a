"""Flow maps: where the velocity carries a point, from the source or between two times, and mean velocities."""

from analytic import brenier, gaussian, line
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity

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
        "average_velocity",
        "(phi_{t->s}(x) - x)/(s - t): the mean velocity between t and s of what is at x at t",
        "(..., d)",
        {"gaussian": by.averaged(gaussian.flow), "line": by.averaged(line.flow_map)},
        rate=RATE,
        needs=by.INDEPENDENT,
        flows=True,
        takes=frozenset({"later"}),
    ),
)
