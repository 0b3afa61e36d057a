"""The sums and counts behind Tables 5 and 6 are those of the real data: counted again where the data are at hand."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from verify.papers.causality_delta.correlations import ATTRIBUTES, PIXELS, Sums

DATA = Path(os.environ.get("DRIFTPROOF_DATA", ""))
MNIST = "torchvision.datasets.MNIST(FOLDER, download=True), its four .gz files into FOLDER/mnist"
CELEBA = "list_attr_celeba.txt of CelebA (torchvision.datasets.CelebA), gzipped, into FOLDER/celeba"


def content(path: str, how: str) -> bytes:
    if "DRIFTPROOF_DATA" not in os.environ or not (DATA / path).exists():
        pytest.skip(f"set DRIFTPROOF_DATA to a FOLDER with {path}: {how}")
    return gzip.decompress((DATA / path).read_bytes())


def sums(a: np.ndarray, b: np.ndarray) -> Sums:
    a, b = a.astype(np.int64), b.astype(np.int64)
    return Sums(len(a), *(int(v.sum()) for v in (a, b, a * a, b * b, a * b)))


@pytest.mark.parametrize(("files", "split"), [("t10k", "test"), ("train", "training")])
def test_pixels(files: str, split: str) -> None:
    labels = np.frombuffer(content(f"mnist/{files}-labels-idx1-ubyte.gz", MNIST), np.uint8, offset=8)
    images = np.frombuffer(content(f"mnist/{files}-images-idx3-ubyte.gz", MNIST), np.uint8, offset=16).reshape(-1, 28, 28)
    fives = images[labels == 5]
    rows, columns = (PIXELS[f"{way} 8, {len(fives)} {split} fives"] for way in ("row", "column"))
    assert sums(fives[:, 8, 14], fives[:, 8, 15]) == rows
    assert sums(fives[:, 14, 8], fives[:, 15, 8]) == columns
    assert sums(fives[:, 8, 15], fives[:, 8, 16]) != rows  # the next pair


def test_attributes() -> None:
    head, names, *lines = content("celeba/list_attr_celeba.txt.gz", CELEBA).decode().splitlines()
    names_of = names.split()
    labels = np.array([line.split()[1:] for line in lines], dtype=np.int8) > 0
    assert len(labels) == int(head)
    nose, cheeks, makeup = (labels[:, names_of.index(n)] for n in ("Pointy_Nose", "Rosy_Cheeks", "Heavy_Makeup"))
    assert [names_of.index(n) + 1 for n in ("Heavy_Makeup", "Pointy_Nose", "Rosy_Cheeks")] == [19, 28, 30]
    found = [sums(nose[keep], cheeks[keep]) for keep in (makeup | True, ~makeup, makeup)]
    assert found == list(ATTRIBUTES.values())
