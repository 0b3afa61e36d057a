"""Attributes along a flow: closed forms of a linear map, a store that was tampered with, other weights, NaN, the test images."""

import os
from collections.abc import Callable
from dataclasses import replace
from math import asin, pi
from typing import Any

import numpy as np
import pytest

from learned import dependence, model
from verify.claim import Outcome
from verify.suites.celeba import attributes, networks, threshold, through
from verify.suites.celeba import table as celeba
from verify.suites.celeba.laws import judged, laws
from verify.suites.celeba.measurement import CLASSIFIER, FLOW, MEASUREMENT, ROWS, SHAPE, THROUGH, Networks, begin
from verify.suites.celeba.section import SECTION
from verify.suites.celeba.statistics import statistics
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import decide

N, D, K = 600, 60, 2


def linear(seed: int = 0, scale: Any = 1.0) -> tuple[Any, measured.Arrays]:
    """A map y = A x0 of R^60, and what a measurement of it keeps; `scale` (N,) multiplies J at each point."""
    random = np.random.default_rng(seed)
    A = random.standard_normal((40, D))
    A[ROWS[2]] += 2 * A[ROWS[0]] + A[ROWS[1]]
    x, z = random.standard_normal((N, D)), random.standard_normal((N, K, D))
    s = np.broadcast_to(scale, N)
    gram = s[:, None, None] ** 2 * (A @ A.T)[np.ix_(ROWS, ROWS)]
    return A, {"y": x @ A.T, "w": s[:, None, None] * z @ A.T, "length": np.linalg.norm(z, axis=2), "gram": gram}


def found(rows: Any) -> dict[str, dict[str, Any]]:
    return {r["what"]: r for r in rows}


def test_a_linear_map_gives_its_closed_form() -> None:
    A, store = linear()
    C = A @ A.T
    r = dependence.correlation(C)
    table, (c, i, j) = found(attributes.table6(store, 0)), ROWS
    held = dependence.correlation(dependence.partial(np.delete(np.delete(C, 0, 0), 0, 1), c - 1))[i - 1, j - 1]
    rows, given = table["J J^T, rows of J: no directions"], table["J J^T, partial given 19"]
    assert rows["value"] == pytest.approx(r[i, j], abs=1e-12)
    assert given["value"] == pytest.approx(held, abs=1e-12)
    for name, exact in (("J z, Gaussian directions, not centred (the text)", r[i, j]), ("J z, partial given 19", held)):
        assert abs(table[name]["value"] - exact) < 5 * (1 - exact**2) / np.sqrt(N * K)
    assert abs(table["logits of the samples"]["value"] - r[i, j]) < 5 * (1 - r[i, j] ** 2) / np.sqrt(N)
    medians = table["labels of a latent Gaussian with that correlation, cut at its medians"]["value"]
    assert medians == pytest.approx(2 / pi * asin(r[i, j])) == pytest.approx(attributes.latent(r[i, j], 0.5, 0.5), abs=1e-6)
    gap = abs(attributes.matrices(store)["S"] - r)
    assert gap.max() < 6 / np.sqrt(N * K)


def test_the_labels_beside_it_are_counted() -> None:
    table = found(attributes.table6(linear()[1], 0))
    assert table["labels, all"]["value"] == pytest.approx(0.1731, abs=5e-5)
    assert table["labels, without 19"]["value"] == pytest.approx(0.0375, abs=5e-5)
    assert table["labels, partial given 19"]["value"] == pytest.approx(0.1015, abs=5e-5)


def test_conditioning_by_direction_is_as_predicted_and_by_row_norm_changes_nothing_where_j_is_constant() -> None:
    store = linear()[1]
    rows = list(threshold.conditioned(store, 0))
    swept = [r for r in rows if r["kind"] == "threshold"]
    for r in swept:
        if r["by"] == "direction":
            assert abs(r["correlation"] - r["predicted"]) < 5 * (1 - r["predicted"] ** 2) / np.sqrt(r["probes"]) + 0.02
        else:
            assert r["correlation"] == pytest.approx(swept[-1]["correlation"], abs=1e-9)
    u = threshold.EPS * abs(store["w"][..., ROWS[0]]) / store["length"]
    published = next(r for r in rows if r["kind"] == "published threshold" and r["by"] == "direction")
    assert (published["probes"], published["of"]) == ((u <= threshold.THRESHOLD).sum(), N * K)
    chance = {r["of"]: r["p"] for r in rows if r["kind"] == "null"}
    assert chance["28 and 30 do not share directions"] == chance["|a^T u|: as many probes at random"] == 0.001


