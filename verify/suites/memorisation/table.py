"""Memorisation: networks trained on fixed pairs, with and without noise; gradient variances; memorising fields and solvers.

    pair i is reproduced if x1_i is, of all x1_j, the nearest to where the learned flow carries x0_i; intervals at 95 %
    slope of the end map on mirrored pairs x1 = -x0: sum_i y_i . x0_i / sum_i |x0_i|^2: -1 memorised, +1 the optimal map
    price of being L-Lipschitz on two crossing lines: no loss below 8/(3 L)

The secant L of `price` is all that the bound uses. The other parts are in `gradients` (variance of the loss gradient), `crossing`
(solvers, finite data), `turned` (turned couplings with noise), `faces` (networks trained on images, from their record) and `seeds`
(other seeds of training, bfloat16).
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from learned import flow, model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common.intervals import Z, judged, share_of, short, within
from verify.suites.memorisation import crossing, faces, gradients, seeds, turned
from verify.suites.memorisation.faces import MOST
from verify.suites.memorisation.kinds import CROSSING, MIRRORED, RANDOM, Kind
from verify.suites.memorisation.measurement import STEPS, ends, hits
from verify.suites.memorisation.price import TIMES, priced

FRESH = 256  # sources that are no training sources
ACCURATE = 1e-6  # tolerance of dopri5: far below the distance of training points
PARTS = ("trained", "price", "gradients", "crossing", "turned", "faces", "seeds")  # the last beside the first
MEMORISED = -0.5  # slopes nearer to -1 than to 0 are of a memorised reflection


def rows(seed: int = 0, parts: tuple[str, ...] = PARTS) -> list[Row]:
    base: Row = {"suite": "memorisation", "seed": seed, "dtype": "float64", "device": "cpu"}
    found = dict[str, list[Row]]()
    makers = {
        "trained": lambda: _trained(base, np.random.default_rng([seed, 1])),
        "price": lambda: _price(base),
        "gradients": lambda: gradients.rows(base, np.random.default_rng([seed, 2])),
        "crossing": lambda: crossing.rows(base, seed),
        "turned": lambda: turned.rows(base, seed),
        "faces": lambda: faces.rows(base),
        "seeds": lambda: seeds.rows(base, found["trained"]),
    }
    for part in parts:
        found[part] = list(makers[part]())
    return [{k: short(v) for k, v in row.items()} for mine in found.values() for row in mine]


def _trained(base: Row, random: Any) -> Iterator[Row]:
    for name in (*RANDOM, *MIRRORED):
        trained = model.load(name, dtype=torch.float64)
        sigma = float(Fraction(trained.preset.data.get("noise", 0)))
        x0, x1 = ends(trained)
        fresh = torch.from_numpy(random.standard_normal((FRESH, x0.shape[1])))
        row = base | {"model": name, "sigma": sigma, "repeat": trained.card["retrain"], "loss": trained.card["loss"]}
        x = torch.cat([x0, fresh])
        for steps in STEPS:
            with torch.no_grad():
                y = flow.integrate(trained.velocity, x, steps=steps)
            yield from _reproduced(row | {"method": "euler", "steps": steps}, y, x0, x1)
        if name in MIRRORED:
            with torch.no_grad():
                y = flow.integrate(trained.velocity, x, method="dopri5", rtol=ACCURATE, atol=ACCURATE)
            yield from _reproduced(row | {"method": "dopri5", "tolerance": ACCURATE, "steps": None}, y, x0, x1)


def _reproduced(row: Row, y: Any, x0: Any, x1: Any) -> Iterator[Row]:
    """y: where the pairs' sources and then the fresh ones end."""
    N, steps = len(x0), row["steps"]
    y, fresh = y[:N], y[N:]
    found = {"distance": float((y - x1).norm(dim=1).mean()), "fresh": float(torch.cdist(fresh, x1).min(1).values.mean()), "n": N}
    hit, (value, low, high) = row | {"kind": Kind.REPRODUCED.value} | found, share_of(hits(y, x1), bool(y.isfinite().all()))
    jumps = row["sigma"] == 0 and steps == min(STEPS)  # where all lines meet: coarse steps jump over the crossing
    expected = Outcome.HOLDS if row["model"] in RANDOM or jumps else Outcome.REFUTED
    if row["model"] in RANDOM or row["sigma"] or steps in (min(STEPS), max(STEPS), None):
        yield within(hit, value, low, high, above=MOST, expected=expected)
    else:  # between coarse and fine steps the share depends on the training
        yield hit | {"value": value, "low": low, "high": high}
    if row["model"] in RANDOM:
        return
    a, b = (y * x0).sum(1), (x0 * x0).sum(1)
    slope = float(a.sum() / b.sum())
    half = Z * float((a - slope * b).std()) / math.sqrt(N) / float(b.mean())
    bent = row | {"kind": Kind.SLOPE.value, "n": N}
    if jumps or steps is None:
        yield judged(bent, slope, half, below=MEMORISED, expected=expected)
    else:
        yield bent | {"value": slope, "low": slope - half, "high": slope + half}


def _price(base: Row) -> Iterator[Row]:
    """The loss of the network on the two pairs is not below the price of its own L."""
    trained = model.load(CROSSING, dtype=torch.float64)
    found = priced(trained)
    row = base | {"model": CROSSING, "kind": Kind.PRICE.value, "L": found["L"], "n": TIMES, "repeat": trained.card["retrain"]}
    yield judged(row, found["paid"], found["rule"], above=found["price"])
