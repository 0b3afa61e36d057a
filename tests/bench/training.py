"""Seconds of a training step of the paper's FlowUNet (batch 64, 28 x 28): forward, loss, backward, AdamW.

A plain loop in the published style (NCHW, torch's default AdamW, the loss read at every step) against the steps that training here
can take. The same network from the same weights, on the same batch, in one process, taking turns; medians over the rounds. Wall
time is what a user waits for; processor time is what is left of the comparison on a busy machine.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import torch
import torch.nn.functional as F
from rich.console import Console
from torch import Tensor

from learned.network import FlowUNet

TARGET = 1.3
BATCH, SHAPE = 64, (1, 28, 28)
Step = Callable[[], float]


def network() -> FlowUNet:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return FlowUNet(1).train()


def batch() -> tuple[Tensor, Tensor, Tensor]:
    g = torch.Generator().manual_seed(1)
    x0, x1 = (torch.randn(BATCH, *SHAPE, generator=g) for _ in range(2))
    return x0, x1, torch.rand(BATCH, generator=g)


def plain() -> Step:
    net, (x0, x1, t) = network(), batch()
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-4)

    def step() -> float:
        s = t.view(-1, 1, 1, 1)
        loss = ((net((1 - s) * x0 + s * x1, t) - (x1 - x0)) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def ours(dtype: torch.dtype = torch.float32) -> Step:
    net, (x0, x1, t) = network().to(memory_format=torch.channels_last), batch()
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-4, fused=True)

    def step() -> float:
        s = t.view(-1, 1, 1, 1)
        x = torch.lerp(x0, x1, s).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
            out = net(x, t)
        loss = F.mse_loss(out.float(), x1 - x0)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def timed(step: Step) -> tuple[float, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    loss = step()
    return time.perf_counter() - wall, time.process_time() - cpu, loss


def training(rounds: int = 5) -> dict[str, Any]:
    """For each contestant its median wall and processor seconds, their ratios to the plain loop's, and the losses of its steps."""
    steps = {"plain loop": plain(), "channels-last": ours(), "channels-last, bfloat16": ours(torch.bfloat16)}
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in steps}
    for _ in range(rounds + 1):  # the first is a warm-up
        for name, step in steps.items():
            found[name].append(timed(step))
    rows = {}
    for name, times in found.items():
        ratios = [[p[k] / o[k] for p, o in zip(found["plain loop"][1:], times[1:], strict=True)] for k in (0, 1)]
        rows[name] = {
            "wall": median(t[0] for t in times[1:]),
            "processor": median(t[1] for t in times[1:]),
            "ratio": median(ratios[0]),
            "ratio, processor": median(ratios[1]),
            "losses": [t[2] for t in times],
        }
    return {"threads": torch.get_num_threads(), "rounds": rounds, "target": TARGET, "rows": rows}


def show(console: Console, found: dict[str, Any]) -> None:
    console.print(
        f"training step of the paper's FlowUNet, batch {BATCH}, {SHAPE[1]} x {SHAPE[2]}: {found['threads']} threads, "
        f"{found['rounds']} rounds; ratio = plain loop / this library, target {TARGET} for channels-last",
        highlight=False,
    )
    for name, row in found["rows"].items():
        below = "" if name == "plain loop" or row["ratio"] >= TARGET else f", below {TARGET}"
        console.print(
            f"  {name}: {row['wall']:.2f} s (processor {row['processor']:.2f} s), ratio {row['ratio']:.2f} "
            f"(processor {row['ratio, processor']:.2f}){below}; losses {row['losses'][0]:.4f} ... {row['losses'][-1]:.4f}",
            highlight=False,
        )
