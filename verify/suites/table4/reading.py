"""Reading an instance of Table 4 from JSON, TOML, a dict or a Mixture. Every error names the key, the value, the reason, the fix.

    weights (K,), means (K, d), covs (K, d, d)      the mixture; needed
    mean0 (d,), cov0 (d, d)                         the source; default N(0, I)
    times                                           default 0, 1/4, 1/2, 3/4, 99/100
    points (n, d) for all times, or (times, n, d)   or else
    n_points, seed                                  points drawn from the source; default 10, 0
    name                                            default the file's name

Numbers are ints, floats or strings such as "1/3". In a file 0.1 is the decimal 1/10; in Python it is the binary number.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from reprlib import repr as short
from typing import Any

import numpy as np

from analytic import arithmetic, door, mixture
from analytic.exact import LARGEST, fraction, fractions
from analytic.exact import weights as summing_to_one
from learned.files import tables
from verify.papers.causality_delta.instance import Exact, Instance, source_points
from verify.papers.causality_delta.printed import TIMES
from verify.papers.causality_delta.recipe import N_POINTS

NEEDED = ("weights", "means", "covs")
KEYS = (*NEEDED, "mean0", "cov0", "times", "points", "n_points", "seed", "name")
MOST = 2**63 - 1  # of a count or seed: what NumPy takes
LONGEST = 200  # letters of a name
Draw = Callable[[Instance, int, int], tuple[Exact, ...]]
BY_HAND = "verify.table4(...) with the same arguments"


def of_the_source(instance: Instance, n: int, seed: int) -> tuple[Exact, ...]:
    return source_points(instance.mean0, instance.cov0, len(instance.times), n, seed)


def load(source: str | PathLike[str] | Mapping[str, Any] | mixture.Mixture, draw: Draw = of_the_source, **more: Any) -> Instance:
    """The instance in a .json or .toml file, a dict, or a Mixture; `more` gives keys beside (times, points, seed, ...).

    `draw(instance, n, seed)` draws points where none are given.
    """
    if isinstance(source, mixture.Mixture):
        return _instance({**_of_mixture(source), **more}, "Mixture", BY_HAND, draw, path=source.path)
    if isinstance(source, Mapping):
        return _instance({**source, **more}, "dict", BY_HAND, draw)
    if not isinstance(source, str | PathLike):
        raise ValueError(f"the mixture is {short(source)}: give a .json or .toml file, a dict or a Mixture")
    path = Path(source)
    return _instance(
        {"name": path.stem, **tables.load(path, holds=f"the keys {', '.join(NEEDED)}"), **more},
        str(path),
        command(str(source), **more),
        draw,
    )


def command(*words: str, **more: Any) -> str:
    """What repeats it in a shell, if options of the command say all that is given beside."""
    options = {"times": "--times", "n_points": "--points", "seed": "--seed"}
    if not more.keys() <= options.keys():
        return BY_HAND
    said = [(options[key], ",".join(map(str, v)) if isinstance(v, list | tuple) else str(v)) for key, v in more.items()]
    return shlex.join(["driftproof", "table4", *words, *(word for pair in said for word in pair)])


def _of_mixture(mix: mixture.Mixture) -> dict[str, Any]:
    fields = {"weights": mix.w, "means": mix.m, "covs": mix.C, "mean0": mix.m0, "cov0": mix.S0}
    if mix.ar.floats(mix.w) is None:
        raise ValueError("this Mixture holds symbols: Table 4 needs numbers")
    return {"name": "Mixture", **{k: fractions(mix.ar.floats(v)) for k, v in fields.items()}}


def _instance(given: Mapping[str, Any], where: str, repeat: str, draw: Draw, **more: Any) -> Instance:
    try:
        _keys(given)
        name, n, seed = _name(given.get("name", where)), _count(given, "n_points", N_POINTS, 1), _count(given, "seed", 0, 0)
        w, m, C = _normal(_numbers(given, "weights", 1)), _numbers(given, "means", 2), _numbers(given, "covs", 3)
        m0, S0 = _numbers(given, "mean0", 1, [0] * len(m[0])), _numbers(given, "cov0", 2, np.eye(len(m[0]), dtype=int).tolist())
        times = tuple(_numbers(given, "times", 1, list(TIMES)))
        if outside := [t for t in times if not 0 <= t <= 1]:
            raise ValueError(f"times holds {outside[0]}, outside [0, 1]: t = 0 is the source, t = 1 the data")
        found = Instance(name, w, m, C, m0, S0, times, (), seed, repeat=repeat, **more)
        _check_law(found)
        x = _points(given, len(times)) if "points" in given else draw(found, n, seed)
        found = replace(found, points=x)
        _check_points(found)
    except ValueError as e:
        raise ValueError(f"{where}: {e}") from None
    return found


def _keys(given: Mapping[str, Any]) -> None:
    for key in given:
        if key not in KEYS:
            raise ValueError(f"unknown key {key!r}: the keys are {', '.join(KEYS)}")
    for key in NEEDED:
        if key not in given:
            raise ValueError(f"the key {key!r} is missing: {', '.join(NEEDED)} are needed")
    if "points" in given and "n_points" in given:
        raise ValueError(f"both points and n_points = {given['n_points']} are given: keep one of them")


def _check_law(found: Instance) -> None:
    """Shapes, then the door of `analytic`, covariance by covariance."""
    f64, K, d = arithmetic.float64(), len(found.means), len(found.means[0])
    for name, value, shape, letters in (
        ("weights", found.weights, (K,), "(K,)"),
        ("covs", found.covs, (K, d, d), "(K, d, d)"),
        ("mean0", found.mean0, (d,), "(d,)"),
        ("cov0", found.cov0, (d, d), "(d, d)"),
    ):
        door.shape(name, f64.array(value), shape, letters)
    for k, C in enumerate(found.covs):
        door.covariance(f64, f"covs[{k}]", f64.array(C))
    found.law(f64)


def _check_points(found: Instance) -> None:
    """Points of the law's dimension, and an invertible Cov[x_t | k] at every time."""
    f64 = arithmetic.float64()
    law = found.law(f64)
    for t, x in zip(found.times, found.points, strict=True):
        try:
            mixture.drift(law, f64.array(t), f64.array(x))
        except ValueError as e:
            raise ValueError(f"at t = {t}: {e}") from None


