"""The loop: what a training leaves behind, that it learns, and that what goes wrong says so and loses nothing."""

import json
import math
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from learned import model, preset
from learned.data import Images, Law, Pairs
from learned.train import card, checkpoint, loop, objective, plots
from learned.train.start import start
from learned.train.state import CHECKPOINT, State
from tests.learned.tiny import UNET, tiny

LAW = Law(tiny().data)


def pictures(n: int = 40, labels: int = 0) -> Images:
    generator = torch.Generator().manual_seed(5)
    x = torch.randint(256, (n, 3, 8, 8), generator=generator, dtype=torch.uint8)
    y = torch.randint(2, (n, labels), generator=generator).to(torch.int8) if labels else None
    return Images("noise", x, y, tuple(f"label {i}" for i in range(labels)), "train")


def use(monkeypatch: pytest.MonkeyPatch, data: Any) -> None:
    monkeypatch.setattr(loop, "load_data", lambda spec, root=None: data)


def train(p: Any, folder: Path, **rest: Any) -> dict[str, Any]:
    return loop.train(p, folder, progress=False, **rest)


def test_a_training_leaves_everything_behind(tmp_path: Path) -> None:
    p = tiny()
    made = train(p, tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == {
        "card.json",
        CHECKPOINT,
        "curve.png",
        "log.jsonl",
        "samples.png",
        "weights.safetensors",
    }
    assert made == json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["step"] for row in rows] == sorted({*range(2, 23, 2), 5, 10, 15, 20, 23})
    assert {"loss", "excess", "lr", "steps_per_second"} < set(rows[0])
    assert made["data_checksum"] == LAW.checksum
    assert made["retrain"] == "driftproof train tiny"
    assert preset.of(made["preset"]) == p
    assert made["weights_sha256"] == checkpoint.sha256(tmp_path / "weights.safetensors")
    assert made["floor"] == LAW.floor()


def test_training_brings_the_loss_down_to_the_floor(tmp_path: Path) -> None:
    """Fresh loss less the floor is the velocity's squared error, within five standard errors; at the start it is far off."""
    p = tiny(
        optimiser={"steps": 400, "batch": 256}, network={"kind": "mlp", "hidden": 24, "layers": 2}, run={"checkpoint_every": 400}
    )
    before = card.velocity_error(p, start(p, (2,)).eval(), LAW, 32)
    made = train(p, tmp_path)
    assert before[0] > 0.9 > 0.15 > made["velocity_error"]
    assert abs(made["loss"] - made["floor"] - made["excess"]) < 5 * made["loss_standard_error"]


@pytest.mark.parametrize("target", ["x1", "x0"])
def test_other_targets_learn_the_same_velocity(tmp_path: Path, target: str) -> None:
    p = tiny(
        optimiser={"steps": 300, "batch": 256},
        network={"kind": "mlp", "hidden": 24, "layers": 2},
        loss={"target": target},
        run={"checkpoint_every": 300},
    )
    train(p, tmp_path)
    learned = model.load(tmp_path)
    from analytic import gaussian
    from analytic.arithmetic import torch as arithmetic

    generator = torch.Generator().manual_seed(0)
    x = (torch.randn(4000, 2, generator=generator) + LAW.sample(4000, generator)) / 2
    u = gaussian.drift(LAW.law(arithmetic(torch.float32)), 0.5, x)
    assert float((learned.velocity(x, 0.5) - u).square().mean() / u.square().mean()) ** 0.5 < 0.25
    raw = learned.network(x, torch.tensor(0.5))  # the near miss: the prediction taken for the velocity
    assert float((raw - u).square().mean() / u.square().mean()) ** 0.5 > 0.5


def test_images_and_minibatch_transport(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, pictures())
    monkeypatch.setattr(card, "BATCHES", 3)
    p = tiny(
        network=UNET, loss={"coupling": "ot", "mirror": True}, run={"channels_last": True, "export": "float16", "sample_every": 5}
    )
    made = train(p, tmp_path)
    assert made["shape"] == [3, 8, 8]
    assert "floor" not in made
    assert made["loss"] == pytest.approx(made["loss_before_rounding"], rel=1e-2)
    assert (tmp_path / "samples.png").exists()
    tensors, _ = checkpoint.load(tmp_path / "weights.safetensors")
    assert {a.dtype for a in tensors.values()} == {torch.float16}
    weights = model.load(tmp_path).network.parameters()
    assert all(a.dtype == torch.float32 and a.is_contiguous() for a in weights)


