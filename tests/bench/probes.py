"""`python -m tests.bench probes`: k = 8 tangents through a 25-step Euler flow by forward mode, against 9 plain integrations.

Nine flows are what one flow and eight difference quotients cost. The contestants take turns; the ratio is the median over rounds of
processor times where torch has one thread (what else runs on the machine then matters less), else of elapsed times.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import torch

from learned import flow, networks, preset
from learned.train.start import start

K, STEPS, TARGET = 8, 25, 1.5
NETWORKS: dict[str, tuple[Callable[[], Any], tuple[int, ...]]] = {
    "FlowUNet, base 32, batch norm": (lambda: networks.unet.FlowUNet(1, 32, (1, 2, 4), 128, norm="batch"), (8, 1, 28, 28)),
    "FlowUNet, base 32, group norm": (lambda: networks.unet.FlowUNet(1, 32, (1, 2, 4), 128, norm="group"), (8, 1, 28, 28)),
    "AttentionUNet, Table 2's, attention at 7, 14": (lambda: networks.unet.AttentionUNet(1, 28, attention=(7, 14)), (8, 1, 28, 28)),
    "AttentionUNet, celeba-flow": (lambda: start(preset.read("celeba-flow"), (3, 64, 64)), (4, 3, 64, 64)),
    "MLP, 3 layers of 128": (lambda: networks.mlp.MLP(2, 128, 3), (4096, 2)),
    "MLP, 3 layers of 128, few points": (lambda: networks.mlp.MLP(2, 128, 3), (256, 2)),
    "MLP, 10 layers of 1024": (lambda: networks.mlp.MLP(2, 1024, 10), (256, 2)),
}


def line(name: str, rounds: int = 3, steps: int = STEPS) -> dict[str, Any]:
    make, shape = NETWORKS[name]
    torch.manual_seed(0)
    net = make().eval().requires_grad_(False)
    torch.nn.init.normal_(net.last.weight, std=0.01)  # begins at zero, and zero is quick
    x, z = torch.randn(shape), torch.randn(K, *shape)
    clock = time.process_time if torch.get_num_threads() == 1 else time.perf_counter

    def seconds(call: Callable[[], Any]) -> float:
        start = clock()
        call()
        return clock() - start

    def plain() -> None:
        for _ in range(K + 1):
            flow.integrate(net, x, steps=steps)

    def probes() -> Any:
        return flow.push(net, x, z, steps=steps)

    flow.push(net, x, z, steps=1)
    times = [(seconds(plain), seconds(probes)) for _ in range(rounds)]
    return {
        "line": name,
        "points": shape[0],
        "steps": steps,
        "rounds": rounds,
        "9 flows, seconds": median(a for a, _ in times),
        "8 probes, seconds": median(b for _, b in times),
        "ratio": median(b / a for a, b in times),
        "targets": [[["ratio", "<=", TARGET]]],
    }


def rows() -> Iterator[dict[str, Any]]:
    yield from map(line, NETWORKS)
