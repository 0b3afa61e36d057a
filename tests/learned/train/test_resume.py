"""Stopped at any moment and started again, a training ends in the bytes of one that was never stopped."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from learned import preset
from learned.data import Images
from learned.train import card, checkpoint, loop
from learned.train.state import CHECKPOINT
from tests.learned.tiny import UNET, tiny, write_toml

WEIGHTS = "weights.safetensors"


def train(p: Any, folder: Path, **rest: Any) -> dict[str, Any]:
    return loop.train(p, folder, progress=False, **rest)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unbroken")
    assert train(tiny(), folder)["resumed"] == 0
    return folder


def test_two_runs_agree_and_another_seed_does_not(unbroken: Path, tmp_path: Path) -> None:
    train(tiny(), tmp_path / "again")
    train(tiny(seed=4), tmp_path / "other")
    assert (tmp_path / "again" / WEIGHTS).read_bytes() == (unbroken / WEIGHTS).read_bytes()
    assert (tmp_path / "other" / WEIGHTS).read_bytes() != (unbroken / WEIGHTS).read_bytes()


@pytest.mark.parametrize("stops", [(1,), (5, 6, 22), (10,)])
def test_stopped_after_steps(unbroken: Path, tmp_path: Path, stops: tuple[int, ...]) -> None:
    for stop in stops:
        assert train(tiny(), tmp_path, stop_after=stop) == {"name": "tiny", "step": stop, "folder": str(tmp_path)}
        assert not (tmp_path / WEIGHTS).exists()
    made = train(tiny(), tmp_path)
    assert made["resumed"] == len(stops)
    assert (tmp_path / WEIGHTS).read_bytes() == (unbroken / WEIGHTS).read_bytes()


def test_a_longer_training_goes_on_from_a_shorter_one(tmp_path: Path) -> None:
    """At a constant rate; the near miss is a rate that falls with how many steps are left."""
    short, long, falling = ({"steps": n, "schedule": kind} for n, kind in ((7, "constant"), (12, "constant"), (12, "cosine")))
    for folder, steps in (("whole", (long,)), ("longer", (short, long))):
        made = [train(tiny(optimiser=optimiser), tmp_path / folder)["steps"] for optimiser in steps]
        assert made == [optimiser["steps"] for optimiser in steps]
    assert (tmp_path / "whole" / WEIGHTS).read_bytes() == (tmp_path / "longer" / WEIGHTS).read_bytes()
    with pytest.raises(ValueError, match=r"is at step 12, optimiser.steps = 7: another folder, or begin anew \(--restart\)"):
        train(tiny(optimiser=short), tmp_path / "longer")
    train(tiny(), tmp_path / "falling", stop_after=5)
    with pytest.raises(ValueError, match=r"was made with optimiser.steps = 23, now it is 12"):
        train(tiny(optimiser=falling), tmp_path / "falling")


@pytest.mark.parametrize("step", [3, 12])
def test_an_error_between_checkpoints(unbroken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    honest = loop.step

    def dies(state: Any, *args: Any) -> Any:
        if state.step == step:
            raise KeyboardInterrupt
        return honest(state, *args)

    with monkeypatch.context() as m:
        m.setattr(loop, "step", dies)
        with pytest.raises(KeyboardInterrupt):
            train(tiny(), tmp_path)
    train(tiny(), tmp_path)
    assert (tmp_path / WEIGHTS).read_bytes() == (unbroken / WEIGHTS).read_bytes()
    steps = [row["step"] for row in checkpoint.load(tmp_path / CHECKPOINT)[1]["rows"]]
    assert steps == [row["step"] for row in checkpoint.load(unbroken / CHECKPOINT)[1]["rows"]]


@pytest.mark.parametrize(
    "forgotten", ["network.first.weight", "average.last.bias", "adam.exp_avg_sq.last.bias", "adam.step.last.bias"]
)
def test_every_part_of_the_state_matters(unbroken: Path, tmp_path: Path, forgotten: str) -> None:
    """The near miss: a checkpoint that lost one tensor's value does not end in the same bytes."""
    train(tiny(), tmp_path, stop_after=5)
    tensors, header = checkpoint.load(tmp_path / CHECKPOINT)
    checkpoint.save(tmp_path / CHECKPOINT, {**tensors, forgotten: tensors[forgotten] * 0 + 1}, header)
    train(tiny(), tmp_path)
    assert (tmp_path / WEIGHTS).read_bytes() != (unbroken / WEIGHTS).read_bytes()