def _normal(w: Exact) -> Exact:
    """Weights that sum to one within the rounding of as many floats are divided by their sum, so that they do so exactly."""
    if any(v <= 0 for v in w):
        raise ValueError(f"weights holds {min(w)}: weights must be positive; leave out components without weight")
    if sum(found := summing_to_one(w)) != 1:
        raise ValueError(f"weights sum to {float(sum(w)):.17g}, not to 1: divide them by their sum")
    return found


def _points(given: Mapping[str, Any], times: int) -> tuple[Exact, ...]:
    depth, inner = 0, given["points"]
    while isinstance(inner, (list, tuple, np.ndarray)) and len(inner):
        depth, inner = depth + 1, inner[0]
    x = _numbers(given, "points", 3 if depth == 3 else 2)
    if depth == 3 and len(x) != times:
        raise ValueError(f"points has {len(x)} lists for {times} times: give one list of points for each time, or one for all")
    return tuple(x) if depth == 3 else (x,) * times


def _numbers(given: Mapping[str, Any], key: str, axes: int, default: Any = None) -> Exact:
    """Nested lists of exact numbers with `axes` axes, none of them empty or ragged."""
    value = given.get(key, default)
    try:
        value = value.tolist() if hasattr(value, "tolist") else value
    except NotImplementedError:  # a tensor of torch without data
        raise ValueError(f"{key} is {short(value)}: it holds no numbers") from None
    found: Exact = _exact(key, value, axes)
    try:
        shape: tuple[int, ...] = np.shape(found)
    except ValueError:
        shape = ()
    if len(shape) != axes or 0 in shape:
        raise ValueError(f"{key} must be numbers in lists nested {axes} deep, all of one length and none empty")
    return found


def _exact(where: str, value: Any, axes: int) -> Any:
    if axes:
        if not isinstance(value, (list, tuple)):
            raise ValueError(
                f"{where} is {short(value)}: it must be a list" + (f", [{value}]" if isinstance(value, int | float | str) else "")
            )
        return [_exact(f"{where}[{i}]", v, axes - 1) for i, v in enumerate(value)]
    return fraction(value, where, largest=LARGEST)


def _name(value: Any) -> str:
    """What is shown in a terminal and on pages."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or not value.isprintable():
        raise ValueError(f"name is {short(value)}: give a text of at most {LONGEST} letters that print, on one line")
    return value


def _count(given: Mapping[str, Any], key: str, default: int, least: int) -> int:
    value = given.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{key} is {short(value)}: it must be a whole number, {least} or larger")
    if value > MOST:
        raise ValueError(f"{key} is {short(value)}: give at most {MOST}")
    return value
