"""`python -m tests.bench training`: a training step of the paper's FlowUNet (batch 64, 28 x 28), forward to AdamW.

A plain loop in the published style (NCHW; interpolate, concatenate, convolve; torch's default AdamW, the loss read at every step)
against `learned.train.step` as a preset runs it, averaged weights included. The same network from the same weights, on the same
batch, in one process, taking turns; ratios are medians over rounds of processor times where torch has one thread, else of elapsed
times. "of sgemm": floating-point operations of the products and convolutions of a step, over its time and over the rate of A B.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from statistics import median
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

from learned import preset as presets
from learned.networks.layers import Conv3
from learned.train.state import State
from learned.train.step import step as step_of

TARGET, BATCH, SHAPE = 1.3, 64, (1, 28, 28)
NETWORKS = {
    "Table 2": ("paper-mnist-fives-printed",),
    "bilinear, (1, 2, 4, 8, 8)": ("paper-mnist-fives", "network.decoder=[8, 4, 2, 1]"),
}
OURS = {"learned.train": "float32", "learned.train, bfloat16": "bf16"}  # bfloat16 is another precision: never the target's line
PRODUCTS = {"aten::mm", "aten::addmm", "aten::bmm", "aten::baddbmm"}
Step = Callable[[], float]


def state(network: Sequence[str], precision: str) -> State:
    """Of a preset and its changes."""
    name, *changes = network
    run = [f"run.precision={precision}", "optimiser.ema=0.999"]
    made = State(presets.read(name, [*changes, *run]), SHAPE, "", "cpu", 1)
    # it begins at zero, where the loss shows nothing of the rest
    torch.nn.init.normal_(made.network.last.weight, std=0.1, generator=torch.Generator().manual_seed(2))
    return made


def batch() -> tuple[Tensor, Tensor, Tensor]:
    g = torch.Generator().manual_seed(1)
    x0, x1 = (torch.randn(BATCH, *SHAPE, generator=g) for _ in range(2))
    return x0, x1, torch.rand(BATCH, generator=g)


def published(conv: nn.Conv2d, x: Tensor, below: Tensor | None = None) -> Tensor:
    if below is not None:
        x = torch.cat([x, F.interpolate(below, size=x.shape[2:], mode="bilinear")], dim=1)
    return F.conv2d(x, conv.weight, padding=1)


def plain(network: Sequence[str]) -> Step:
    start, (x0, x1, t) = state(network, "float32"), batch()
    net = start.network.to(memory_format=torch.contiguous_format).train()
    for conv in net.modules():
        if isinstance(conv, Conv3):
            conv.forward = partial(published, conv)
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-4, weight_decay=start.preset.optimiser.weight_decay)

    def step() -> float:
        s = t.view(-1, 1, 1, 1)
        loss = ((net((1 - s) * x0 + s * x1, t) - (x1 - x0)) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def ours(network: Sequence[str], precision: str) -> Step:
    made = state(network, precision)
    made.network.train()
    x0, x1, t = (a.contiguous(memory_format=torch.channels_last) if a.ndim == 4 else a for a in batch())

    def step() -> float:
        loss = step_of(made, made.network, (x0, x1, t)).item()
        made.step += 1
        return loss

    return step


def in_products(step: Step) -> float:
    """The share of a step's computing that is convolutions and matrix products, forwards and backwards: torch's own."""
    with profile(activities=[ProfilerActivity.CPU]) as found:
        step()
    spent = {event.key: event.self_cpu_time_total for event in found.key_averages()}
    return sum(s for key, s in spent.items() if "convolution" in key or key in PRODUCTS) / sum(spent.values())


def line(name: str, rounds: int) -> dict[str, Any]:
    """For each contestant its median seconds, the plain loop's over them, its share of sgemm's rate, its first and last loss."""
    clock = time.process_time if torch.get_num_threads() == 1 else time.perf_counter
    steps = {"plain loop": plain(NETWORKS[name])} | {label: ours(NETWORKS[name], kind) for label, kind in OURS.items()}
    found: dict[str, list[tuple[float, float]]] = {label: [] for label in steps}
    flops, rates = dict[str, int](), list[float]()
    A = torch.randn(1500, 1500)
    for i in range(rounds + 1):  # the first is a warm-up
        for label, step in steps.items():
            with nullcontext() if i else FlopCounterMode(display=False) as counter:
                start = clock()
                loss = step()
                found[label].append((clock() - start, loss))
            if counter:
                flops[label] = counter.get_total_flops()
        start = clock()
        torch.mm(A, A)
        rates.append(2 * len(A) ** 3 / (clock() - start))
    return {
        label: {
            "seconds": median(s for s, _ in times[1:]),
            "in products": in_products(steps[label]),
            "ratio": median(p / s for (p, _), (s, _) in zip(found["plain loop"][1:], times[1:], strict=True)),
            "of sgemm": flops[label] / median(s for s, _ in times[1:]) / median(rates),
            "losses": [times[0][1], times[-1][1]],
        }
        for label, times in found.items()
    }


def rows(rounds: int = 4) -> Iterator[dict[str, Any]]:
    clock = "processor" if torch.get_num_threads() == 1 else "elapsed"
    for name in NETWORKS:
        found = line(name, rounds)
        loop = {f"plain loop, {what}": found["plain loop"][what] for what in ("seconds", "in products", "of sgemm", "losses")}
        for label, kind in OURS.items():
            target = [[["ratio", ">=", TARGET]]] if kind == "float32" else []
            yield {"line": f"{name}, {label}", **found[label], **loop, "rounds": rounds, "clock": clock, "targets": target}