def test_random_subsets_are_not_told_from_the_whole() -> None:
    random = np.random.default_rng(3)
    p = [threshold.subsets(np.abs(random.standard_normal((100, 3))), random.random(100) < 0.2, i)["p"] for i in range(20)]
    assert 0.2 < np.mean(p) < 0.8


def test_laws_hold_of_a_linear_map_and_see_wrong_stores() -> None:
    store = linear(scale=np.exp(0.3 * np.random.default_rng(1).standard_normal(N)))[1]
    assert decide(list(laws(store)))[0] is Outcome.HOLDS
    for name, factor in (("w", 0.7), ("y", 1.5), ("gram", 1.6)):
        outcome, why = decide(list(laws(store | {name: factor * store[name]})))
        assert outcome is Outcome.REFUTED, name
    assert "J J^T" in why
    mixed = store["w"].copy()
    mixed[..., ROWS[0]] = mixed[..., 0]  # the directions of another attribute
    assert decide(list(laws(store | {"w": mixed})))[0] is Outcome.REFUTED


def test_nan_decides_nothing() -> None:
    row = judged("a", float("nan"), 1.0, 1)
    assert row["outcome"] == "UNDECIDED" and decide([row])[0] is Outcome.UNDECIDED
    assert decide([])[0] is Outcome.UNDECIDED


def small(weights: int = 0) -> Callable[..., Networks]:
    """A bent map in place of both networks: dx/dt = sin(x)/2, 40 bent sums of the end."""
    import torch

    matrix = np.random.default_rng(weights).standard_normal((12288, 40)) / 60

    def load(dtype: str = "float32", **_: Any) -> Networks:
        m = torch.as_tensor(matrix, dtype=getattr(torch, dtype))
        return Networks(lambda x, t: torch.sin(x) / 2, lambda x: 3 * torch.tanh(x.flatten(1) @ m), m.dtype)

    return load


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> measured.Arrays:
    monkeypatch.setattr(Networks, "load", small())
    return begin()(range(3))


def test_the_same_again(store: measured.Arrays) -> None:
    rows = list(celeba.again(store, celeba.Again.measured(3)))
    outcome, why = decide(rows)
    assert outcome is Outcome.HOLDS, why
    assert found(rows)["stored w, recomputed in float64"]["unit"] < 1e-5
    assert store["w"].shape == (3, 2, 40) and store["gram"].shape == (3, 3, 3)
    assert found(rows)["J z at half the step"]["value"] < 1e-3


@pytest.mark.parametrize("name", ["y", "w", "gram"])
def test_a_store_that_was_tampered_with_is_seen(store: measured.Arrays, name: str) -> None:
    changed = store[name].copy()
    largest = int(abs(changed).argmax())
    changed.flat[largest] *= 1.001
    outcome, why = decide(list(celeba.again(store | {name: changed}, celeba.Again.measured(3))))
    assert outcome is Outcome.REFUTED and f"stored {name}" in why
    changed.flat[largest] = np.nan
    assert decide(list(celeba.again(store | {name: changed}, celeba.Again.measured(3))))[0] is Outcome.UNDECIDED


def test_other_weights_are_seen(store: measured.Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Networks, "load", small(1))
    assert decide(list(celeba.again(store, celeba.Again.measured(3))))[0] is Outcome.REFUTED


