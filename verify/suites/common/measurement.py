"""Long measurements: made once by `driftproof measure NAME`, in `NAME.safetensors` and `NAME.json`, in part made again by a suite.

They are kept in the folder of their suite, whose entry names the measurement.

A measurement goes through source points n = 0, 1, ... in blocks; point n comes from SeedSequence([seed, n]) alone. Each array of a
block is joined to the others along its first axis: a row for each point, or one for each block (sums). So more points only add
rows, a run that was stopped goes on after its last whole block, and what is kept is the same for any way of stopping.

A network too large to come with the library is measured in the folder that its training wrote: what is kept has its card and the
losses of its training, and is read without the weights.
"""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from learned.files.atomic import sweep, write_whole
from learned.files.places import cache
from learned.files.versions import versions

LIBRARIES = ("driftproof", "torch", "numpy")
Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Measurement:
    """What is measured: `settings` must be those of a store for it to be read or to go on."""

    name: str
    model: str
    settings: Mapping[str, Any]  # seed, probes, steps, method, dtype, ...: plain JSON
    block: int  # source points
    points: int  # unless asked for more or fewer
    begin: Callable[..., Callable[[range], Arrays]]  # loads the network, of a folder if one is given; then arrays of points
    home: Path  # the folder where it is kept
    others: tuple[str, ...] = ()  # further networks
    trained_by: str = ""  # of a network that does not come with the library: the command of its training

    def about(self, run: Path | None = None) -> dict[str, Any]:
        """The settings and the network, by the checksum of its weights; of one that is elsewhere only with the folder `run`."""
        from learned import model
        from verify.suites.common import elsewhere

        named: dict[str, Any] = {"name": self.name, "model": self.model, "block": self.block}
        if run is not None:
            named |= elsewhere.trained(self.name, self.model, self.trained_by, run)
        elif not self.trained_by:
            named["weights_sha256"] = model.load(self.model).card["weights_sha256"]
        more = {f"{name}_sha256": model.load(name).card["weights_sha256"] for name in self.others}
        return named | more | dict(self.settings)

    @property
    def command(self) -> str:
        return f"driftproof measure {self.name}"

    @property
    def made_by(self) -> str:
        """What to run to have it of a network that does not come with the library."""
        return f"{self.trained_by} && {self.command}"

    def usual(self) -> Path | None:
        """Where a training leaves the network that does not come with the library."""
        return cache() / "runs" / self.model if self.trained_by else None


@dataclass(frozen=True)
class Store:
    about: Mapping[str, Any]  # settings, points, seconds, versions, machine, command
    arrays: Arrays

    @property
    def points(self) -> int:
        return int(self.about["points"])


def load(measurement: Measurement, folder: Path | None = None) -> Store:
    """The store, whole, finite, with these settings and the weights that are here; ValueError says what is wrong, and the fix."""
    from learned.train import checkpoint

    path = (folder or measurement.home) / f"{measurement.name}.safetensors"
    if not path.is_file():
        raise ValueError(f"there is no {path}: run `{measurement.command}`")
    beside = path.with_suffix(".json")
    try:
        written = json.loads(beside.read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise ValueError(f"{beside} is missing or damaged ({e}): restore it, or run `{measurement.command}`") from None
    if (found := checkpoint.sha256(path)) != written:
        raise ValueError(
            f"{path} has SHA-256 {found[:12]}..., {beside.name} says {written[:12]}...: restore both, or measure again"
        )
    return _read(measurement, path, measurement.about())


def recorded(measurement: Measurement, folder: Path | None = None) -> Store | None:
    """The same of a network that does not come with the library; None where nobody has measured it."""
    there = (folder or measurement.home) / f"{measurement.name}.safetensors"
    return load(measurement, folder) if there.is_file() else None


def measure(
    measurement: Measurement,
    points: int | None = None,
    folder: Path | None = None,
    report: Callable[[str], None] = lambda line: None,
    run: Path | None = None,
) -> Store:
    """Measures what is not there yet, a block at a time, and keeps each block as soon as it is whole.

    `run`: the folder of the training of a network that does not come with the library; by default where `driftproof train` has it.
    """
    points = measurement.points if points is None else points
    if points < 1 or points % measurement.block:
        raise ValueError(f"points = {points}: give a positive multiple of {measurement.block}, the points of a block")
    from learned.train import lock

    folder = folder or measurement.home
    path = folder / f"{measurement.name}.safetensors"
    about = measurement.about(run := run or measurement.usual())
    with lock.alone(folder, measurement.name, f"measurement of {measurement.name}"):
        for file in (path, path.with_suffix(".json")):
            sweep(folder, file.name)
        store = _read(measurement, path, about) if path.is_file() else Store(about | {"points": 0, "seconds": 0.0}, {})
        if store.arrays:
            _say(store, path)  # a run may have been killed between the two files
        block = measurement.begin(*([run] if run else [])) if store.points < points else None
        while block and store.points < points:
            begun = time.perf_counter()
            new = block(range(store.points, store.points + measurement.block))
            store = _joined(store, new, measurement, time.perf_counter() - begun)
            _write(store, path)
            report(f"{store.points} of {points} points, {store.about['seconds']:.0f} s")
    return store


def _read(measurement: Measurement, path: Path, expected: Mapping[str, Any]) -> Store:
    from learned.train import checkpoint

    tensors, about = checkpoint.load(path)
    for key, wanted in expected.items():
        if about.get(key) != wanted:
            raise ValueError(
                f"{path} was measured with {key} = {about.get(key)!r}, now it is {wanted!r}: "
                f"remove the file and run `{measurement.command}`"
            )
    arrays = {name: tensor.numpy() for name, tensor in tensors.items()}
    blocks = about["points"] // measurement.block
    for name, a in arrays.items():
        if len(a) not in (about["points"], blocks):
            raise ValueError(f"{path}: {name} has {len(a)} rows for {about['points']} points in {blocks} blocks: measure again")
    return Store(about, arrays)


def _joined(store: Store, new: Arrays, measurement: Measurement, seconds: float) -> Store:
    import torch

    arrays = {k: np.concatenate([store.arrays[k], a]) if store.arrays else a for k, a in new.items()}
    about = {
        "points": store.points + measurement.block,
        "seconds": round(store.about["seconds"] + seconds, 1),
        "threads": torch.get_num_threads(),
        "device": "cpu",
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": versions(LIBRARIES),
        "command": measurement.command,
    }
    return Store({**store.about, **about}, arrays)


def _write(store: Store, path: Path) -> None:
    """The arrays with all that is said of them in one file, whole or not at all; beside it the same words to read."""
    import torch

    from learned.train import checkpoint

    checkpoint.save(path, {k: torch.from_numpy(a) for k, a in store.arrays.items()}, store.about)
    _say(store, path)


def _say(store: Store, path: Path) -> None:
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in {**store.about, "sha256": sha}.items())
    write_whole(path.with_suffix(".json"), "{\n" + ",\n".join(lines) + "\n}\n")
