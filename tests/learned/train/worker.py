"""Run by torchrun: trains a preset right, then wrong in each of the ways named, each in a folder of its own."""

import sys
from pathlib import Path

import torch.distributed as dist

from learned import preset
from learned.train import batches, step, train
from learned.train.command import leave


def main(path: str, folder: str, *slips: str) -> None:
    dist.init_process_group("gloo")
    honest, processes = step.add_up, batches.processes
    for name in ("right", *slips):
        if name == "one slice":  # every process takes the rows of process 0
            batches.processes = lambda: (0, processes()[1])
        elif name == "averaged":
            step.add_up = lambda parameters, loss: _halved(parameters, honest(parameters, loss))
        elif name == "not added":
            step.add_up = lambda parameters, loss: loss
        train(preset.read(path), Path(folder) / name, progress=False)
        step.add_up, batches.processes = honest, processes
        dist.barrier()
    dist.destroy_process_group()


def _halved(parameters: list, loss: object) -> object:  # type: ignore[type-arg]
    for p in parameters:
        p.grad /= 2
    return loss


if __name__ == "__main__":
    main(*sys.argv[1:])
    leave(0)
