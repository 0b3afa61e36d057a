"""Networks trained on faces, each with a source point of its own, from the record; beside it the exact fields of these pairs.

The weights are not kept, so the networks' rows are as recorded, not found again; judged is what they say, and that they fit
together: own_i + other_i >= near_i, the triangle inequality. Found again here: what the gaps between the lines say of the exact
field with noise sigma, on whose lines the others weigh at most (N - 1) exp(-gap^2/(2 sigma^2)) times what the own pair does; and,
where the faces are, the pairs' checksum, the gaps and the ends of the exact field with the paper's noise.
"""

import math
from collections.abc import Iterator
from typing import Any

import torch

from learned import data, preset
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common.intervals import judged, share, share_of, within
from verify.suites.memorisation import measured
from verify.suites.memorisation.kinds import FACES, Kind, Model
from verify.suites.memorisation.measured import Record

MOST = 0.5  # of the pairs: more are reproduced, or fewer
NOISE = 0.05  # of the paper
DIGITS = 1e-4  # of a distance in the record: five digits of numbers below 100, relative, with room for the two ends
SAME = 1.1e-3  # of two distances below 100 that are kept to five digits: one digit, if rounding falls otherwise


def rows(base: Row) -> Iterator[Row]:
    record = measured.held()
    pairs = {p["checksum"]: p for p in record["pairs"]}
    for network in record["networks"]:
        yield from _network(base, network, pairs[network["data_checksum"]])
    for p in record["pairs"]:
        mine = base | {"model": Model.FACES.value, "n": p["n"], "trial": p["seed"]}
        yield from _bound(mine, p)
        yield from (_exact(mine, field) for field in p["fields"])
        yield _again(mine, p)


def _network(base: Row, network: Record, p: Record) -> Iterator[Row]:
    row = base | {"model": network["preset"], "sigma": network["sigma"], "trial": network["seed"], "loss": network["loss"]}
    row |= {"repeat": network["retrain"], "device": network["device"], "seconds": network["seconds"], "n": p["n"]}
    row |= {"weights": network["weights_sha256"][:12], "dtype": measured.ABOUT["dtype"]}
    for ends in network["ends"]:
        own, other = (torch.tensor(ends[key], dtype=torch.float64) for key in ("own", "other"))
        known = bool(own.isfinite().all()) and bool(other.isfinite().all())
        found = {"method": ends["method"], "steps": ends["steps"], "tolerance": ends["tolerance"]}
        found |= {"distance": float(own.mean()), "other": float(other.mean()), "fresh": ends["fresh"]}
        yield within(row | found | {"kind": Kind.REPRODUCED.value}, *share_of(own < other, known), above=MOST)
        near = torch.tensor(p["near"], dtype=torch.float64)
        spare = float(((own + other) / near).min()) if known else math.nan
        yield judged(row | found | {"kind": Kind.TRIANGLE.value}, spare, above=1 - DIGITS)


def _bound(row: Row, p: Record) -> Iterator[Row]:
    """The noise at which on no line the others can outweigh the own pair: gap/sqrt(2 log(N - 1))."""
    gap = min(p["gap"])
    yield row | {"kind": Kind.GAP.value, "value": gap}
    yield judged(row | {"kind": Kind.OUTWEIGHS.value}, gap / math.sqrt(2 * math.log(p["n"] - 1)), above=NOISE)


def _exact(row: Row, field: Record) -> Row:
    """Of the exact field: with the paper's noise the pairs are reproduced; without pairs, each source drawn anew, they are not."""
    alone = field["sigma"] is None
    row = row | {"kind": (Kind.SOURCES if alone else Kind.REPRODUCED).value, "sigma": field["sigma"]}
    row |= {"method": field["method"], "steps": field["steps"], "tolerance": field["tolerance"]}
    row |= {"distance": field["own"], "other": field["other"]}
    found = share(field["hits"], row["n"])
    if alone or field["sigma"] == NOISE:
        return within(row, *found, above=MOST, expected=Outcome.REFUTED if alone else Outcome.HOLDS)
    return row | dict(zip(("value", "low", "high"), found, strict=True))


def _again(row: Row, p: Record) -> Row:
    """Pairs, gaps and exact fields made anew and compared with the record, where the faces are."""
    row = row | {"kind": Kind.AGAIN.value}
    name = next(n for n in FACES if preset.read(n).data["n"] == p["n"])
    try:
        held = data.load({**preset.read(name).data, "seed": p["seed"]})
    except FileNotFoundError as e:
        return row | {"note": f"not found again: {e}"}
    assert isinstance(held, data.Pairs)
    now = measured.of_pairs(held, {"seed": p["seed"], "size": p["size"]}, (NOISE,))
    then = p | {"fields": [field for field in p["fields"] if field["sigma"] in (NOISE, None)]}
    return judged(row, apart(now, then), below=SAME)


def apart(now: Record, then: Record) -> float:
    """The largest difference of two records of the same pairs; infinite where a name, a count or the checksum differs."""
    one, two = _flat(now), _flat(then)
    if len(one) != len(two):
        return math.inf
    largest = 0.0
    for a, b in zip(one, two, strict=True):
        if isinstance(a, float) and isinstance(b, float):
            largest = max(largest, abs(a - b)) if math.isfinite(a - b) else math.inf
        elif a != b:
            return math.inf
    return largest


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [v for key in sorted(value) for v in _flat(value[key])]
    return [v for item in value for v in _flat(item)] if isinstance(value, list) else [value]