def test_fixed_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    x0 = torch.randn(64, 2, generator=torch.Generator().manual_seed(0))
    use(monkeypatch, Pairs(x0, x0 + 1))
    monkeypatch.setattr(card, "BATCHES", 3)
    p = tiny(loss={"coupling": "pairs"}, optimiser={"steps": 200})
    assert train(p, tmp_path)["loss"] < 0.1  # x1 - x0 = 1 is learnt exactly: no floor above 0
    with pytest.raises(ValueError, match="does not fit the data"):
        train(tiny(), tmp_path)


def test_a_classifier_and_its_quality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    x = torch.zeros(60, 3, 8, 8, dtype=torch.uint8)
    labels = torch.tensor([[i % 2, i % 3 == 0] for i in range(60)]).to(torch.int8)
    x[:, 0] += (200 * labels[:, 0]).to(torch.uint8)[:, None, None]  # the first label is in the red channel, the second nowhere
    use(monkeypatch, Images("made", x, labels, ("red", "third"), "train"))
    monkeypatch.setattr(card, "BATCHES", 3)
    network = {"kind": "small-resnet", "outputs": 2, "base": 4, "multipliers": [1, 2]}
    p = tiny(task="classifier", network=network, optimiser={"steps": 40, "ema": 0.0}, data={"kind": "celeba", "split": "train"})
    red, third = train(p, tmp_path)["quality_test"]
    assert (red["name"], red["auc"]) == ("red", 1.0)
    assert third["auc"] < 0.75
    with pytest.raises(ValueError, match="has no velocity"):
        model.load(tmp_path).velocity(torch.zeros(1, 3, 8, 8), 0)
    with pytest.raises(ValueError, match="have no labels"):
        use(monkeypatch, pictures())
        train(p, tmp_path)


def test_autocast_to_bf16_trains_in_float32_weights(tmp_path: Path) -> None:
    p = tiny(run={"precision": "bf16"})
    train(p, tmp_path, stop_after=5)
    tensors, header = checkpoint.load(tmp_path / CHECKPOINT)
    assert {a.dtype for a in tensors.values()} == {torch.float32}
    train(tiny(), tmp_path / "plain", stop_after=5)
    assert header["rows"][0]["loss"] != checkpoint.load(tmp_path / "plain" / CHECKPOINT)[1]["rows"][0]["loss"]


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: float
) -> None:
    honest = objective.draw_flow

    def spoilt(p: Any, data: Any, step: int, purpose: int = objective.TRAIN) -> Any:
        x0, x1, t = honest(p, data, step, purpose)
        return (x0, x1 * bad, t) if step == 12 else (x0, x1, t)

    with monkeypatch.context() as m:
        m.setitem(objective.TASKS, "flow", objective.Task(spoilt, objective.loss_flow))
        with pytest.raises(
            ValueError, match=r"the loss is (nan|inf) at step 13; the last good checkpoint is kept.*smaller optimiser.lr"
        ):
            train(tiny(), tmp_path)
    assert checkpoint.load(tmp_path / CHECKPOINT)[1]["step"] == 10
    train(tiny(), tmp_path)
    train(tiny(), tmp_path / "unbroken")
    assert (tmp_path / "weights.safetensors").read_bytes() == (tmp_path / "unbroken" / "weights.safetensors").read_bytes()


def test_weights_that_are_no_numbers_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    p = tiny()
    train(p, tmp_path, stop_after=5)
    honest = State.average_with

    def spoil(state: State, c: float) -> None:
        honest(state, c)
        if state.step == 9:  # the tenth step, after its loss was computed
            next(state.network.parameters()).data.fill_(math.nan)

    with monkeypatch.context() as m:
        m.setattr(State, "average_with", spoil)
        with pytest.raises(ValueError, match=r"at step 10: .* was not written: network.*last good checkpoint is kept"):
            train(p, tmp_path)
    assert checkpoint.load(tmp_path / CHECKPOINT)[1]["step"] == 5


def test_no_checkpoint_yet_is_said(tmp_path: Path) -> None:
    p = tiny(optimiser={"lr": 1e30, "clip": 0.0, "warmup": 0})
    with pytest.raises(ValueError, match=r"no checkpoint was written yet\. Try a smaller optimiser.lr \(now 1e\+30\)"):
        train(p, tmp_path)


def test_no_pictures_of_images_inside_the_repository() -> None:
    path = plots.REPOSITORY / "learned" / "weights" / "samples.png"
    why = plots.samples(path, tiny(network=UNET), pictures(), torch.nn.Identity())
    assert why is not None
    assert "inside the repository" in why
    assert not path.exists()


def test_plain_lines_where_there_is_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop.train(tiny(), tmp_path)
    said = capsys.readouterr().err
    assert "tiny: step 23 of 23, loss" in said
    assert "excess" in said
    assert "0 s left" in said


def test_a_bar_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    loop.train(tiny(), tmp_path)
    said = capsys.readouterr().err
    assert "23/23" in said
    assert "steps/s" in said
    assert "left" in said
