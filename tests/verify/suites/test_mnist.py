"""The statistics of Table 5 on a store made from a linear map are its closed form; what is wrong with a store is refuted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from learned import dependence, model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common.intervals import decide
from verify.suites.common.measurement import Store
from verify.suites.common.trainings import less_the_first
from verify.suites.mnist import again, poincare, published, seeds, sentences, table5
from verify.suites.mnist import measurement as fives
from verify.suites.mnist import table as mnist
from verify.suites.mnist.kinds import Estimate, Kind
from verify.suites.mnist.section import SECTION

POINTS, BLOCK = 1024, 64
BASE = {"suite": "mnist", "model": fives.NAME, "seed": 0, "dtype": "float32", "device": "cpu", "repeat": fives.MEASUREMENT.command}
ABOUT = {"points": POINTS, "block": BLOCK, "seconds": 60.0, "threads": 1, "machine": "any", "weights_sha256": "of a linear map"}


def blurred(x: Any) -> Any:
    """y = A x: each pixel plus half of its neighbours to the right and below, so Corr of neighbours is .5/1.5 = 1/3."""
    x = x.reshape(*x.shape[:-3], 28, 28)
    return (x + (np.roll(x, -1, -1) + np.roll(x, -1, -2)) / 2).reshape(*x.shape[:-2], 784)


A = blurred(np.eye(784).reshape(784, 1, 28, 28)).T


def sample(index: range, dtype: str = "float32", seed: int = 0, rows: bool = True, scale: float = 1.0, **other: Any) -> Any:
    x, z = dependence.draw(seed, index, fives.SHAPE, 2)
    at = [28 * i + j for i, j in fives.PIXELS]
    gram = np.repeat((A[at] @ A[at].T)[None], len(index), 0)
    y, w = scale * blurred(x), scale * blurred(z).swapaxes(0, 1)
    length = np.sqrt((z.reshape(2, len(index), -1) ** 2).sum(-1)).T
    noise = 1e-7 if dtype == "float32" else 0.0
    return dependence.Sample(np.array(index), y * (1 + noise), w * (1 + noise), length, scale**2 * gram * (1 + noise))


@pytest.fixture(scope="module")
def store() -> Store:
    blocks = [fives.kept(sample(range(i, i + BLOCK))) for i in range(0, POINTS, BLOCK)]
    return Store(ABOUT | dict(fives.SETTINGS), {k: np.concatenate([b[k] for b in blocks]) for k in blocks[0]})


CARD = {"parameters": 9, "steps": 10, "seconds": 120.0, "loss": 0.25, "loss_standard_error": 0.01, "device": "cpu", "threads": 2}
CARD |= {"machine": "any", "weights_sha256": "of a linear map", "retrain": fives.PUBLISHED[fives.PAPER].trained_by}


@pytest.fixture(scope="module")
def paper(store: Store) -> Store:
    """The first points of the same, as the record of the paper's network has them."""
    n, block = fives.PUBLISHED[fives.PAPER].points, fives.PUBLISHED[fives.PAPER].block
    blocks = [fives.kept(sample(range(i, i + block))) for i in range(0, n, block)]
    about = ABOUT | {"points": n, "block": block, "card": CARD, "losses": [[5, 0.5], [10, 0.3]]} | dict(fives.SETTINGS)
    return Store(about, {k: np.concatenate([b[k] for b in blocks]) for k in blocks[0]})


@pytest.mark.parametrize("name", fives.PUBLISHED)
def test_a_record_is_of_the_training_that_its_row_speaks_of(name: str) -> None:
    """The precision in the row is read off the command; a record of another training would be spoken of wrongly."""
    kept = published.measured.recorded(fives.PUBLISHED[name])
    assert kept is not None and kept.about["card"]["retrain"] == fives.TRAINED[name]
    assert kept.about["card"]["retrain"] not in {fives.TRAINED[other] for other in fives.PUBLISHED if other != name}


def test_a_network_without_a_record_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published.measured, "recorded", lambda *_: None)
    rows = list(published.rows(BASE))
    assert [r["kind"] for r in rows] == [Kind.NOT_RUN] * 2
    assert [r["repeat"] for r in rows] == [f"{fives.TRAINED[name]} && driftproof measure {name}" for name in fives.PUBLISHED]
    assert [line[2] for line in dict(SECTION.tables(rows))["The paper's networks"].rows] == ["not run"] * 2


def changed(store: Store, **arrays: Any) -> Store:
    return replace(store, arrays={**store.arrays, **{k.replace("_", " "): a for k, a in arrays.items()}})


@pytest.fixture(autouse=True)
def linear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fives, "sample", sample)


