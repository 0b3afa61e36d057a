"""Rivals of the first eigenvectors, without a network: pixels of the training images that vary most, and their principal axes.

    first[r] = sum_m |P_r (x1_m - x1)|^2 / sum_m |x1_m - x1|^2,   P_r onto r of them, x1_m the SECANTS images nearest to x1

The ends x1 are those that the records of the four networks keep, one of each block.

    python -m verify.suites.spectra        writes rivals.json from the records and the images (DRIFTPROOF_DATA)
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned import data, preset
from learned.files.atomic import write_whole
from verify.drawing.tables import Row
from verify.suites.common.measurement import Store
from verify.suites.common.trainings import less
from verify.suites.spectra.kinds import OT_X1, PIXELS, RANKS, Kind
from verify.suites.spectra.measurement import BLOCK, SECANTS, inside, nearest

FILE, COMMAND = Path(__file__).with_name("rivals.json"), "python -m verify.suites.spectra"
KEPT = {Kind.MOVING: "pixels", Kind.AXES: "axes"}
Record = dict[str, Any]


def rows(base: Row, stores: Mapping[str, Store]) -> Iterator[Row]:
    """Shares of both rivals at the ends of each network; less those, what its first eigenvectors have there."""
    found = held(stores)
    for name, store in stores.items():
        first, shares = store.arrays["first"][::BLOCK].astype(float), found["networks"][name]
        row = base | {"model": name, "repeat": COMMAND, "n": len(first)}
        for kind, key in KEPT.items():
            rival = np.array(shares[key])
            for i, r in enumerate(RANKS):
                yield row | {"kind": kind.value, "rank": r, "value": float(rival[:, i].mean()), "first": float(first[:, i].mean())}
            gap = {k: v for k, v in less({}, first[:, -1], rival[:, -1]).items() if k != "each"}
            yield row | {"kind": Kind.LEAD.value, "what": kind.value, "rank": RANKS[-1]} | gap


def held(stores: Mapping[str, Store]) -> Record:
    """The record; ValueError where it is not of these measurements."""
    record: Record = json.loads(FILE.read_text(encoding="utf-8"))
    for name, store in stores.items():
        if record["networks"].get(name, {}).get("ends_sha256") != ends(store):
            raise ValueError(f"{FILE.name} is of another measurement of {name}: run `{COMMAND}`")
    return record


def record(stores: Mapping[str, Store], images: Any, checksum: str) -> Record:
    """`images` (N, 784)."""
    moving, axes = pixels(images), principal(images)
    networks = {}
    for name, store in stores.items():
        secants = [nearest(images, torch.from_numpy(end)) for end in store.arrays["end"]]
        shares = {key: [_short(inside(v, s)[0]) for s in secants] for key, v in (("pixels", moving), ("axes", axes))}
        networks[name] = {"ends_sha256": ends(store), **shares}
    return {
        "about": {"data_checksum": checksum, "secants": SECANTS, "ranks": list(RANKS), "command": COMMAND},
        "networks": networks,
    }


def ends(store: Store) -> str:
    """The checksum of the ends that a record keeps."""
    return hashlib.sha256(store.arrays["end"].tobytes()).hexdigest()


def pixels(images: Any) -> Any:
    """(784, 784): unit vectors of the pixels in columns, the one that varies most first."""
    return torch.eye(PIXELS, dtype=images.dtype)[:, images.double().var(0).argsort(descending=True)]


def principal(images: Any) -> Any:
    """(784, 784): principal axes in columns, the one of the largest variance first."""
    centred = (images - images.mean(0)).double()
    return torch.linalg.eigh(centred.T @ centred)[1].flip(1).to(images.dtype)


def training_images() -> tuple[Any, str]:
    """The images that all four were trained on, (N, 784), and their checksum."""
    images: Any = data.load(preset.read(OT_X1).data)
    return images.batch(slice(None)).flatten(1), images.checksum


def write(found: Record) -> None:
    """Atomic; a line for each network."""
    networks = ",\n".join(f"{json.dumps(name)}: {json.dumps(of)}" for name, of in found["networks"].items())
    write_whole(FILE, f'{{"about": {json.dumps(found["about"])},\n"networks": {{\n{networks}\n}}}}\n')


def _short(values: list[float]) -> list[float]:
    return [float(f"{v:.5g}") for v in values]
