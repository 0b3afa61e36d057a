"""Run by torchrun: trains a preset right, then wrong in each of the ways named, each in a folder of its own."""

import sys
from pathlib import Path

import torch.distributed as dist

from learned import preset
from learned import train as training
from learned.state import processes


def main(path: str, folder: str, *slips: str) -> None:
    dist.init_process_group("gloo")
    honest = training.add_up, training.processes
    for name in ("right", *slips):
        if name == "one slice":  # every process takes the rows of process 0
            training.processes = lambda: (0, processes()[1]) if sys._getframe(1).f_code.co_name == "drawn" else processes()
        elif name == "averaged":
            training.add_up = lambda parameters, loss: _halved(parameters, honest[0](parameters, loss))
        elif name == "not added":
            training.add_up = lambda parameters, loss: loss
        training.train(preset.read(path), Path(folder) / name, progress=False)
        training.add_up, training.processes = honest
        dist.barrier()
    dist.destroy_process_group()


def _halved(parameters: list, loss: object) -> object:  # type: ignore[type-arg]
    for p in parameters:
        p.grad /= 2
    return loss


if __name__ == "__main__":
    main(*sys.argv[1:])
