"""The counts of CelebA's labels and the sums of MNIST's fives: consistent in themselves, counted again where the data are."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from verify.papers.causality_delta import correlations, labels, pixels, recount
from verify.papers.causality_delta.sums import Sums

DATA = Path(os.environ.get("DRIFTPROOF_DATA", ""))
MNIST = "torchvision.datasets.MNIST(FOLDER, download=True), its four .gz files into FOLDER/mnist"
CELEBA = "list_attr_celeba.txt and list_eval_partition.txt of CelebA (torchvision.datasets.CelebA), gzipped, into FOLDER/celeba"


def content(path: str, how: str) -> bytes:
    if "DRIFTPROOF_DATA" not in os.environ or not (DATA / path).exists():
        pytest.skip(f"set DRIFTPROOF_DATA to a FOLDER with {path}: {how}")
    return gzip.decompress((DATA / path).read_bytes())


@pytest.fixture(scope="module")
def rows() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, labels (n, 40) bool, part (n,) as bytes 0, 1, 2: read here, not by what wrote the counts."""
    head, names, *lines = content("celeba/list_attr_celeba.txt.gz", CELEBA).splitlines()
    held = np.array([line.split()[1:] for line in lines]) == b"1"
    part = np.array([line.split()[1] for line in content("celeba/list_eval_partition.txt.gz", CELEBA).splitlines()])
    assert len(held) == len(part) == int(head)
    return names.decode().split(), held, part


def joint(y: np.ndarray) -> np.ndarray:
    """How many rows have i and j: float64 products of zeros and ones are exact."""
    return y.T.astype(float) @ y.astype(float)


def test_the_counts_are_those_of_the_label_file(rows: tuple[list[str], np.ndarray, np.ndarray]) -> None:
    names, held, part = rows
    assert labels.names() == tuple(names)
    for split, mark in (("train", b"0"), ("valid", b"1"), ("test", b"2"), ("all", None)):
        for given in (None, 0, 1):
            y = held[(part == mark) if mark else slice(None)]
            y = y if given is None else y[y[:, 18] == given]
            n, counts = labels.counts(split, given)
            assert (n, counts.tolist()) == (len(y), joint(y).tolist())


def test_a_wrong_count_is_seen(rows: tuple[list[str], np.ndarray, np.ndarray]) -> None:
    """One label of one image turned: its 40 counts move, and no longer agree."""
    held = rows[1].copy()
    held[123456, 27] ^= True
    assert (joint(held) != labels.counts()[1]).sum() == 2 * rows[1][123456].sum() - (1 if rows[1][123456, 27] else -1)


def test_the_pixel_sums_are_those_of_the_fives() -> None:
    for split, name in (("train", "train"), ("test", "t10k")):
        y = np.frombuffer(content(f"mnist/{name}-labels-idx1-ubyte.gz", MNIST), np.uint8, offset=8)
        x = np.frombuffer(content(f"mnist/{name}-images-idx3-ubyte.gz", MNIST), np.uint8, offset=16).reshape(-1, 784)
        x = x[y == 5].astype(float)
        second = (x.T @ x).reshape(28, 28, 28, 28)  # below 2^53: exact
        i, j = np.mgrid[:28, :28]
        right, below = second[i[:, :-1], j[:, :-1], i[:, :-1], j[:, :-1] + 1], second[i[:-1], j[:-1], i[:-1] + 1, j[:-1]]
        assert pixels.number(split) == len(x)
        found = {"x": x.sum(0).reshape(28, 28), "xx": second[i, j, i, j], "right": right, "below": below}
        for what, value in found.items():
            assert (pixels.sums(split, what) == value).all()
        x[0, 14 * 28 + 8] += 1
        assert x.sum(0).reshape(28, 28).tolist() != pixels.sums(split, "x").tolist()
        x[0, 14 * 28 + 8] -= 1
        assert np.allclose(pixels.mean(split), x.mean(0).reshape(28, 28), rtol=1e-14)
        assert np.allclose(pixels.variance(split), x.var(0).reshape(28, 28), rtol=1e-10, atol=1e-12)
        corr = np.corrcoef(x[:, 8 * 28 + 14], x[:, 8 * 28 + 15])[0, 1]
        assert pixels.correlation(split, "right")[8, 14] == pytest.approx(corr, rel=1e-12)


def test_recounting_writes_the_same_files(tmp_path: Path) -> None:
    content("celeba/list_attr_celeba.txt.gz", CELEBA)
    content("mnist/train-labels-idx1-ubyte.gz", MNIST)
    recount.main(tmp_path)
    for file in (labels.FILE, pixels.FILE, pixels.DIGITS):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
        assert file.stat().st_size < 60_000