def test_images_with_normalised_batches_in_channels_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    x = torch.randint(256, (20, 1, 8, 8), generator=torch.Generator().manual_seed(0), dtype=torch.uint8)
    monkeypatch.setattr(loop, "load_data", lambda spec, root=None: Images("noise", x))
    monkeypatch.setattr(card, "BATCHES", 2)
    p = tiny(network={**UNET, "norm": "batch"}, run={"channels_last": True}, loss={"mirror": True})
    train(p, tmp_path / "whole")
    train(p, tmp_path / "broken", stop_after=7)
    train(p, tmp_path / "broken")
    assert (tmp_path / "whole" / WEIGHTS).read_bytes() == (tmp_path / "broken" / WEIGHTS).read_bytes()


def test_killed_by_the_system(tmp_path: Path) -> None:
    """SIGKILL at whatever moment it comes, soon after a checkpoint."""
    file = write_toml(tmp_path / "tiny.toml", optimiser={"steps": 400}, run={"checkpoint_every": 20})
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "learned.train", str(file), "--folder", str(folder), "--threads", str(torch.get_num_threads())]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (folder / CHECKPOINT).exists() and process.poll() is None:
        time.sleep(0.01)
    with pytest.raises(ValueError, match=rf"{folder} is in use: training of tiny by process {process.pid} on .*; wait for its end"):
        train(preset.read(file), folder, resume=False)  # while it lives: refused, and nothing is touched
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 0 < checkpoint.load(folder / CHECKPOINT)[1]["step"] < 400
    assert not (folder / WEIGHTS).exists()
    for name in (CHECKPOINT, "log.jsonl"):
        (folder / f".{name}.halfhalf").touch()  # what it would leave if it came while they are written
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "written to" in done.stdout
    assert train(preset.read(file), tmp_path / "whole")["resumed"] == 0
    assert json.loads((folder / "card.json").read_text(encoding="utf-8"))["resumed"] == 1
    assert (folder / WEIGHTS).read_bytes() == (tmp_path / "whole" / WEIGHTS).read_bytes()
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []


def test_a_checkpoint_of_another_preset(tmp_path: Path) -> None:
    train(tiny(), tmp_path, stop_after=5)
    for groups, says in (
        ({"optimiser": {"lr": 0.02}}, r"made with optimiser.lr = 0.01, now it is 0.02.*--restart"),
        ({"seed": 4}, "made with seed = 3, now it is 4"),
        ({"data": {**tiny().data, "mean": [0, 0]}}, "made with data checksum|made with data.mean"),
        ({"network": {"kind": "mlp", "hidden": 9, "layers": 1}}, "of another architecture"),
    ):
        with pytest.raises(ValueError, match=says):
            train(tiny(**groups), tmp_path)
    made = train(tiny(run={"log_every": 1}, optimiser={}), tmp_path, stop_after=6)  # what does not change the result may change
    assert made["step"] == 6


def test_a_checkpoint_that_is_damaged_or_not_finite(tmp_path: Path) -> None:
    train(tiny(), tmp_path, stop_after=5)
    path = tmp_path / CHECKPOINT
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="cut short"):
        train(tiny(), tmp_path)
    spoilt = bytearray(whole)
    spoilt[-4:] = b"\x00\x00\xc0\x7f"  # NaN in float32
    path.write_bytes(bytes(spoilt))
    with pytest.raises(ValueError, match="NaN or infinite"):
        train(tiny(), tmp_path)
    made = train(tiny(), tmp_path, resume=False)
    assert made["resumed"] == 0


def test_a_finished_training_is_not_trained_again(unbroken: Path) -> None:
    before = (unbroken / WEIGHTS).read_bytes(), checkpoint.load(unbroken / CHECKPOINT)[1]
    made = train(tiny(), unbroken)
    assert (made["resumed"], made["steps"]) == (0, 23)
    assert ((unbroken / WEIGHTS).read_bytes(), checkpoint.load(unbroken / CHECKPOINT)[1]) == before


def test_a_full_disk_loses_nothing(unbroken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    train(tiny(), tmp_path, stop_after=5)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(os, "fsync", full)
        with pytest.raises(OSError, match=r"No space left on device; what was there before is whole; make room"):
            train(tiny(), tmp_path)
    assert checkpoint.load(tmp_path / CHECKPOINT)[1]["step"] == 5
    train(tiny(), tmp_path)
    assert (tmp_path / WEIGHTS).read_bytes() == (unbroken / WEIGHTS).read_bytes()
