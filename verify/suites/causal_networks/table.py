"""Networks really trained, asked what is seen, done and imagined, beside the exact cells of the suite `causal`.

A row is an answer of one network: how far it is from what its construction answers in closed form, and from the truth where that
is another number, against a bound: standard errors of sampling, plus what the measured distance of the learned map can do. The
networks that come with the library are asked at every run, those of other seeds of training once (`causal_networks.safetensors`).
Near misses are judged by the bound of the network that they stand beside.
"""

from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import model
from learned.train.start import start
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.causal.kinds import Construction, Level
from verify.suites.causal.table import ANSWERS, true
from verify.suites.causal_networks import asking, filtered, nodes
from verify.suites.causal_networks.asking import GRAPHS, Cell
from verify.suites.causal_networks.kinds import Kind
from verify.suites.causal_networks.measurement import MEASUREMENT, NAME
from verify.suites.causal_networks.nodes import Estimate
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import at_most, short
from verify.suites.common.measurement import Store

Estimates = dict[Cell, Estimate]
SAME = 2.0**-26  # half the digits of float64: far above rounding, far below what other weights or draws change


def rows(seed: int = 0, folder: Path | None = None) -> list[Row]:
    store = measured.load(MEASUREMENT, folder)
    base: Row = {"suite": NAME, "seed": seed, "dtype": "float64", "device": "cpu"}
    found, now, again, then = list(_networks(base, store)), {}, {}, int(store.about["seed"])
    for graph in GRAPHS:
        by_node, joint = (model.load(f"{graph}-{kind}", dtype=torch.float64) for kind in (asking.NODES, asking.JOINT))
        now[graph] = asking.answers(graph, by_node.network, joint.velocity, seed)
        again[graph] = now[graph] if seed == then else asking.answers(graph, by_node.network, joint.velocity, then)
        found += _judged(base | {"trained": 0}, graph, now[graph])
        found += _near_misses(base | {"trained": 0}, graph, now[graph], by_node, joint)
    kept = [stored(store, n, now) for n in range(store.points)]
    told = base | {"seed": then, "repeat": MEASUREMENT.command}
    found += [row | {"seconds": store.about["seconds"]} for row in _again(told, again, kept)]
    found += [row for n, of in enumerate(kept) if n for graph in GRAPHS for row in _judged(told | {"trained": n}, graph, of[graph])]
    return [{k: short(v) for k, v in row.items()} for row in found]


def stored(store: Store, n: int, like: dict[str, Estimates]) -> dict[str, Estimates]:
    """The answers of the training with seed n, by graph and cell."""
    each = iter(store.arrays["answers"][n].tolist())
    return {graph: {cell: Estimate(*next(each)) for cell in cells} for graph, cells in like.items()}


def _networks(base: Row, store: Store) -> Iterator[Row]:
    """All trainings; their seconds together, where the weights were not kept."""
    for i, name in enumerate(asking.MODELS):
        card = model.load(name).card
        told = base | {"kind": Kind.TRAINING.value, "model": name} | {k: card[k] for k in ("steps", "parameters", "floor")}
        for n in range(store.points):
            row = told | {"trained": n, "loss": float(store.arrays["loss"][n, i])}
            row |= {"weights_sha256": bytes(store.arrays["sha256"][n, i].tolist()).hex()}
            yield row | {"repeat": card["retrain"] + (f" --set seed={n}" if n else ""), "seconds": None if n else card["seconds"]}


def _again(base: Row, again: dict[str, Estimates], kept: list[dict[str, Estimates]]) -> Iterator[Row]:
    """The numbers of all answers, by the draws of the store: the same but for rounding; near miss: those of another training."""
    for n, expected in ((0, Outcome.HOLDS), (1, Outcome.REFUTED)):
        pairs = [(a, kept[n][graph][cell]) for graph, of in again.items() for cell, a in of.items()]
        off = abs(np.array([astuple(a) for a, _ in pairs]) - np.array([astuple(b) for _, b in pairs]))
        what = f"answers asked again, less those that are kept of the training with seed {n}"
        yield at_most(base | {"kind": Kind.AGAIN.value, "what": what, "n": len(pairs)}, float(off.max()), SAME, expected)


def _judged(base: Row, graph: str, found: Estimates) -> Iterator[Row]:
    """Against what the construction answers exactly, and, where that is not the truth, against the truth, which it must miss."""
    law = asking.law(graph)
    for cell, a in found.items():
        truth, exact = true(law, cell.k, cell.j), ANSWERS[cell.construction](law, cell.k, cell.j)
        row = _said(base, graph, cell, a) | {"truth": float(truth[cell.level]), "exact": float(exact[cell.level])}
        yield _beside(row | {"kind": Kind.ANSWER.value}, row["exact"])
        if not np.isclose(row["exact"], row["truth"]):
            yield _beside(row | {"kind": Kind.TRUTH.value}, row["truth"], Outcome.REFUTED)


def _near_misses(base: Row, graph: str, found: Estimates, by_node: model.Model, joint: model.Model) -> Iterator[Row]:
    """Untrained networks, in which nothing moves with anything; trained ones that are shown other variables for the causes."""
    law, (still, velocity) = asking.law(graph), (_untrained(m) for m in (by_node, joint))
    meant = {c: law.x[0, c.j] if c.level is Level.IMAGINE else 0 for c in found}
    yield from _missed(
        base | {"kind": Kind.UNTRAINED.value}, graph, found, asking.answers(graph, still, velocity, base["seed"]), meant
    )
    shown, B = GRAPHS[graph].exchanged, 0 * law.model.B
    for i, (others, own) in enumerate(zip(shown, by_node.preset.network["causes"], strict=True)):
        B[i, others] = law.model.B[i, own]
    other = replace(law, model=replace(law.model, B=B))
    wrong = dict(asking.of_nodes(graph, by_node.network, shown, base["seed"]))
    yield from _missed(
        base | {"kind": Kind.EXCHANGED.value}, graph, found, wrong, {c: true(other, c.k, c.j)[c.level] for c in wrong}
    )


def _missed(base: Row, graph: str, found: Estimates, wrong: Estimates, meant: dict[Cell, Any]) -> Iterator[Row]:
    """Outside of the bound of the network beside it, wherever what it answers in closed form is another number."""
    law = asking.law(graph)
    for cell, a in wrong.items():
        exact = float(ANSWERS[cell.construction](law, cell.k, cell.j)[cell.level])
        if not np.isclose(float(meant[cell]), exact):
            row = _said(base, graph, cell, replace(found[cell], value=a.value)) | {"exact": exact}
            yield _beside(row, exact, Outcome.REFUTED)


def _untrained(m: model.Model) -> Any:
    return start(m.preset, tuple(m.card["shape"])).double().eval().requires_grad_(False)


def _said(base: Row, graph: str, cell: Cell, a: Estimate) -> Row:
    row = base | {"what": f"{GRAPHS[graph].regime.name}: x{cell.j} by x{cell.k}", "level": cell.level.value}
    row |= {"construction": cell.construction.value, "answer": a.value, "sampling": a.sampling, "distance": a.distance}
    return row | {"n": nodes.DRAWS if cell.construction is Construction.NODES else filtered.POINTS}


def _beside(row: Row, number: float, expected: Outcome = Outcome.HOLDS) -> Row:
    return at_most(row, abs(row["answer"] - number), row["sampling"] + row["distance"], expected)
