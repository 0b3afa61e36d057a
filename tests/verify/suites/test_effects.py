"""Effects from counts: on models whose effects are known, against weighed rows, draws and whole populations, and on the labels."""

import os
from fractions import Fraction as F
from itertools import product
from typing import Any

import numpy as np
import pytest

from verify.claim import Outcome
from verify.papers.causality_delta import labels
from verify.suites.common.intervals import decide
from verify.suites.graph import effects
from verify.suites.graph.kinds import Kind


def model(own: F) -> Any:
    """Counts (cause, effect, s) of s -> cause, s -> effect, and cause -> effect with `own`."""
    cells = np.zeros((2, 2, 2), dtype=object)
    for x, y, s in product((0, 1), repeat=3):
        cause, effect = F(1 + 2 * s, 4), F(1 + s, 4) + own * x
        share = (cause if x else 1 - cause) * (effect if y else 1 - effect) / 2
        assert (share * 640).denominator == 1
        cells[x, y, s] = int(share * 640)
    return cells


def drawn(seed: int, strata: int = 4) -> Any:
    return np.random.default_rng(seed).integers(1, 60, (2, 2, strata)).astype(object)


@pytest.mark.parametrize("own", [F(0), F(1, 4), F(-1, 8)])
def test_a_common_cause_is_taken_out(own: F) -> None:
    assert effects.adjusted(model(own)) == own
    assert effects.as_seen(model(own)) > own


def test_weighed_rows_say_the_same() -> None:
    for seed in range(5):
        cells = drawn(seed)
        assert effects.weighted(cells) == effects.adjusted(cells) != effects.as_seen(cells)
        assert effects.adjusted(cells.sum(2, keepdims=True)) == effects.as_seen(cells)


def test_the_standard_error_is_that_of_draws() -> None:
    cells = 20 * drawn(3, 2)
    n, p = int(cells.sum()), (cells / cells.sum()).astype(float).ravel()
    found = [
        float(effects.adjusted(c.reshape(cells.shape).astype(object))) for c in np.random.default_rng(1).multinomial(n, p, 1500)
    ]
    assert np.std(found) == pytest.approx(effects.standard_error(cells), rel=0.08)  # 1500 draws tell it to 2 %


def test_what_a_hidden_cause_leaves_is_reached() -> None:
    """Of all populations of 10 people, each with its y had x been 0 and been 1, that show these counts: the effects' ends."""
    counts = np.array([[2, 1], [3, 4]], dtype=object)  # [x][y]
    found = set()
    for unseen in product(*(range(int(c) + 1) for c in counts.ravel())):  # of each cell how many have the other y at 1
        (a, b, c, d) = unseen
        with_one, with_zero = counts[1, 1] + a + b, counts[0, 1] + c + d
        found.add(F(int(with_one - with_zero), 10))
    assert effects.hidden(counts[..., None]) == (min(found), max(found))
    assert min(found) < effects.as_seen(counts[..., None]) < max(found)


def test_a_stratum_without_the_cause() -> None:
    cells = model(F(0))
    cells[1, :, 0] = 0
    with pytest.raises(ValueError, match="with and without it in each"):
        effects.adjusted(cells)


# --- the labels of CelebA


def test_rows_of_the_labels() -> None:
    rows = effects.rows()
    assert decide(rows)[0] is Outcome.HOLDS
    found = {(r["cause"], tuple(r["given"])): r for r in rows if r["kind"] == Kind.EFFECT}
    assert {k[0]: r["value"] for k, r in found.items() if k[1]} == {"Pointy_Nose": 0.0441541, "Rosy_Cheeks": 0.186008}
    assert sum(r["kind"] == Kind.EFFECT for r in rows) == 6
    for r in rows:
        if r["kind"] == Kind.RANGE and r["size"]:
            other = {k: v for k, v in found.items() if k[0] == r["cause"]}
            assert r["value"] != other[r["cause"], ()]["value"] and r["counted"] <= r["sets"]


def test_counts_that_are_not_those_of_the_labels_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = effects.recorded()
    first = told["ranges"][0]["ends"][0]
    wrong = [{**told["ranges"][0], "ends": [{**first, "cells": [first["cells"][0] + 1, *first["cells"][1:]]}] * 2}]
    monkeypatch.setattr(effects, "recorded", lambda: {"ranges": [*wrong, *told["ranges"][1:]]})
    outcome, why = decide(effects.rows())
    assert outcome is Outcome.REFUTED and "labels.json" in why


def test_extremes_of_a_small_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the one neighbour that confounds nothing is left; beside one that does not, all of it."""
    names = (*effects.PAIR, effects.HELD, "Male")
    cells = model(F(0))
    rows = [[x, y, s, c] for x, y, s, c in product((0, 1), repeat=4) for _ in range(cells[x, y, s])]

    class Edge:
        edge, a = True, effects.PAIR[0]

        def __init__(self, b: str) -> None:
            self.b = b

    monkeypatch.setattr(effects, "held", lambda: ({}, [Edge(b) for b in names[1:]]))
    one = next(r for r in effects.extremes(np.array(rows), names) if r["size"] == 1 and r["cause"] == names[0])
    assert [e["given"] for e in one["ends"]] == [[effects.HELD], ["Male"]] and one["counted"] == one["sets"] == 2


def test_the_labels_give_the_recorded_extremes() -> None:
    if not os.environ.get("DRIFTPROOF_DATA"):
        pytest.skip("set DRIFTPROOF_DATA to a folder with celeba/list_attr_celeba.txt: `driftproof data check` says how to get it")
    assert effects.counted() == effects.recorded()
    assert effects.recorded()["about"]["n"] == labels.counts()[0]
