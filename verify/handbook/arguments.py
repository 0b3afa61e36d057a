"""The public functions of `analytic/`, each with good arguments in any arithmetic: one list, of snippets and `make doors`."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from importlib import import_module
from inspect import isfunction, signature
from typing import Any

import analytic
from analytic import (
    brenier,
    bridge,
    coupling,
    crossing,
    empirical,
    entropic,
    estimator,
    gaussian,
    interpolant,
    mixture,
    proximal,
    scm,
    sphere,
    states,
)
from analytic.path import linear

MODULES = [name for name in analytic.__all__ if name not in ("arithmetic", "door", "exact")]
H, Q = Fraction(1, 2), Fraction(1, 4)
I, S = [[1, 0], [0, 1]], [[2, 1], [1, 3]]
X, ON_LINE = [[H, Q], [1, 2]], [[H], [1]]
GOOD: dict[str, Any] = {  # arguments by their names, or of one module or function
    "t": H, "s": Q, "x": X, "y": X, "x0": X, "p": [[Q], [H]], "e": H, "z": [[1, Q]], "k": 1, "i": 0, "j": 2, "d": 2, "n": 2,
    "mean0": [0, 1], "mean1": [1, 2], "cov0": I, "cov1": S, "cross": [[H, 0], [0, Q]], "T": S, "R": I,
    "weights": [H, H], "means": [[0, 0], [1, 2]], "covs": [I, S], "points": X, "offsets": [0, 1],
    "cos": Fraction(3, 5), "sin": Fraction(4, 5), "sigma": H, "shift": 1, "smoothing": H, "x1": [[2, 0], [3, 5]], "N": 100,
    "coefficients": [[[1, 2, 3], [0, 1, 0]]], "m": 1, "c": H, "r": H, "s0": 1, "s1": 2, "L": 3,
    "reg": H, "matrix": S, "centre": [0, 1], "radius": 2, "A": 2, "effects": [[0, 0], [1, 0]],
    "variances": [1, 2], "a": 1, "b": 2, "S": S, "S0": I, "S1": S, "rho": H, "variance": 2, "steps": 2, "nodes": 8, "reach": 3,
    "power": 2, "name": "radius", "value": 2, "path.backward.path": linear,
    "weights.path": linear, "of": "velocity", "to": "noise", "g": 5, "weights.adaptive_gradient.e": X,
    "weights.adaptive_gradient.p": 2, "log_p": -3, "width": H,
    "noising.s": Fraction(3, 4), "two_times.w": X,
    "w": H, "observed.g": X, "H": [[1, 2]], "observed.R": [[H]], "observed.y": [1], "observed.dps_variance.H": [[2]],
    "observed.pigdm_variance.H": [[2]], "observed.path": linear,
    "path.score_weight.path": linear, "path.noise_added.path": linear, "path.noise_added.s": Fraction(3, 4),
    "line.x": ON_LINE, "nodes.x": ON_LINE,
    "atoms.on_a_line.points": [-1, 2], "proximal.quadratic.shift": [0, 1], "mixture.posterior.p": 0,
    "mixture.posterior.q": 1, "estimator.expectation.f": lambda x: x, "crossing.euler.v": lambda t, x: x,
    "crossing.runge_kutta.v": lambda t, x: x, "source": [H, H], "data": [[Q, Q], [H, 0]], "eta": H, "state": 3, "end": 1,
    "weights0": [H, H], "weights1": [Q, Q, H],
    "times": [0, Q, H], "samplers.s": Fraction(3, 4), "samplers.churn.s": Q,
    "scm.model.means": [0, 1], "scm.nodes": (1,), "scm.values": [H], "interventions.nodes": (0,), "interventions.values": [H],
    "knothe.mean": [0, 1], "cov": S, "arrows": [[0, 0], [1, 0]], "order": (1, 0),
    "location": H, "scale": 2, "locations": [0, 1],
    "samplers.log_probability.mean": [0, 1], "interpolant.interpolant.noise": interpolant.bridge(H),
}  # fmt: skip
COUNTS = {
    "d",
    "n",
    "k",
    "i",
    "j",
    "steps",
    "nodes",
    "reach",
    "power",
    "p",
    "q",
    "state",
    "end",
}  # whole numbers, where no array of numbers is taken
NUMBERS = {
    "proximal.eigenvalue.k",
    "empirical.collapse_time.d",
    "minibatch.uniform_cost.n",
    "line.quantile.p",
    "weights.adaptive_gradient.p",
    "scm.given.nodes",
    "scm.partial_correlation.nodes",
    "interventions.abduct_given.nodes",
    "interventions.counterfactual_given.nodes",
}  # of these names


@cache
def laws(ar: Any) -> dict[str, Any]:
    """Whose functions take it first: by the longest beginning of a function's name."""
    pair = gaussian.joint(ar, [0, 0], I, [1, 2], S, _in(ar, [[H, 0], [0, Q]]))
    apart = gaussian.independent(ar, [0, 0], I, [1, 2], S)
    line = mixture.mixture(ar, _in(ar, [H, H]), [[-1], [1]], [[[1]], [[2]]])
    turned = coupling.turned(ar, *_in(ar, [Fraction(3, 5), Fraction(4, 5), H]))
    return {
        "chains": pair,
        "causal_flows": apart,
        "brenier": brenier.transport(ar, [0, 0], I, [1, 2], S),
        "conditional": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "conditional.bridge": interpolant.interpolant(pair, interpolant.bridge(_in(ar, H))),
        "bridge": bridge.bridge(ar, [0, 0], I, [1, 2], S, _in(ar, H)),
        "coupling": coupling.lines(ar, [0, 0], [1, 2], S),
        "coupling.turn": turned,
        "coupling.turned": turned,
        "crossing": crossing.pairs(ar, [[0, 0], [1, 1]], [[2, 0], [3, 5]]),
        "crossing.reflected": crossing.reflection(ar, 1, _in(ar, H)),
        "directions": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "empirical": empirical.cloud(ar, [[0, 0], [1, 2]]),
        "entropic": entropic.entropic(ar, [0, 0], I, [1, 2], S, _in(ar, H)),
        "estimator": estimator.expansion(ar, [[[1, 2, 3], [0, 1, 0]]]),
        "estimator.expectation": line,
        "estimator.slope": line,
        "estimator.modes": estimator.modes(ar, 1, 1, _in(ar, H)),
        "floors": apart,
        "gaussian": pair,
        "gaussian.flow": apart,
        "guidance": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "guidance.guided_covariance": apart,
        "guidance.guided_flow_matrix": apart,
        "guidance.tilted": apart,
        "interpolant": interpolant.interpolant(pair, interpolant.bridge(_in(ar, H))),
        "interpolant.interpolant": pair,
        "likelihood": apart,
        "line": line,
        "mixture": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "nodes": line,
        "noising": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "observed": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "observed.dps_variance": gaussian.independent(ar, [0], [[1]], [1], [[2]]),
        "observed.pigdm_variance": gaussian.independent(ar, [0], [[1]], [1], [[2]]),
        "proximal": proximal.quadratic(ar, S, [0, 1]),
        "samplers": mixture.mixture(ar, _in(ar, [H, H]), [[0, 0], [1, 2]], [I, S]),
        "interventions": scm.model(ar, [[0, 0], [1, 0]], [1, 2]),
        "knothe.equivalent_orders": scm.mediator(ar, 1, 2),
        "scm": scm.mediator(ar, 1, 2),
        "sphere": sphere.sphere(ar, 2, 1),
        "straightness": pair,
        "states": states.states(ar, _in(ar, [H, H]), _in(ar, [[Q, Q], [Q, Q]])),
        "two_times": apart,
    }


