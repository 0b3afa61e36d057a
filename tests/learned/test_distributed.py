"""Two processes make the step of one: the same gradient up to the rounding of its sum, and a wrong slice is seen."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from learned import checkpoint, model, objective
from learned import train as training
from learned.data import Law
from learned.preset import Preset
from learned.state import CHECKPOINT, State
from tests.learned.tiny import UNET, tiny, write_toml

SLIPS = ("one slice", "averaged", "not added")
ONE_STEP = {"steps": 1, "batch": 17, "lr": 0.01, "warmup": 0, "schedule": "constant", "ema": 0.0, "clip": 0.0}
U = 2.0**-24
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]


def torchrun(*command: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([*TORCHRUN, *command], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    torchrun("tests/learned/worker.py", str(write_toml(folder / "tiny.toml", optimiser=ONE_STEP)), str(folder), *SLIPS)
    return folder


def gradients(folder: Path) -> dict[str, torch.Tensor]:
    """AdamW's first moment after one step is (1 - 0.9) times the gradient."""
    tensors, _ = checkpoint.load(folder / CHECKPOINT)
    return {k.removeprefix("adam.exp_avg."): v.double() / 0.1 for k, v in tensors.items() if k.startswith("adam.exp_avg.")}


def rounding(p: Preset) -> dict[str, torch.Tensor]:
    """2 (B + m) u sum_i |g_i|, entry by entry: each of two sums of B rows' gradients, each row's made in m roundings, float32.

    m bounds the roundings behind one row's gradient: 6 for each of the n = 8 + 16 terms of the sums through which it goes, and
    8 for the functions between them. Where terms cancel inside a row |g_i| is too small a scale, so the layer's largest stands in.
    """
    network, o = model.start(p, (2,)), p.optimiser
    batch = objective.draw_flow(p, Law(p.data), 0)
    sums = {name: torch.zeros_like(a, dtype=torch.float64) for name, a in network.named_parameters()}
    for i in range(o.batch):
        network.zero_grad()
        (objective.loss_flow(p, network, *(a[i : i + 1] for a in batch)).sum() / o.batch).backward()
        for name, a in network.named_parameters():
            assert a.grad is not None
            sums[name] += a.grad.double().abs()
    roundings = o.batch + 6 * (8 + 16) + 8
    return {name: 2 * roundings * U * a.max().expand_as(a) for name, a in sums.items()}


def test_two_processes_have_the_gradient_of_one(two: Path, tmp_path: Path) -> None:
    p = tiny(optimiser=ONE_STEP)
    training.train(p, tmp_path, progress=False)
    one, bound = gradients(tmp_path), rounding(p)
    off = {name: {k: float((g - one[k]).abs().max()) for k, g in gradients(two / name).items()} for name in ("right", *SLIPS)}
    assert one.keys() == bound.keys()
    for k in one:
        assert off["right"][k] <= float(bound[k].max()), f"{k}: {off['right'][k]:.2e}, bound {float(bound[k].max()):.2e}"
    for name in SLIPS:  # the last layer starts at zero: only its own gradient is not
        assert off[name]["last.weight"] > 100 * float(bound["last.weight"].max()), name


def test_two_processes_end_where_one_does(tmp_path: Path) -> None:
    """23 steps by torchrun itself, no further off than 100 times what one rounding of the start does to one process."""
    p, file = tiny(), write_toml(tmp_path / "tiny.toml")
    torchrun("-m", "learned.train", str(file), "--folder", str(tmp_path / "two"), "--threads", "1")
    training.train(p, tmp_path / "one", progress=False)
    training.train(p, tmp_path / "shaken", progress=False, stop_after=1)
    tensors, header = checkpoint.load(tmp_path / "one" / CHECKPOINT)
    bar = 100 * max(shaken(p, sign) for sign in (-1, 1))
    two, header = checkpoint.load(tmp_path / "two" / CHECKPOINT)
    off = max(float((two[k] - v).abs().max()) for k, v in tensors.items() if k.startswith("network."))
    assert header["step"] == 23
    assert off <= bar < 1e-3, f"{off:.2e}, bar {bar:.2e}"


def shaken(p: Preset, sign: int) -> float:
    """max |theta - theta'| after all steps, theta' from a start that is larger by 2 u of each weight."""
    ends = []
    for factor in (1.0, 1 + sign * 2 * U):
        state = State(p, (2,), "", "cpu", 1)
        with torch.no_grad():
            for a in state.network.parameters():
                a *= factor
        law = Law(p.data)
        state.network.train()
        for i in range(p.optimiser.steps):
            training.step(state, state.network, objective.draw_flow(p, law, i))
            state.step += 1
        ends.append(torch.cat([a.detach().flatten() for a in state.network.parameters()]))
    return float((ends[0] - ends[1]).abs().max())


def test_batch_norm_on_two_cpu_processes_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2 processes cannot share on a CPU: use --set network.norm=group"):
        State(tiny(network={**UNET, "norm": "batch"}), (1, 8, 8), "", "cpu", 2)
    State(tiny(network=UNET), (1, 8, 8), "", "cpu", 2)
