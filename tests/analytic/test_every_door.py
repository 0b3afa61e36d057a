"""Every public function of `analytic/` refuses what is no number, not finite, outside of time, or of another shape."""

from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction, signature
from typing import Any

import numpy as np
import pytest

import analytic
from analytic import brenier, coupling, crossing, empirical, estimator, gaussian, interpolant, mixture, proximal, scm, sphere
from analytic.arithmetic import float64

AR = float64()
MODULES = [name for name in analytic.__all__ if name not in ("arithmetic", "door", "exact")]
I, S = [[1.0, 0.0], [0.0, 1.0]], [[2.0, 1.0], [1.0, 3.0]]
PAIR = gaussian.joint(AR, [0, 0], I, [1, 2], S, [[0.5, 0], [0, 0.25]])
APART = gaussian.independent(AR, [0, 0], I, [1, 2], S)
LINE = mixture.mixture(AR, [0.5, 0.5], [[-1], [1]], [[[1]], [[2]]])
LAWS: dict[str, Any] = {  # whose functions take it first
    "brenier": brenier.transport(AR, [0, 0], I, [1, 2], S),
    "coupling": coupling.lines(AR, [0, 0], [1, 2], S),
    "coupling.turn": (turned := coupling.turned(AR, 0.6, 0.8, 0.5)),
    "coupling.turned": turned,
    "crossing": crossing.pairs(AR, [[0, 0], [1, 1]], [[2, 0], [3, 5]]),
    "crossing.reflected": crossing.reflection(AR, 1, 0.5),
    "empirical": empirical.cloud(AR, [[0, 0], [1, 2]]),
    "estimator": estimator.expansion(AR, [[[1, 2, 3], [0, 1, 0]]]),
    "estimator.expectation": LINE,
    "estimator.slope": LINE,
    "estimator.modes": estimator.modes(AR, 1, 1, 0.5),
    "floors": APART,
    "gaussian": PAIR,
    "gaussian.flow": APART,
    "interpolant": interpolant.interpolant(PAIR, interpolant.bridge(0.5)),
    "line": LINE,
    "mixture": mixture.mixture(AR, [0.5, 0.5], [[0, 0], [1, 2]], [I, S]),
    "proximal": proximal.quadratic(AR, S, [0, 1]),
    "scm": scm.mediator(AR, 1, 2),
    "sphere": sphere.sphere(AR, 2, 1),
}
X, ON_LINE = [[0.5, 0.25], [1.0, 2.0]], [[0.5], [1.0]]
GOOD: dict[str, Any] = {  # arguments by their names, or of one module or function
    "t": 0.5, "s": 0.25, "x": X, "y": X, "x0": X, "p": [[0.25], [0.5]], "e": 0.5, "k": 1, "i": 0, "j": 2, "d": 2, "n": 2,
    "mean0": [0.0, 1.0], "mean1": [1.0, 2.0], "cov0": I, "cov1": S, "cross": [[0.5, 0.0], [0.0, 0.25]], "T": S, "R": I,
    "weights": [0.5, 0.5], "means": [[0.0, 0.0], [1.0, 2.0]], "covs": [I, S], "points": X, "offsets": [0.0, 1.0],
    "cos": 0.6, "sin": 0.8, "sigma": 0.5, "shift": 1.0, "smoothing": 0.5, "x1": [[2.0, 0.0], [3.0, 5.0]], "N": 100.0,
    "coefficients": [[[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]]], "m": 1.0, "c": 0.5, "r": 0.5, "s0": 1.0, "s1": 2.0, "L": 3.0,
    "reg": 0.5, "matrix": S, "centre": [0.0, 1.0], "radius": 2.0, "A": 2.0, "effects": [[0.0, 0.0], [1.0, 0.0]],
    "variances": [1.0, 2.0], "a": 1.0, "b": 2.0,
    "line.x": ON_LINE, "atoms.on_a_line.points": [-1.0, 2.0], "proximal.quadratic.shift": [0.0, 1.0], "proximal.eigenvalue.k": 2.0,
    "empirical.collapse_time.d": 2.0, "minibatch.uniform_cost.n": 4.0, "mixture.posterior.p": 0, "mixture.posterior.q": 1,
}  # fmt: skip
AS_THEY_ARE = {  # take arrays of the arithmetic, or what other functions made: no door of their own
    "brenier.bures_map", "brenier.bures_distance2", "brenier.geometric_mean", "estimator.correlation", "estimator.conditioned",
    "estimator.modes_correlation", "scm.threshold_correlation", "interpolant.constant", "interpolant.bridge",
    "interpolant.interpolant", "path.linear", "path.trigonometric", "path.variance_preserving", "crossing.euler",
    "crossing.runge_kutta",
    "manifold.half_disc",
}  # fmt: skip
FREE = {  # any number of axes, or of entries, is right there
    "atoms.atoms.points": "longer", "empirical.cloud.points": "longer", "estimator.expansion.coefficients": "longer",
    "manifold.ball.centre": "longer", "crossing.reflected_drift.x": "longer of no axes",
    "crossing.reflected_flow.x": "longer of no axes",
}  # fmt: skip


