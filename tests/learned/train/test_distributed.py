"""Two processes make the step of one: the same gradient up to the rounding of its sum, and a wrong slice is seen."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from learned.data import Law
from learned.preset import Preset
from learned.train import checkpoint, objective, train
from learned.train.start import start
from learned.train.state import CHECKPOINT, State
from learned.train.step import step
from tests.learned.tiny import UNET, tiny, write_toml

SLIPS = ("one slice", "averaged", "not added")
ONE_STEP = {"steps": 1, "batch": 17, "lr": 0.01, "warmup": 0, "schedule": "constant", "ema": 0.0, "clip": 0.0}
U = 2.0**-24
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]


def torchrun(*command: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([*TORCHRUN, *command], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    torchrun("tests/learned/train/worker.py", str(write_toml(folder / "tiny.toml", optimiser=ONE_STEP)), str(folder), *SLIPS)
    return folder


def gradients(folder: Path) -> dict[str, torch.Tensor]:
    """AdamW's first moment after one step is (1 - 0.9) times the gradient."""
    tensors, _ = checkpoint.load(folder / CHECKPOINT)
    return {k.removeprefix("adam.exp_avg."): v.double() / 0.1 for k, v in tensors.items() if k.startswith("adam.exp_avg.")}


def rounding(p: Preset, network: torch.nn.Module, batch: objective.Batch) -> dict[str, torch.Tensor]:
    """2 (B + m) u sum_i |g_i|, entry by entry: each of two sums of B rows' gradients, each row's made in m roundings, float32.

    m bounds the roundings behind one row's gradient: 6 for each of the n = 8 + 16 terms of the sums through which it goes, and
    8 for the functions between them. Where terms cancel inside a row |g_i| is too small a scale, so the layer's largest stands in.
    """
    o = p.optimiser
    sums = {name: torch.zeros_like(a, dtype=torch.float64) for name, a in network.named_parameters()}
    for i in range(o.batch):
        network.zero_grad()
        (objective.loss_flow(p, network, *(a[i : i + 1] for a in batch)).sum() / o.batch).backward()
        for name, a in network.named_parameters():
            assert a.grad is not None
            sums[name] += a.grad.double().abs()
    return {name: 2 * roundings(p) * U * a.max().expand_as(a) for name, a in sums.items()}


def roundings(p: Preset) -> int:
    return p.optimiser.batch + 6 * (8 + 16) + 8


def test_two_processes_have_the_gradient_of_one(two: Path, tmp_path: Path) -> None:
    p = tiny(optimiser=ONE_STEP)
    train(p, tmp_path, progress=False)
    one, bound = gradients(tmp_path), rounding(p, start(p, (2,)), objective.draw_flow(p, Law(p.data), 0))
    off = {name: {k: float((g - one[k]).abs().max()) for k, g in gradients(two / name).items()} for name in ("right", *SLIPS)}
    assert one.keys() == bound.keys()
    for k in one:
        assert off["right"][k] <= float(bound[k].max()), f"{k}: {off['right'][k]:.2e}, bound {float(bound[k].max()):.2e}"
    for name in SLIPS:  # the last layer starts at zero: only its own gradient is not
        assert off[name]["last.weight"] > 100 * float(bound["last.weight"].max()), name


def test_two_processes_end_where_one_does(tmp_path: Path) -> None:
    """23 steps by torchrun itself, no further off than one process whose gradients are off at every step by what n roundings of any
    sign add up to, sqrt(n) u, where `rounding` has n u; every entry up or down by chance, the worst of four such runs."""
    p, file = tiny(), write_toml(tmp_path / "tiny.toml")
    torchrun("-m", "learned.train", str(file), "--folder", str(tmp_path / "two"), "--threads", "1")
    two, header = checkpoint.load(tmp_path / "two" / CHECKPOINT)
    one = ends(p)
    bar = max(apart(one, ends(p, torch.Generator().manual_seed(seed))) for seed in range(4))
    off = apart(one, {k.removeprefix("network."): v for k, v in two.items()})
    assert header["step"] == 23
    assert off <= bar, f"{off:.2e}, bar {bar:.2e}"
    wrong = apart(one, ends(tiny(optimiser={"steps": 22})))
    assert wrong > 10 * bar, f"a step that is missing: {wrong:.2e}, bar {bar:.2e}"


def apart(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> float:
    return max(float((b[k] - v).abs().max()) for k, v in a.items())


def ends(p: Preset, signs: torch.Generator | None = None) -> dict[str, torch.Tensor]:
    """The weights after all steps of one process; with `signs` every gradient is off, up or down by chance."""
    state, law, off = State(p, (2,), "", "cpu", 1), Law(p.data), dict[str, torch.Tensor]()
    for name, a in state.network.named_parameters():
        a.register_hook(lambda g, name=name: g + off[name] if name in off else g)
    state.network.train()
    for i in range(p.optimiser.steps):
        batch = objective.draw_flow(p, law, i)
        if signs:
            off.clear()
            bound = rounding(p, state.network, batch)
            off |= {
                k: (b / roundings(p) ** 0.5 * (2 * torch.randint(2, b.shape, generator=signs) - 1)).float()
                for k, b in bound.items()
            }
        step(state, state.network, batch)
        state.step += 1
    return {k: a.detach() for k, a in state.network.named_parameters()}


def test_batch_norm_on_two_cpu_processes_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2 processes cannot share on a CPU: use --set network.norm=group"):
        State(tiny(network={**UNET, "norm": "batch"}), (1, 8, 8), "", "cpu", 2)
    State(tiny(network=UNET), (1, 8, 8), "", "cpu", 2)