def test_a_linear_map_gives_its_closed_form(store: Store) -> None:
    rows = mnist.statistics(BASE, store)
    assert decide(rows) == (Outcome.HOLDS, "")
    C = A @ A.T
    for reading, (i, j) in table5.READINGS.items():
        a, b = (28 * r + c for r, c in (fives.PIXELS[i], fives.PIXELS[j]))
        exact = C[a, b] / np.sqrt(C[a, a] * C[b, b])
        of = {r["estimate"]: r for r in rows if r["kind"] == "Table 5" and r["reading"] == reading}
        assert of["S by rows of J"]["value"] == pytest.approx(exact, abs=1e-6) and not of["S by rows of J"]["heavy"]
        assert of["S by rows of J"]["deviations"] == pytest.approx([C[a, a] ** 0.5, C[b, b] ** 0.5], rel=1e-5)
        for name in ("S by wiggles", "samples"):
            error = (1 - exact**2) / np.sqrt(POINTS)
            assert abs(of[name]["value"] - exact) < 5 * error
            assert of[name]["high"] - of[name]["low"] == pytest.approx(2 * 1.96 * error / np.sqrt(2 if "w" in name else 1), rel=0.2)
    ratio = next(r for r in rows if r["kind"] == "deviation of S over that of samples")
    assert ratio["value"] == pytest.approx(1, abs=0.02)  # equality of Poincaré: the map is affine
    pairs = next(r for r in rows if r["kind"] == "pairs")
    assert np.median(pairs["S by wiggles"]) == pytest.approx(1 / 3, abs=0.01) and pairs["n"] == len(pairs["places"])


def again_at(store: Store, seed: int = 0) -> Iterator[Row]:
    return mnist._again(BASE, store, mnist.now(store, seed))


def test_the_same_points_again(store: Store) -> None:
    rows = list(again_at(store))
    assert decide(rows) == (Outcome.HOLDS, "")
    assert {r["kind"] for r in rows if "expected" in r} == {"computed again", "near miss: the next points"}


def of_paper(monkeypatch: pytest.MonkeyPatch, store: Store, here: str) -> list[Any]:
    """The rows of the record, on a machine that has weights with this checksum."""
    monkeypatch.setattr(published.measured, "recorded", lambda m, _: store if m.name == fives.PAPER else None)
    monkeypatch.setattr(fives.Measurement, "about", lambda self, run=None: {"weights_sha256": here})
    return list(published.rows(BASE))


def test_the_papers_network_is_said_from_its_record(paper: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = of_paper(monkeypatch, paper, "another")
    assert decide(elsewhere)[0] is Outcome.HOLDS
    assert ["note" in r for r in elsewhere if r["kind"] == "computed again"] == [True]
    here = of_paper(monkeypatch, paper, "of a linear map")
    assert decide(here)[0] is Outcome.HOLDS and len([r for r in here if r["kind"] == "computed again"]) == 3
    y = paper.arrays["y"].copy()
    y[0] += 1e-4
    assert decide(of_paper(monkeypatch, changed(paper, y=y), "of a linear map"))[0] is Outcome.REFUTED


def as_trained(paper: Store, command: str) -> dict[str, Any]:
    """What is said of the record, if this command has trained its network."""
    return {**paper.about, "card": CARD | {"retrain": command}}


def test_no_weights_and_no_training_of_them_is_no_error(paper: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path))
    monkeypatch.setattr(published.measured, "recorded", lambda m, *_: Store(as_trained(paper, m.trained_by), paper.arrays))
    rows = [*published.rows(BASE)]
    notes = [r["note"] for r in rows if r["kind"] == "computed again"]
    said = [sentences._published(name, [r for r in rows if r["model"] == name])[0] for name in fives.PUBLISHED]
    assert "as its code has it, in float32 with" in said[0] and "as its Table 2 prints it, in bfloat16 with" in said[1]
    assert "paper-mnist-fives-printed`" in said[1]
    assert [f"`{fives.TRAINED[name]}`" in note for name, note in zip(fives.PUBLISHED, notes, strict=True)] == [True, True]


@pytest.mark.parametrize("name", ["y", "w", "gram"])
def test_a_changed_value_is_refuted(store: Store, name: str) -> None:
    a = store.arrays[name].copy()
    a[1].flat[0] += 1e-4
    assert decide(list(again_at(changed(store, **{name: a}))))[0] is Outcome.REFUTED


def test_a_change_far_from_the_first_points_is_refuted_by_the_points_of_the_seed(store: Store) -> None:
    y = store.arrays["y"].copy()
    y[again.POINTS :] += 1e-4
    assert decide(list(again_at(changed(store, y=y), seed=3)))[0] is Outcome.REFUTED


def test_another_network_is_refuted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fives, "sample", lambda *a, **k: sample(*a, **k, scale=1.001))
    assert decide(list(again_at(store)))[0] is Outcome.REFUTED


def test_nan_is_undecided(store: Store) -> None:
    y = store.arrays["y"].copy()
    y[0, 0] = np.nan
    outcome, why = decide(list(again_at(changed(store, y=y))))
    assert outcome is Outcome.UNDECIDED and "y at points 0, 1, " in why
    assert decide([])[0] is Outcome.UNDECIDED


def test_samples_wider_than_S_refute_poincare(store: Store) -> None:
    wider = changed(store, y_x=1.5 * store.arrays["y x"], y_xx=2.25 * store.arrays["y xx"])
    outcome, why = decide(list(poincare.poincare(BASE, wider)))
    assert outcome is Outcome.REFUTED and "Cov(y) <= S" in why


