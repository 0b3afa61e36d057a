"""Trained flows asked about causes: bounds derived, exact maps answer exactly, wrong networks and wrong rows are refuted."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from learned import model, preset
from verify.claim import Outcome
from verify.suites.causal.kinds import Construction, Level
from verify.suites.causal.table import ANSWERS, true
from verify.suites.causal_networks import asking, filtered, measurement, nodes, section, table
from verify.suites.causal_networks.asking import Cell
from verify.suites.causal_networks.kinds import MISSES, Kind
from verify.suites.causal_networks.nodes import Asked, Estimate
from verify.suites.common import intervals
from verify.suites.common.measurement import Store

CAUSES = [[], [0], [1]]


def law() -> Any:
    return asking.law("mediator")


@cache
def networks() -> tuple[model.Model, model.Model]:
    by_node, joint = (model.load(f"mediator-{kind}", dtype=torch.float64) for kind in (asking.NODES, asking.JOINT))
    return by_node, joint


@cache
def mediator() -> list[dict[str, Any]]:
    by_node, joint = networks()
    found, base = asking.answers("mediator", by_node.network, joint.velocity, 0), {"seed": 0, "trained": 0}
    near = table._near_misses(base, "mediator", found, by_node, joint)
    return [*table._judged(base, "mediator", found), *near]


class Exact:
    """The exact flow of each node between Gaussians, moved by `off`."""

    def __init__(self, model: Any, off: float = 0.0) -> None:
        self.model, self.causes, self.off = model, CAUSES, off

    def node(self, i: int, y: Any, causes: Any, t: Any) -> Any:
        v, m = float(self.model.V[i]), self.model.c[i] + self.off
        m = m + causes @ torch.from_numpy(self.model.B[i, self.causes[i]])[:, None]
        return m + (t * v - (1 - t)) / ((1 - t) ** 2 + t**2 * v) * (y - t * m)


def test_the_exact_flow_answers_exactly() -> None:
    """What the solver leaves is all that is off, and the bound is sampling's."""
    of, asked = law(), Asked(Exact(law().model), law(), CAUSES)
    truth = true(of, 1, 2)
    for level, a in nodes.answers(asked, 1, 2, 0).items():
        assert a.distance < 0.01
        assert abs(a.value - float(truth[level])) <= a.sampling + a.distance
    J = np.broadcast_to(filtered.end(of, nodes.scm.covariance(of.model)), (2, filtered.POINTS, 3, 3))
    one, exact = filtered.answer(of, J, 2, 0, 0), ANSWERS[Construction.FILTER](of, 2, 0)
    assert one.distance < 0.01 and abs(one.value - float(exact[Level.DO])) < one.sampling + one.distance


def test_the_distance_of_a_moved_flow_is_measured() -> None:
    """A constant in each mean: the slopes stay as they are, and the bound has what it does to both ends of a quotient."""
    a = nodes.answers(Asked(Exact(law().model, 0.3), law(), CAUSES), 1, 2, 0)
    assert a[Level.DO].distance == pytest.approx(0.3 * 2 / (2 * np.sqrt(nodes.scm.covariance(law().model)[1, 1])), rel=0.05)
    assert a[Level.SEE].distance > 0.2 and abs(a[Level.SEE].value + 2) < a[Level.SEE].sampling


def test_networks_are_within_their_bounds_and_near_misses_are_not() -> None:
    assert intervals.decide(mediator()) == (Outcome.HOLDS, "")
    of = {kind: [r for r in mediator() if r["kind"] == kind] for kind in Kind}
    assert len(of[Kind.ANSWER]) == 10 and {r["outcome"] for r in of[Kind.ANSWER]} == {"HOLDS"}
    assert {r["outcome"] for kind in (*MISSES, Kind.TRUTH) for r in of[kind]} == {"REFUTED"}
    assert all(len(of[kind]) >= 3 for kind in MISSES) and len(of[Kind.TRUTH]) == 1
    assert {r["answer"] for r in of[Kind.EXCHANGED] if r["level"] == Level.DO} == {0.0}


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.TRUTH, Kind.UNTRAINED])
def test_a_wrong_row_is_refuted(kind: Kind) -> None:
    """An answer that its bound does not hold, a filter that hits the truth, a near miss that passes."""
    row = next(r for r in mediator() if r["kind"] == kind)
    number = row["exact"] if kind is not Kind.TRUTH else row["truth"]
    moved = row | {"answer": number + (2 * row["bound"] if kind is Kind.ANSWER else 0)}
    assert intervals.decide([table._beside(moved, number, Outcome(row["expected"]))])[0] is Outcome.REFUTED
    assert intervals.decide([table._beside(row | {"answer": np.nan}, number)])[0] is Outcome.UNDECIDED


