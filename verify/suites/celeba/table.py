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
from verify.suites.celeba import networks, seeds, through
from verify.suites.celeba.kinds import Kind, Step
from verify.suites.celeba.laws import judged, laws
from verify.suites.celeba.measurement import MEASUREMENT, ROWS, SEEDS, STEPS, Networks, kept
from verify.suites.celeba.statistics import statistics
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Arrays, Store
from verify.suites.common.numerics import alike, rms

POINTS = 2  # measured again: seconds; every stored number of them is compared


def rows(seed: int = 0, folder: Path | None = None, points: int = POINTS) -> list[Row]:
    """ValueError where the store is damaged, or of other weights."""
    store = measured.load(MEASUREMENT, folder)
    base = {"suite": "celeba", "seed": seed, "dtype": "float32", "device": "cpu", "repeat": MEASUREMENT.command}
    now, others = Again.measured(points), measured.load(SEEDS, folder)
    found = [*again(store.arrays, now), *laws(store.arrays), *statistics(store.arrays, seed)]
    found += [*networks.about(store), *networks.not_run(), *through.rows(store, seed, folder)]
    found += [*seeds.rows(others, seed), *of_seeds(others, now)]
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


def again(store: Arrays, found: Again) -> Iterator[Row]:
    """The first points measured anew, in float32 and float64."""
    yield from _as_stored(store, found)
    yield from _both_modes(found)
    yield from _steps(found)


def of_seeds(store: Store, found: Again) -> Iterator[Row]:
    """Those of the seed 0 are of the library's flow."""
    for row in _as_stored(seeds.of_seeds(store)[0], found):
        yield row | {"what": f"{SEEDS.name}, seed 0: {row['what']}", "repeat": SEEDS.command}


def _as_stored(store: Arrays, found: Again) -> Iterator[Row]:
    """The store, recomputed."""
    n, right = found.n, kept(found.exact)
    for name in ("y", "w", "gram"):
        gap = store[name][:n].astype(float) - right[name]
        yield _within(found, f"stored {name}, recomputed in float64", gap, name, 1, unit=_rounding(found, name) / rms(right[name]))
    moved = np.roll(store["w"][:n], 1, 0) - right["w"]
    yield _within(found, "the same of w at the next points", moved, "w", 1, expected=Outcome.REFUTED)


def _both_modes(found: Again) -> Iterator[Row]:
    """Other ways to the same numbers."""
    now = found.now
    w, down, d = (a.double().numpy() for a in (now.w, now.rows.flatten(2), now.z.flatten(2)))
    reverse = np.einsum("ind,knd->kni", down, d)
    yield _within(found, "J z by forward mode, less rows of J by reverse mode times z", w[..., list(ROWS)] - reverse, "w", 2)
    yield _within(found, "J (z1 + z2), less J z1 and J z2", found.sums[0].double().numpy() - w.sum(0), "w", 3)


def _within(found: Again, what: str, gap: Any, name: str, runs: int, **more: Any) -> Row:
    """A gap in units of rounding."""
    return judged(what, rms(gap) / _rounding(found, name), alike(found.n, runs), found.n, **more)


def _rounding(found: Again, name: str) -> float:
    """What float32 differs from float64 by at these points, root mean square."""
    return rms(kept(found.now)[name].astype(float) - kept(found.exact)[name])


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
