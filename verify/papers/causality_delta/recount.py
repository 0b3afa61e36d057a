"""labels.json and pixels.json again, from the real files (DRIFTPROOF_DATA).

python -m verify.papers.causality_delta.recount [FOLDER]
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from learned.files.atomic import write_whole
from verify.papers.causality_delta import labels, pixels


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


def main(folder: Path) -> None:
    for name, content in ((labels.FILE.name, labels_counted()), (pixels.FILE.name, pixels_summed())):
        write_whole(folder / name, json.dumps(content, separators=(",", ":")) + "\n")
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else labels.FILE.parent)