def test_a_near_miss_is_asked_only_where_it_says_another_number() -> None:
    cells = [Cell(1, 2, Construction.NODES, level) for level in Level]
    found = dict.fromkeys(cells, Estimate(1.0, 0.1, 0.1))
    wrong, meant = dict.fromkeys(cells, Estimate(0.0, 0.1, 0.1)), dict(zip(cells, (-2, 0, -13 / 6), strict=True))
    rows = list(table._missed({"trained": 0}, "mediator", found, wrong, meant))
    assert [(r["level"], r["exact"], r["answer"], r["outcome"]) for r in rows] == [("do", -2.0, 0.0, "REFUTED")]


def test_the_kept_answers_come_out_again_and_no_others() -> None:
    found = asking.answers("mediator", networks()[0].network, networks()[1].velocity, 0)
    now, kept = {"mediator": found}, np.array([[[a.value, a.sampling, a.distance] for a in found.values()]])
    same = table.stored(Store({}, {"answers": kept}), 0, now)
    assert same == now
    for field in ("value", "sampling", "distance"):  # off by less than any bound
        off = {"mediator": {cell: replace(a, **{field: getattr(a, field) + 1e-7}) for cell, a in found.items()}}
        assert [r["outcome"] for r in table._again({}, now, [same, off])] == ["HOLDS", "REFUTED"]
        assert [r["outcome"] for r in table._again({}, now, [off, same])] == ["REFUTED", "HOLDS"]


def test_a_block_is_a_training_of_all_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurement, "trained", lambda name, seed: model.load(name, dtype=torch.float64))
    arrays = measurement.block(range(1, 2))
    cells = [cell for graph in asking.GRAPHS for _ in asking.GRAPHS[graph].questions for cell in range(5)]
    assert arrays["answers"].shape == (1, len(cells), 3) and arrays["sha256"].shape == (1, 6, 32)
    assert bytes(arrays["sha256"][0, 0].tolist()).hex() == model.load(asking.MODELS[0]).card["weights_sha256"]


def test_another_seed_is_trained_as_the_preset_says(monkeypatch: pytest.MonkeyPatch) -> None:
    few, read = ["optimiser.steps=3", "optimiser.batch=8"], preset.read
    monkeypatch.setattr(preset, "read", lambda name, overrides: read(name, [*overrides, *few]))
    made, own = measurement.trained("mediator-nodes", 2), measurement.trained("mediator-nodes", 0)
    assert made.card["retrain"] == "driftproof train mediator-nodes --set seed=2 --set " + " --set ".join(few)
    assert made.card["weights_sha256"] != own.card["weights_sha256"] and own.card["seed"] == 0


def test_the_section_says_where_the_truth_is() -> None:
    card = {"kind": Kind.TRAINING.value, "model": "mediator-nodes", "trained": 0, "loss": 1.0}
    answers, misses, made = (t for _, t in section.tables([*mediator(), card]))
    lines = {(line[0], line[1], line[2]): line for line in answers.rows}
    beside = {key: line[-2:] for key, line in lines.items() if key[0] == Construction.FILTER and "x0" in key[1]}
    assert list(beside.values()) == [["none", "all"], ["all", "all"]]
    assert len(misses.rows) == sum(r["kind"] in MISSES for r in mediator()) and len(made.rows) == 1
    assert [len(p.panels) for p in section.plots(mediator())] == [2] and section.plots([]) == []
