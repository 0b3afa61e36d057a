"""labels.json, pixels.json and digits.json again, from the real files (DRIFTPROOF_DATA).

python -m verify.papers.causality_delta.recount [FOLDER]
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from learned.files.atomic import write_whole
from verify.papers.causality_delta import labels, pixels
from verify.papers.causality_delta.printed import PIXELS


def labels_counted() -> dict[str, Any]:
    """Names, and for each split and value of Heavy_Makeup n and the upper triangle of the counts, row by row."""
    from learned.data import files
    from learned.data.celeba import attributes, partition

    root = files.folder()
    names, ids, table = attributes(files.content(root, "list_attr_celeba.txt"))
    part = partition(files.content(root, "list_eval_partition.txt"), ids)
    found: dict[str, Any] = {"names": list(names)}
    for number, split in enumerate(labels.SPLITS):
        found[split] = {}
        for given in (0, 1):
            y = table[(part == number) & (table[:, names.index(labels.GIVEN)] == given)].astype(np.int64)
            found[split][str(given)] = {"n": len(y), "counts": (y.T @ y)[np.triu_indices(len(names))].tolist()}
    return found


def pixels_summed() -> dict[str, Any]:
    from learned.data import mnist

    found: dict[str, Any] = {}
    for split in pixels.SPLITS:
        x = mnist(None, split, digits=[5]).x[:, 0].numpy().astype(np.int64)
        products = {"right": x[:, :, :-1] * x[:, :, 1:], "below": x[:, :-1] * x[:, 1:]}
        totals = {k: v.sum(0).tolist() for k, v in ({"x": x, "xx": x * x} | products).items()}
        found[split] = {"n": len(x)} | totals
    return found


def digits_summed() -> dict[str, Any]:
    """For each split, digit and reading of Table 5's pair: n, the sums of both pixels, of their squares and of their product."""
    from learned.data import mnist

    found: dict[str, Any] = {}
    for split in pixels.SPLITS:
        found[split] = {}
        for digit in range(10):
            x = mnist(None, split, digits=[digit]).x[:, 0].numpy().astype(np.int64)
            found[split][str(digit)] = {reading: _summed(x, *at) for reading, at in PIXELS.items()}
    return found


def _summed(x: Any, i: int, j: int, neighbour: str) -> dict[str, int]:
    di, dj = pixels.DOWN_RIGHT[neighbour]
    a, b = x[:, i, j], x[:, i + di, j + dj]
    values = {"a": a, "b": b, "aa": a * a, "bb": b * b, "ab": a * b}
    return {"n": len(x)} | {name: int(v.sum()) for name, v in values.items()}


def main(folder: Path) -> None:
    for file, counted in ((labels.FILE, labels_counted), (pixels.FILE, pixels_summed), (pixels.DIGITS, digits_summed)):
        name, content = file.name, counted()
        write_whole(folder / name, json.dumps(content, separators=(",", ":")) + "\n")
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else labels.FILE.parent)