def test_splits_and_conditions_add_up() -> None:
    assert [labels.counts(s)[0] for s in ("train", "valid", "test", "all")] == [162770, 19867, 19962, 202599]
    n, whole = labels.counts()
    assert [labels.counts("all", g)[0] for g in (0, 1)] == [124209, 78390]
    assert whole.shape == (40, 40) and (whole == whole.T).all() and n == 202599
    assert (sum(labels.counts("all", g)[1] for g in (0, 1)) == whole).all()
    assert (sum(labels.counts(s)[1] for s in labels.SPLITS) == whole).all()
    one = np.diag(whole)
    assert (whole <= np.minimum.outer(one, one)).all() and (whole >= np.add.outer(one, one) - n).all()


def test_correlations_of_labels() -> None:
    nose, cheeks, makeup = (labels.index(name) for name in ("Pointy_Nose", "Rosy_Cheeks", "Heavy_Makeup"))
    assert (makeup + 1, nose + 1, cheeks + 1) == (19, 28, 30)
    r = {s: labels.correlation(s)[nose, cheeks] for s in ("train", "valid", "test", "all")}
    assert {s: round(float(v), 4) for s, v in r.items()} == {"train": 0.1723, "valid": 0.1746, "test": 0.177, "all": 0.1731}
    assert [round(float(labels.correlation("all", g)[nose, cheeks]), 4) for g in (0, 1)] == [0.0375, 0.1377]
    assert round(labels.partial("Pointy_Nose", "Rosy_Cheeks", "Heavy_Makeup"), 4) == 0.1015
    whole = labels.correlation()
    assert np.allclose(np.diag(whole), 1, rtol=1e-14) and np.allclose(whole, whole.T, rtol=0)
    assert np.isnan(labels.correlation("all", 1)[makeup]).all()
    assert labels.frequency("all", 1)[makeup] == 1
    sums = correlations.counted(labels.table("Pointy_Nose", "Rosy_Cheeks"))
    assert sums.correlation == pytest.approx(whole[nose, cheeks], rel=1e-14)


def test_tables_five_and_six_rest_on_these_numbers() -> None:
    """The sums as they were counted before these files were made."""
    assert labels.table("Pointy_Nose", "Rosy_Cheeks") == ((140658, 5731), (48626, 7584))
    assert labels.table("Pointy_Nose", "Rosy_Cheeks", given=0) == ((100895, 479), (22555, 280))
    assert labels.table("Pointy_Nose", "Rosy_Cheeks", given=1) == ((39763, 5252), (26071, 7304))
    assert {
        "row 8, 892 test fives": Sums(892, 127183, 116880, 29056497, 25927288, 26144940),
        "row 8, 5421 training fives": Sums(5421, 710065, 672070, 157306913, 148062138, 143623341),
        "column 8, 892 test fives": Sums(892, 62638, 36188, 12966446, 7181228, 7652536),
        "column 8, 5421 training fives": Sums(5421, 401024, 274930, 84647820, 55668744, 57156601),
    } == correlations.PIXELS
    assert list(correlations.ATTRIBUTES) == ["all 202599 rows", "124209 without Heavy_Makeup", "78390 with Heavy_Makeup"]


def test_correlations_of_pixels() -> None:
    for split in pixels.SPLITS:
        right, below = pixels.correlation(split, "right"), pixels.correlation(split, "below")
        assert right.shape == (28, 27) and below.shape == (27, 28)
        constant = pixels.variance(split) == 0
        assert (np.isnan(right) == constant[:, :-1] | constant[:, 1:]).all()
        assert (np.isnan(below) == constant[:-1] | constant[1:]).all()
        assert np.nanmax(abs(right)) < 1 + 1e-14 and np.nanmax(abs(below)) < 1 + 1e-14
        assert right[8, 14] == pytest.approx(pixels.pair(split, 8, 14, "right").correlation, rel=1e-14)
        assert below[14, 8] == pytest.approx(pixels.pair(split, 14, 8, "below").correlation, rel=1e-14)


BAD = {
    "split": (lambda: labels.counts("training"), "split 'training', given None: use train, valid, test or all"),
    "given": (lambda: labels.correlation("all", 2), "given 2: use .* None, 0 or 1"),
    "attribute": (lambda: labels.table("Makeup", "Young"), "'Makeup' is no attribute of CelebA: use one of 5_o_Clock_Shadow"),
    "fives": (lambda: pixels.mean("valid"), "split 'valid' of the fives is unknown: use train or test"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_questions(name: str) -> None:
    ask, reason = BAD[name]
    with pytest.raises(ValueError, match=reason):
        ask()
