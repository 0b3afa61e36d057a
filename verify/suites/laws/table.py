"""Networks trained on laws with a closed form: velocity, loss, end map and paths, against the closed form u.

The error of `errors` is judged by the upper end of its interval against the bound that the presets promise, the loss of u by
whether five standard errors reach the floor that is known in closed form. The same network refutes the field that the published
code calls analytic (`slips.line_drift`): its loss is larger than the network's. Other seeds of training are in `seeds`.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian
from analytic.arithmetic import Law
from learned import model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta import slips
from verify.suites.common.intervals import Z, judged, short
from verify.suites.laws import seeds
from verify.suites.laws.errors import DRAWS, STRATA, end_map, error, field_of, half_of, losses
from verify.suites.laws.kinds import DRAWN, MODELS, Field, Kind

TRAINED = {"floor": "floor", "steps": "steps", "seconds": "seconds", "repeat": "retrain"}  # of a row, by what the card calls it
SIGMAS = 5  # standard errors within which the loss of u must reach its floor: missed by chance once in two million
WITHIN = 5  # steps of RK4 between neighbours of TIMES
SPREAD, LINES = 2, 9  # paths start at so many points within two deviations of the source
TIMES = tuple(Fraction(i, 20) for i in range(21))


def rows(seed: int = 0) -> list[Row]:
    """Of the library's networks, and of other seeds of training."""
    found = networks(seed)
    return [{k: short(v) for k, v in row.items()} for row in (*found, *seeds.rows(base_of(seed), found))]


def base_of(seed: int) -> Row:
    return {"suite": "laws", "seed": seed, "dtype": "float64", "device": "cpu"}


def networks(seed: int, names: tuple[str, ...] = tuple(MODELS)) -> list[Row]:
    """Of each network: its error over all times and at each, the end map's Jacobian, and paths on a line."""
    return [row for name in names for row in _network(base_of(seed) | {"model": name}, name, seed)]


def _network(base: Row, name: str, seed: int) -> Iterator[Row]:
    trained = model.load(name, dtype=torch.float64)
    law = trained.data_law().law(arithmetic.float64())
    field = field_of(trained.velocity)
    yield from _velocity(base, law, field, MODELS[name], trained.card, np.random.default_rng([seed, 1]))
    for kind, found in end_map(law, trained, np.random.default_rng([seed, 2])).items():
        if kind is not Kind.CORRELATION or len(law.m0) > 1:
            yield base | {"kind": kind.value} | found
    if isinstance(law, gaussian.Pair) and len(law.m0) == 1:
        yield from _paths(base, law, field)


def _velocity(base: Row, law: Law, field: Any, bound: float, card: Row, random: Any) -> Iterator[Row]:
    """The error at each time and over all, the excess of the loss, and whether the loss of u reaches its floor."""
    found, d = losses(law, field, slips.line_drift if base["model"] == DRAWN else None, random), len(law.m0)
    for t, gap, size in zip(found.t, found.gap, found.size, strict=True):
        yield base | {"kind": Kind.AT.value, "t": t, "value": math.sqrt(gap), "size": math.sqrt(size)}
    trained = {name: card.get(key) for name, key in TRAINED.items()}
    base = base | {"n": STRATA * DRAWS}
    yield judged(base | {"kind": Kind.ERROR.value} | trained, *error(found), below=bound)
    mean, each = float(np.mean(found.excess)) / d, half_of(found.excess) / d
    yield base | {"kind": Kind.EXCESS.value, "value": mean, "low": mean - each, "high": mean + each}
    far = abs(float(np.mean(found.loss)) / d - card["floor"])
    yield judged(base | {"kind": Kind.FLOOR.value}, far, below=SIGMAS / Z * half_of(found.loss) / d)
    if found.wrong:
        row = base | {"kind": Kind.PUBLISHED.value}
        yield judged(row, float(np.mean(found.wrong)), half_of(found.wrong), below=0.0, expected=Outcome.REFUTED)


def _paths(base: Row, law: Law, field: Any) -> Iterator[Row]:
    """x(t) from nine quantiles of the source: the network's flow and the published field's (RK4), and the closed form."""
    x0 = np.linspace(-SPREAD, SPREAD, LINES)[:, None]
    fields = {Field.NETWORK: field}
    if base["model"] == DRAWN:
        fields[Field.PUBLISHED] = lambda t, x: slips.line_drift(law, t, x)
    found = {name: _rk4(f, x0) for name, f in fields.items()}
    found[Field.CLOSED] = [gaussian.flow(law, 0, np.asarray(float(t)), x0) for t in TIMES]
    for name, xs in found.items():
        for t, x in zip(TIMES, xs, strict=True):
            yield base | {"kind": Kind.PATH.value, "field": name.value, "t": float(t), "x": [short(float(v)) for v in x[:, 0]]}


def _rk4(field: Any, x: Any, within: int = WITHIN) -> list[Any]:
    """x at each of TIMES, `within` steps of RK4 between neighbours."""
    out, h = [x], float(TIMES[1] - TIMES[0]) / within
    for t in TIMES[:-1]:
        for i in range(within):
            s = float(t) + i * h
            a = field(np.asarray(s), x)
            b = field(np.asarray(s + h / 2), x + h / 2 * a)
            c = field(np.asarray(s + h / 2), x + h / 2 * b)
            x = x + h / 6 * (a + 2 * b + 2 * c + field(np.asarray(s + h), x + h * c))
        out.append(x)
    return out