@pytest.fixture(scope="module")
def other_seeds(store: Store) -> Store:
    """Of the same points, with the second and the third seed of a map that stretches more."""
    n, scales = fives.SAMPLES, np.array([1, 2, 3], dtype=np.float32).reshape(3, 1, 1, 1)
    arrays = {name: np.stack([store.arrays[name][None, :n]] * 3) for name in ("y", "w", "gram")}
    arrays |= {"y": arrays["y"] * scales, "w": arrays["w"] * scales[..., None], "gram": arrays["gram"] * scales[..., None] ** 2}
    loss = model.load(fives.NAME).card["loss"] + np.arange(3.0)[:, None]
    arrays |= {"loss": loss, "error": 0 * loss, "seconds": 60 + 0 * loss}
    return Store(ABOUT | dict(fives.SEEDS.settings) | {"points": 3, "block": 1}, arrays)


def of_seeds(monkeypatch: pytest.MonkeyPatch, store: Store, found: Store) -> list[Row]:
    monkeypatch.setattr(seeds.measured, "load", lambda *_: found)
    return list(seeds.rows(BASE, mnist.now(store, 0).first))


def test_other_seeds_are_told_each_with_its_interval(store: Store, other_seeds: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = of_seeds(monkeypatch, store, other_seeds)
    assert decide(rows) == (Outcome.HOLDS, "")
    (S,) = [r for r in rows if r.get("reading") == next(iter(table5.READINGS)) and r["what"] == "S by rows of J"]
    (first,) = [r for r in table5.table5(BASE, whole(store)) if (r.get("reading"), r.get("estimate")) == (S["reading"], S["what"])]
    assert S["each"] == pytest.approx([first["value"]] * 3) and S["n"] == 3  # a factor is no matter to a correlation
    gaps = next(r for r in rows if r["kind"] == Kind.SEEDS and r["what"] == less_the_first(Estimate.SAMPLES))
    assert abs(np.array([gaps["each"], gaps["low"], gaps["high"]])).max() < 1e-6  # paired: nothing is left
    assert [r["outcome"] for r in rows if r["kind"] == "kept of other seeds"] == ["HOLDS", "REFUTED"]


def test_a_seed_that_has_another_correlation_is_told_apart_by_the_pairing(store: Store) -> None:
    """Two maps of the same points: their gap is resolved where their own intervals overlap."""
    w = store.arrays["w"][: fives.SAMPLES, :, :2].astype(float)
    mixed = w @ np.array([[1, 0.1], [0, 1]])
    one, other = ((dependence.of_wiggles(a), False) for a in (mixed, w))
    gap, (a, b) = seeds.less(one, other, 0), (table5.correlated(*s, 0) for s in (one, other))
    assert 0 < gap["low"] < gap["value"] < gap["high"] and a["low"] < b["high"]
    assert seeds.less(other, one, 0)["value"] == pytest.approx(-gap["value"])


def whole(store: Store) -> Store:
    """Its first points, as many as other seeds have."""
    return Store({**store.about, "points": fives.SAMPLES}, {k: a[: fives.SAMPLES] for k, a in store.arrays.items()})


@pytest.mark.parametrize("name", ["y", "w", "gram"])
def test_other_seeds_whose_first_is_another_network_are_refuted(
    store: Store, other_seeds: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    turned = changed(other_seeds, **{name: np.roll(other_seeds.arrays[name], 1, 0)})
    assert decide(of_seeds(monkeypatch, store, turned))[0] is Outcome.REFUTED


def test_wiggles_that_are_not_those_of_the_rows_are_refuted(store: Store) -> None:
    w = store.arrays["w"] * np.float32(1.2)
    assert decide(list(poincare.directions(BASE, changed(store, w=w))))[0] is Outcome.REFUTED


def test_the_section_says_what_the_rows_say(
    store: Store, paper: Store, other_seeds: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [*of_paper(monkeypatch, paper, "another"), *of_seeds(monkeypatch, store, other_seeds)]
    rows = [mnist._stored(BASE, store), *again_at(store), *mnist.statistics(BASE, store), *said]
    text = " ".join(SECTION.about(rows))
    assert "1024 source points" in text and "`driftproof train paper-mnist-fives`" in text and "Heavy tails" not in text
    assert "9 weights, 10 steps, 2 minutes on 2 cores, `" in text and "then 320 source points" in text
    assert "RK4 with 16 steps, short at both ends: halving them changes J z by 0.0%" in text
    far = [r | {"relative, median point": 0.2} if r["kind"] == "solver" else r for r in rows]
    assert "halving them changes J z by 20.0% (median of 2 points)" in " ".join(SECTION.about(far))
    tables = SECTION.tables(rows)
    assert "Of 3, asked at the same 320 source points, it moves S there by 0.00" in text
    assert "1 minutes of measuring, `driftproof measure mnist-fives-seeds`" in text
    assert len(tables) == 11 and all(len(r) == len(t.head) for _, t in tables for r in t.rows)
    assert [p.name for p in SECTION.plots(rows)] == [
        "mnist-derivative",
        "mnist-scatter",
        "mnist-neighbours",
        "mnist-settling",
        "mnist-training",
    ]