def test_a_difference_is_no_derivative(store: measured.Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    """The undivided difference along z, in place of J z: not linear, and not what reverse mode gives."""
    import torch

    def push(self: Networks, x: Any, z: Any, steps: int = 16) -> Any:
        return x, self.logits(x), torch.stack([self.logits(x + d) - self.logits(x) for d in z])

    monkeypatch.setattr(Networks, "push", push)
    wrong = {r["what"] for r in celeba.again(store, celeba.Again.measured(3)) if r.get("outcome") == "REFUTED"}
    assert {"J (z1 + z2), less J z1 and J z2", "J z by forward mode, less rows of J by reverse mode times z"} <= wrong


# --- what is committed


def test_the_store_is_of_these_networks_and_holds_no_image() -> None:
    kept = measured.load(MEASUREMENT)
    assert {a.shape[1:] for a in kept.arrays.values()} == {(40,), (2, 40), (2,), (3, 3)}
    assert max(a[0].size for a in kept.arrays.values()) < np.prod(SHAPE) / 100
    with pytest.raises(ValueError, match="was measured with gauss-1d_sha256 = None"):
        measured.load(replace(MEASUREMENT, others=(CLASSIFIER, "gauss-1d")))
    with pytest.raises(ValueError, match="was measured with"):
        measured.load(replace(MEASUREMENT, model="gauss-2d"))


def test_the_section_says_what_the_rows_say() -> None:
    kept = measured.load(MEASUREMENT)
    base = {"suite": "celeba", "device": "cpu", "repeat": MEASUREMENT.command}
    step = {"kind": "step", "what": "J z at half the step", "value": 0.125, "n": 3}
    rows = [base | r for r in (step, *laws(kept.arrays), *statistics(kept.arrays, 0), *networks.about(kept), *networks.not_run())]
    rows.append(base | through.not_run())
    first, second, *_, last, _ = SECTION.about(rows)
    assert f"not run. `{THROUGH.made_by}`" in last
    assert "halving them changes J z by 12.5% (root mean square over 3 points)" in first
    assert f"{kept.points} source points" in second
    tables = dict(SECTION.tables(rows))
    assert len(tables["The classifier on the test images"].rows) == 40
    assert [line[1] for line in tables["Networks"].rows[2:]] == ["not run (GPU)"] * 3 + ["not run"]
    assert all(len(line) == len(table.head) for table in tables.values() for line in table.rows)
    assert [p.name for p in SECTION.plots(rows)] == ["celeba-matrices", "celeba-pairs", "celeba-threshold"]


def test_the_classifier_is_as_good_on_the_test_images_as_its_card_says() -> None:
    """Rounding can change signs of logits near 0, and the order of logits that are close: no more than that may differ."""
    if not os.environ.get("DRIFTPROOF_DATA"):
        pytest.skip("set DRIFTPROOF_DATA to a folder with celeba/: `driftproof data check` says how to get it")
    import torch

    from learned import data
    from learned.networks.classifier import quality

    images = data.celeba(None, "test")
    trained = model.load(CLASSIFIER)
    with torch.no_grad():
        some = images.batch(torch.arange(16))
        exact = model.load(CLASSIFIER, dtype=torch.float64).network(some.double())
        rounding = 8 * float((trained.network(some).double() - exact).abs().max())
        s = torch.cat([trained.network(images.batch(i)) for i in torch.arange(len(images.x)).split(500)]).double().numpy()
    labels = np.asarray(images.labels)
    for k, (old, new) in enumerate(zip(trained.card["quality_test"], quality(s, labels), strict=True)):
        ones, zeros = np.sort(s[labels[:, k] == 1, k]), np.sort(s[labels[:, k] == 0, k])
        assert old["name"] == images.names[k] and old["base_rate"] == new["base_rate"] == len(ones) / len(s)
        flips = int((abs(s[:, k]) <= rounding).sum())
        assert abs(old["accuracy"] - new["accuracy"]) <= flips / len(s) + 1e-12
        assert abs(old["balanced_accuracy"] - new["balanced_accuracy"]) <= flips / (2 * min(len(ones), len(zeros))) + 1e-12
        ties = (np.searchsorted(zeros, ones + 2 * rounding) - np.searchsorted(zeros, ones - 2 * rounding)).sum()
        assert abs(old["auc"] - new["auc"]) <= ties / (len(ones) * len(zeros)) + 1e-12


def test_both_networks_come_with_the_package() -> None:
    assert {FLOW, CLASSIFIER} <= set(model.names())