@cache
def public() -> dict[str, Callable[..., Any]]:
    found = dict[str, Callable[..., Any]]()
    for name in MODULES:
        module = import_module(f"analytic.{name}")
        mine = (f for f in vars(module).values() if isfunction(f) and f.__module__ == module.__name__)
        found |= {f"{name}.{f.__name__}": f for f in mine if not f.__name__.startswith("_")}
    return found


def given(name: str, f: Callable[..., Any], ar: Any) -> dict[str, Any]:
    """Good arguments; what has a good default is left out."""
    found: dict[str, Any] = {}
    for key, parameter in signature(f).parameters.items():
        mine = [k for k in (f"{name}.{key}", f"{name.split('.')[0]}.{key}", key) if k in GOOD]
        if key == "ar":
            found[key] = ar
        elif is_law(key, found):
            found[key] = longest(laws(ar), name)
        elif mine:
            value = GOOD[mine[0]]
            found[key] = value if is_count(name, key) or callable(value) or isinstance(value, str) else _in(ar, value)
        else:
            assert parameter.default is not parameter.empty, (name, key)
    return found


def is_law(key: str, found: Any) -> bool:
    """The first argument of most functions; and a second law, as a variable has once its causes are set."""
    return (key in ("pair", "law", "mix", "f", "scm", "noise", "seen") and not found) or key == "done"


def is_count(name: str, key: str) -> bool:
    """A whole number: an index, a dimension, a number of steps."""
    return key in COUNTS and f"{name}.{key}" not in NUMBERS


def longest(table: dict[str, Any], name: str) -> Any:
    """The entry whose name is the longest beginning of this one."""
    return table[max((key for key in table if name.startswith(key)), key=len)]


def _in(ar: Any, value: Any) -> Any:
    """As it is written in that arithmetic: floats, or Fractions."""
    if isinstance(value, list):
        return [_in(ar, v) for v in value]
    if not isinstance(value, int | Fraction):
        return value
    return float(value) if ar.name in ("float64", "torch") else Fraction(value)
