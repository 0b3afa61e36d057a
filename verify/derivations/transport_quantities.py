"""Optimal transport between two Gaussians: its map, distance, loss, and the exponential path."""

from collections.abc import Callable

from analytic import brenier, entropic
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity
from verify.regimes.operands import value


def _entropic(name: str, says: str, f: Callable[[entropic.Entropic], Array]) -> Quantity:
    """A value of entropic transport, the cost |x0 - x1|^2, the weight of the entropy an operand."""

    def of(law: Law, t: Time, x: Points) -> Array:
        return f(entropic.entropic(law.ar, law.m0, law.S0, law.m1, law.S1, value(law, "weight")))

    laws: dict[str, Formula] = {"gaussian": of, "transport": of}
    return Quantity(name, says, "()", laws, needs=by.INDEPENDENT, linear=True, takes=frozenset({"weight"}))


QUANTITIES = (
    _entropic(
        "entropic_cost", "E|x0 - x1|^2 of the coupling with the least E|x0 - x1|^2 + reg KL(coupling | product)", entropic.cost
    ),
    _entropic("entropic_value", "least E|x0 - x1|^2 + reg KL(coupling | product)", entropic.value),
    _entropic("sinkhorn_divergence", "V01 - V00/2 - V11/2 of entropic values V, the entropy with them", entropic.sinkhorn),
    _entropic("sinkhorn_of_costs", "c01 - c00/2 - c11/2 of entropic costs c, without the entropy", entropic.sinkhorn_of_costs),
    Quantity(
        "bures_map",
        "A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2, the optimal map: A S0 A = S1",
        "(d, d)",
        {"gaussian": by.BURES, "transport": by.BURES},
        needs=by.INDEPENDENT,
        linear=True,
    ),
    Quantity(
        "bures_distance2",
        "tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2): W2^2 without the means",
        "()",
        {"gaussian": by.DISTANCE, "transport": by.DISTANCE},
        needs=by.INDEPENDENT,
        linear=True,
    ),
    Quantity(
        "distance2",
        "W2^2 = |m0 - m1|^2 + tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2)",
        "()",
        {"transport": lambda law, t, x: brenier.distance2(law)},
        linear=True,
    ),
    Quantity(
        "loss_floor",
        "int_0^1 E|x1 - x0 - u|^2 dt = (pi/2) tr(S0 # S1), x0 and x1 independent",
        "()",
        {"gaussian": by.floor, "transport": by.floor},
        needs=by.INDEPENDENT,
        linear=True,
    ),
    Quantity(
        "exponential_map",
        "m(t) + e^(t log A) (x - m0): the exponential path",
        "(..., d)",
        {"transport": brenier.exponential_map},
        linear=True,
    ),
    Quantity(
        "exponential_velocity",
        "m1 - m0 + log(A) (x - m(t)): the velocity of the exponential path",
        "(..., d)",
        {"transport": brenier.exponential_drift},
        rate=RATE,
        linear=True,
    ),
    Quantity(
        "exponential_covariance",
        "e^(t log A) S0 e^(t log A): Cov[x_t] on the exponential path",
        "(d, d)",
        {"transport": lambda law, t, x: brenier.exponential_covariance(law, t)},
        linear=True,
    ),
)
