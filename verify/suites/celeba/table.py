"""CelebA's attributes through a trained flow and classifier (Table 6, Fig. 5), from the store of `driftproof measure celeba`.

The first points are measured again and compared with the store in units of rounding, found anew: the root mean square of what
float32 differs from float64 by at these points. Judged besides: forward and reverse mode agree, J is linear, J z and the rows of J
are of the same J, S >= Cov(y) (Poincare), S is positive semidefinite. All else is reported as it is
(verify.suites.celeba.statistics), and once more through another classifier (verify.suites.celeba.through).
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta.recipe import EPS
from verify.suites.celeba import networks, through
from verify.suites.celeba.kinds import Kind, Step
from verify.suites.celeba.laws import judged, laws
from verify.suites.celeba.measurement import MEASUREMENT, ROWS, STEPS, Networks, kept
from verify.suites.celeba.statistics import statistics
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Arrays
from verify.suites.common.numerics import alike, rms

POINTS = 2  # measured again: seconds; every stored number of them is compared


def rows(seed: int = 0, folder: Path | None = None, points: int = POINTS) -> list[Row]:
    """ValueError where the store is damaged, or of other weights."""
    store = measured.load(MEASUREMENT, folder)
    base = {"suite": "celeba", "seed": seed, "dtype": "float32", "device": "cpu", "repeat": MEASUREMENT.command}
    found = [*again(store.arrays, points), *laws(store.arrays), *statistics(store.arrays, seed)]
    found += [*networks.about(store), *networks.not_run(), *through.rows(store, seed, folder)]
    return [_short(base | row) for row in found]


def _short(row: Row) -> Row:
    """Six digits of a float; what is not finite, and not judged, is not known."""
    known = {k: float(f"{v:.6g}") if isinstance(v, float) else v for k, v in row.items()}
    if "expected" in row:
        return known
    return {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in known.items()}


@contextmanager
def one_thread() -> Iterator[None]:
    """The same sums in the same order, whatever else runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True)
class Again:
    """The first n points measured anew: as stored, in float64, with steps half as long (z_1), at z_1 + z_2, at a moved start."""

    n: int
    now: Any
    exact: Any
    finer: Any
    sums: Any
    moved: Any

    @classmethod
    def measured(cls, n: int) -> "Again":
        with one_thread():
            single, double = Networks.load(), Networks.load("float64")
            x, z = single.source(range(n))
            all_three = single.found(x, torch.cat([z, z.sum(0, keepdim=True)]))
            now, sums = replace(all_three, z=z, w=all_three.w[:-1]), all_three.w[-1:]
            exact = double.found(*double.source(range(n)))
            finer = single.push(x, z[:1], 2 * STEPS)
            unit = z[0] / torch.linalg.vector_norm(z[0].flatten(1), dim=1)[:, None, None, None]
            moved = (single.logits(x + EPS * unit) - now.y).double().numpy()
        return cls(n, now, exact, finer, sums, moved)


def again(store: Arrays, points: int) -> Iterator[Row]:
    """The first points measured anew, in float32 and float64."""
    found = Again.measured(min(points, len(store["y"])))
    yield from _as_stored(store, found)
    yield from _steps(found)


def _as_stored(store: Arrays, found: Again) -> Iterator[Row]:
    """The store and other ways to the same numbers, in units of rounding: what float32 differs from float64 by."""
    n, now = found.n, found.now
    new, right = kept(now), kept(found.exact)
    size = {name: rms(new[name].astype(float) - right[name]) for name in ("y", "w", "gram")}

    def within(what: str, gap: Any, name: str, runs: int, **more: Any) -> Row:
        return judged(what, rms(gap) / size[name], alike(n, runs), n, **more)

    for name in size:
        gap = store[name][:n].astype(float) - right[name]
        yield within(f"stored {name}, recomputed in float64", gap, name, 1, unit=size[name] / rms(right[name]))
    yield within("the same of w at the next points", np.roll(store["w"][:n], 1, 0) - right["w"], "w", 1, expected=Outcome.REFUTED)
    w, down, d = (a.double().numpy() for a in (now.w, now.rows.flatten(2), now.z.flatten(2)))
    reverse = np.einsum("ind,knd->kni", down, d)
    yield within("J z by forward mode, less rows of J by reverse mode times z", w[..., list(ROWS)] - reverse, "w", 2)
    yield within("J (z1 + z2), less J z1 and J z2", found.sums[0].double().numpy() - w.sum(0), "w", 3)


def _steps(found: Again) -> Iterator[Row]:
    """What the steps of the solver leave, and the published difference of step EPS."""
    now, finer = found.now, found.finer
    w, z = now.w.double().numpy(), now.z.flatten(2).double().numpy()
    tangent = EPS * w[0] / np.linalg.norm(z[0], axis=1)[:, None]
    for what, value in (
        (Step.Y, rms(finer[1] - now.y) / rms(now.y - now.y.mean(0))),
        (Step.WIGGLES, rms(finer[2] - now.w[:1]) / rms(now.w[:1])),
        (Step.DIFFERENCE, rms(found.moved - tangent) / rms(tangent)),
    ):
        yield {"kind": Kind.STEP.value, "what": what.value, "value": value, "n": found.n}