def public() -> dict[str, Callable[..., Any]]:
    found = {}
    for name in MODULES:
        module = import_module(f"analytic.{name}")
        mine = (f for f in vars(module).values() if isfunction(f) and f.__module__ == module.__name__)
        found |= {f"{name}.{f.__name__}": f for f in mine if not f.__name__.startswith("_")}
    return found


def longest(table: dict[str, Any], name: str) -> Any:
    """The entry whose name is the longest beginning of this one."""
    return table[max((key for key in table if name.startswith(key)), key=len)]


def given(name: str, f: Callable[..., Any]) -> dict[str, Any]:
    """Good arguments; what has a good default is left out."""
    found: dict[str, Any] = {}
    for key, parameter in signature(f).parameters.items():
        mine = [k for k in (f"{name}.{key}", f"{name.split('.')[0]}.{key}", key) if k in GOOD]
        if key == "ar":
            found[key] = AR
        elif not found and key in ("pair", "law", "mix", "f", "scm"):
            found[key] = longest(LAWS, name)
        elif key == "f":
            found[key] = lambda x: x
        elif mine:
            found[key] = GOOD[mine[0]]
        elif key == "name":
            found[key] = "radius"
        elif key == "value":
            found[key] = 2.0
        else:
            assert parameter.default is not parameter.empty, (name, key)
    return found


def spoiled(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Like the value but for one thing."""
    for what, bad in (("not a number", float("nan")), ("infinite", float("inf")), ("a word", "1"), ("complex", 1j)):
        a = np.array(value, dtype=object)
        a[(-1,) * a.ndim] = bad
        yield what, a.tolist()
    if np.ndim(value):
        a = np.array(value)
        yield "longer", np.concatenate([a, a[..., -1:]], axis=-1)
        yield "of no axes", 1.0
    if key in ("t", "s"):
        yield "after the end", 1.5
        yield "before the start", -0.5


PLACES = [
    (name, key)
    for name, f in public().items()
    if name not in AS_THEY_ARE
    for key, value in given(name, f).items()
    if isinstance(value, float | list)
]


@pytest.mark.parametrize("name", [name for name in public() if name not in AS_THEY_ARE])
def test_what_is_good_is_taken(name: str) -> None:
    f = public()[name]
    f(*given(name, f).values())


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_what_is_bad_is_refused(name: str, key: str) -> None:
    f = public()[name]
    good = given(name, f)
    for what, bad in spoiled(good[key], key):
        if what not in FREE.get(f"{name}.{key}", ""):
            with pytest.raises(TypeError if what in ("a word", "complex") else ValueError):
                f(*(good | {key: bad}).values())
                pytest.fail(f"{what} is taken")


def test_what_has_no_door_exists() -> None:
    assert set(public()) >= AS_THEY_ARE
