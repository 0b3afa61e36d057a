"""The command line of a training: `driftproof train`, `python -m learned.train`, torchrun. No torch until it runs."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from learned import preset as presets
from learned.files.places import cache

TOLD = ("loss", "floor", "excess", "velocity_error", "loss_test", "seconds")  # of the card, at the end


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("preset", metavar="PRESET", nargs="?", help=f"a file *.toml, or one of {', '.join(presets.names())}")
    keys = "e.g. optimiser.steps=100, run.precision=bf16; may be repeated"
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=keys)
    parser.add_argument("--folder", type=Path, metavar="DIR", help="for all that is written (default: runs/PRESET in the cache)")
    parser.add_argument("--device", default="cpu", help="cpu (default), cuda")
    first = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0]  # read here: `driftproof` sets it to 1 where it is not set
    parser.add_argument(
        "--threads",
        type=int,
        metavar="N",
        default=int(first) if first.isdecimal() else None,
        help="on the CPU (default: $OMP_NUM_THREADS, else all cores)",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the data sets (default: $DRIFTPROOF_DATA)")
    every = parser.add_argument_group("the paper's own presets, on a machine with a GPU")
    every.add_argument("--all-paper", action="store_true", help="all of them in order of worth, as far as the minutes reach")
    every.add_argument("--minutes", type=float, metavar="M", help="after which no further step begins")
    every.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="for a record, and for weights and checkpoints while they fit 64 MB (default: paper)",
    )
    every.add_argument("--tf32", action="store_true", help="products of float32 in TF32 (default: in float32); the record says so")
    parser.add_argument("--restart", action="store_true", help="begin at step 0 even where the folder has a checkpoint")


def run(args: argparse.Namespace) -> int:
    """One process, or one of those that torchrun started. A run that was stopped goes on where its last checkpoint is."""
    if args.all_paper:
        return _all_paper(args)
    if args.preset is None:
        raise ValueError("no preset is named: name one, e.g. gauss-1d, or give --all-paper --minutes M")
    for option, given in (("--minutes", args.minutes), ("-o", args.output), ("--tf32", args.tf32 or None)):
        if given is not None:
            raise ValueError(f"{option} {given}: it goes with --all-paper, not with a preset; leave it out")
    preset = presets.read(args.preset, args.set)
    from learned.train.loop import train

    usable(args.device)
    if args.threads is not None and args.threads < 1:
        raise ValueError(f"--threads {args.threads}: it must be 1 or more")
    folder = args.folder or cache() / "runs" / preset.name
    writable(folder)
    try:
        with together(args.device) as device, threads(args.threads):
            made = train(preset, folder, data_root=args.data, device=device, resume=not args.restart)
    except KeyboardInterrupt:
        print(f"{preset.name}: stopped; the same command goes on from the last checkpoint in {folder}", file=sys.stderr)
        return 130
    if "loss" in made:
        found = {key: made[key] for key in TOLD if made.get(key) is not None}
        print(f"{preset.name}: {', '.join(f'{key} {value:.4g}' for key, value in found.items())}; written to {folder}")
    return 0


def _all_paper(args: argparse.Namespace) -> int:
    """0 where nothing failed, whatever the minutes were enough for."""
    if args.preset is not None or args.restart or args.minutes is None or not alone():
        raise ValueError(
            "--all-paper takes --minutes M, no PRESET and no --restart, and runs in one process: e.g. --all-paper --minutes 15"
        )
    from learned.train import paper

    usable(args.device)
    work, out = args.folder or cache() / "runs" / "all-paper", args.output or Path("paper")
    for folder in (work, out):
        writable(folder)
    try:
        with threads(args.threads):
            rows = paper.run(
                args.minutes,
                work,
                out,
                paper.WORTH,
                overrides=args.set,
                device=args.device,
                data_root=args.data,
                products_in_tf32=args.tf32,
                tell=lambda line: print(line, flush=True),
            )
    except KeyboardInterrupt:
        print(f"stopped; the same command goes on from the last checkpoints in {work}", file=sys.stderr)
        return 130
    for line in paper.left_out(rows):
        print(f"left out of {out}, which may hold {paper.LARGEST / 1e6:.0f} MB: {line}")
    return int(any(row.get("result") == "failed" for row in rows))


def usable(device: str) -> None:
    """ValueError where torch cannot compute on this device."""
    import torch

    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ValueError(f"--device {device}: torch {torch.__version__} finds no CUDA device; use --device cpu")
    try:
        torch.zeros(1, device=device).cpu()
    except (RuntimeError, AssertionError, NotImplementedError) as e:
        said = str(e).partition("\n")[0].partition(". ")[0]
        raise ValueError(f"--device {device}: torch cannot compute there ({said}); use --device cpu, or cuda") from None


def alone() -> bool:
    """Is this the only process, and not one of several that torchrun started?"""
    return int(os.environ.get("WORLD_SIZE", "1")) == 1


@contextmanager
def together(device: str) -> Iterator[str]:
    """The group of processes that torchrun started, if it did; this one's device."""
    import torch
    import torch.distributed as dist

    if alone():
        yield device
        return
    device = f"cuda:{os.environ['LOCAL_RANK']}" if device == "cuda" else device
    if device.startswith("cuda"):
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
    try:
        yield device
        dist.barrier()  # a process that leaves while another still works may be aborted
    finally:
        dist.destroy_process_group()


def leave(status: int) -> None:
    """End a process of torchrun once all is written: what it took up is given back by the system, not by the interpreter.

    Under load the interpreter's own way out now and then meets a thread of the group that still runs, and aborts a training
    that was finished ("terminate called without an active exception").
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


@contextmanager
def threads(n: int | None) -> Iterator[None]:
    """n threads on the CPU, or this process's share of its cores; afterwards as before."""
    import torch

    before, here = torch.get_num_threads(), int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    torch.set_num_threads(n or max((os.cpu_count() or 1) // here, 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def writable(folder: Path) -> None:
    """ValueError where a file in this folder could not be made: before hours are spent on what goes there."""
    there = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        why = "cannot be written to" if there.is_dir() else "is no folder"
        raise ValueError(f"--folder {folder}: {there} {why}; name a folder that can be made or written to")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m learned.train", description="Train a preset.")
    arguments(parser)
    try:
        return run(parser.parse_args(argv))
    except (ValueError, OSError) as e:
        print(f"learned.train: {e}", file=sys.stderr)
        return 2
