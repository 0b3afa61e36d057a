"""Table 6 through another classifier: whose weights are asked, what its record says, that a wrong one is refuted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from learned import dependence, model
from learned.train import loop
from tests.learned.data.test_celeba import with_tar
from tests.learned.tiny import tiny
from tests.verify.suites.test_celeba import N, linear
from verify.claim import Outcome
from verify.suites.celeba import networks, through
from verify.suites.celeba.kinds import THROUGH_BOTH, Kind
from verify.suites.celeba.laws import laws
from verify.suites.celeba.measurement import CLASSIFIER, FLOW, MEASUREMENT, THROUGH, Networks
from verify.suites.celeba.section import SECTION
from verify.suites.celeba.statistics import statistics
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import decide
from verify.suites.common.measurement import Store
from verify.suites.common.paired import paired

CARD = model.load(CLASSIFIER).card | {"retrain": THROUGH.trained_by, "steps": 1510, "seconds": 6000.0, "loss_test": 0.5}
OWN = measured.load(MEASUREMENT)


def kept(folder: Path, **changed: Any) -> Store:
    """What a measurement of a linear map would leave in this folder, some arrays of it changed."""
    arrays = {k: (a * changed.get(k, 1)).astype(np.float32) for k, a in linear()[1].items()}
    about = THROUGH.about() | {"seconds": 60.0, "threads": 1, "machine": "any", "weights_sha256": "of a linear map", "card": CARD}
    n = N // THROUGH.block * THROUGH.block
    store = Store(about | {"points": n}, {k: a[:n] for k, a in arrays.items()})
    measured._write(store, folder / f"{THROUGH.name}.safetensors")
    return store


def test_without_a_record_it_says_how_to_make_one(tmp_path: Path) -> None:
    (row,) = through.rows(OWN, 0, tmp_path)
    assert (row["kind"], row["repeat"]) == (Kind.NOT_RUN, f"{THROUGH.trained_by} && {THROUGH.command}")


def test_a_record_of_a_linear_map_is_told_and_a_wrong_one_refuted(tmp_path: Path) -> None:
    kept(tmp_path)
    rows = list(through.rows(OWN, 0, tmp_path))
    assert decide(rows) == (Outcome.HOLDS, "") and {r["through"] for r in rows} == {THROUGH.model}
    base = {"suite": "celeba", "device": "cpu", "repeat": MEASUREMENT.command}
    step = {"kind": "step", "what": "J z at half the step", "value": 0.125, "n": 3}
    own = [*laws(OWN.arrays), *statistics(OWN.arrays, 0), *networks.about(OWN), *networks.not_run()]
    every = [base | r for r in (step, *own, *rows)]
    said = SECTION.about(every)[-2]
    assert f"1510 steps of its preset's 3774 in float32, 100 minutes, `{THROUGH.trained_by}`" in said
    assert f"loss 0.500 ({CARD['loss']:.3f} on those it was trained on), of the small one 0.2" in said
    assert "on the same faces" in said and not through.of_same_images(CARD | {"data_checksum": "of others"})
    assert "at 592 of the same source points (1 minutes, `driftproof measure celeba-resnet50`)" in said
    tables = dict(SECTION.tables(every))
    assert tables["Table 6: correlation of attributes 28 and 30, through celeba-resnet50"].rows
    assert len(tables["Networks"].rows) == 6 and all(len(line) == len(t.head) for t in tables.values() for line in t.rows)
    alone = dict(SECTION.tables([base | r for r in (step, *own)]))
    assert all(tables[title] == table for title, table in alone.items() if title != "Networks")  # the other rows change nothing
    assert len(SECTION.plots(every)[0].panels) == len(SECTION.plots([base | r for r in own])[0].panels) + 1
    kept(tmp_path, w=0.7)
    assert decide(list(through.rows(OWN, 0, tmp_path)))[0] is Outcome.REFUTED


def test_the_same_classifier_ranks_pairs_alike_and_another_does_not(tmp_path: Path) -> None:
    same, other = through.between(OWN, OWN), through.between(OWN, kept(tmp_path))
    assert same["what"] == THROUGH_BOTH and same["value"] == pytest.approx(1) and same["rms"] == 0
    assert abs(other["value"]) < 0.3 and other["n"] == 592
    w = OWN.arrays["w"][:9].astype(float)
    kept_all, some = dependence.of_wiggles(w), dependence.of_wiggles(w, keep=np.arange(18).reshape(9, 2) > 0)
    for a, b in ((kept_all, dependence.of_wiggles(w[:8])), (kept_all, some)):
        with pytest.raises(ValueError, match="give the same source points, all probes kept"):
            paired(a, b)


def test_the_classifier_of_a_training_is_asked_of_the_same_flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DRIFTPROOF_DATA", str(with_tar(monkeypatch, tmp_path / "data")))
    network = {"kind": "small-resnet", "outputs": 3, "base": 4, "multipliers": [1, 2]}
    data = {"kind": "celeba", "split": "train"}
    card = loop.train(replace(tiny(network=network, data=data), task="classifier"), tmp_path / "run", progress=False)
    about = replace(THROUGH, trained_by=card["retrain"]).about(tmp_path / "run")
    assert about["card"]["quality_test"] == card["quality_test"] and about["card"]["loss_test"] == card["loss_test"]
    assert about["weights_sha256"] == card["weights_sha256"] and f"{FLOW}_sha256" in about
    x = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    asked, own = Networks.load(classifier=tmp_path / "run"), Networks.load()
    assert torch.equal(asked.classifier(x), model.load(tmp_path / "run").network(x))
    assert torch.equal(own.classifier(x), model.load(CLASSIFIER).network(x))
    t = torch.tensor(0.5)
    assert torch.equal(asked.velocity(x, t), own.velocity(x, t))
