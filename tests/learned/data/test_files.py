"""Real files at the door: found in both layouts, checked, refused with the reason and the way to get them; MNIST; pairs."""

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from learned.data import Images, Pairs, check, files, load, mnist
from tests.learned import synthetic


@pytest.mark.parametrize(("folder", "compress"), [("MNIST/raw", False), ("MNIST/raw", True), ("mnist", True)])
def test_mnist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, compress: bool) -> None:
    synthetic.mnist(monkeypatch, tmp_path / folder, compress)
    x, y = synthetic.digits(20)
    for split in ("train", "test"):
        held = load({"kind": "mnist", "split": split, "digits": [5, 2]}, tmp_path)
        assert isinstance(held, Images) and held.labels is not None and held.ids is not None
        keep = np.flatnonzero((y == 5) | (y == 2))
        assert (held.ids.numpy() == keep).all() and (held.labels[:, 0].numpy() == y[keep]).all()
        assert held.x.dtype == torch.uint8 and (held.x[:, 0].numpy() == x[keep]).all()
        assert held.shape == (1, 28, 28) and len(held) == len(keep) and held.split == split and held.names == ("digit",)
    batch = held.batch(torch.tensor([1, 0]))
    assert batch.dtype == torch.float32 and torch.equal(batch, held.x[[1, 0]].to(torch.float32) / 127.5 - 1)
    assert len(mnist(tmp_path)) == 20
    unit = load({"kind": "mnist", "digits": [5, 2], "black": 0}, tmp_path)
    assert isinstance(unit, Images) and torch.equal(unit.batch([1, 0]), unit.x[[1, 0]].float() / 255) and len(unit) == len(held)


@pytest.mark.parametrize("black", [1, -2, 0.5, "0", True])
def test_another_black_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, black: object) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist")
    with pytest.raises((ValueError, TypeError), match=r"black .*give -1 or 0"):
        load({"kind": "mnist", "black": black}, tmp_path)


def test_the_root_is_what_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist")
    monkeypatch.setenv("DRIFTPROOF_DATA", str(tmp_path))
    assert len(mnist()) == 20
    monkeypatch.delenv("DRIFTPROOF_DATA")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert files.folder() == tmp_path / "home" / ".cache" / "driftproof" / "data"


def test_checksum_covers_pixels_labels_and_ids() -> None:
    x, labels, ids = torch.zeros(2, 1, 3, 3, dtype=torch.uint8), torch.zeros(2, 1, dtype=torch.int8), torch.arange(2)
    same = Images("a", x, labels, ("l",), "train", ids=ids).checksum
    assert same == Images("b", x.clone(), labels, ("l",), "test", ids=ids).checksum
    others = [
        (x + 1, labels, ids),
        (x, labels + 1, ids),
        (x, labels, ids + 1),
        (x, None, ids),
        (x.reshape(2, 9, 1, 1), labels, ids),
    ]
    assert len({same, *(Images("a", *a[:2], ids=a[2]).checksum for a in others)}) == 6


def test_a_missing_folder_says_what_to_set_and_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"train-images-idx3-ubyte.*set DRIFTPROOF_DATA.*datasets\.MNIST\(.*download=True"):
        mnist(tmp_path / "nowhere")


def test_a_truncated_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist", compress=True)
    path = tmp_path / "mnist" / "train-images-idx3-ubyte.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    with pytest.raises(ValueError, match=r"train-images-idx3-ubyte\.gz: truncated, .* bytes, and no end .*remove it and get it"):
        mnist(tmp_path)
    path.write_bytes(gzip.compress(gzip.decompress(whole)[:-1]))
    with pytest.raises(ValueError, match=r"truncated, 15695 bytes, sha256 .* instead of 15696 bytes"):
        mnist(tmp_path)
    assert [r["state"] for r in check(tmp_path)[:4]] == ["truncated", "ok", "ok", "ok"]


def test_a_wrong_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist", compress=True)
    path = tmp_path / "mnist" / "train-labels-idx1-ubyte.gz"
    data = bytearray(gzip.decompress(path.read_bytes()))
    data[-1] ^= 1
    path.write_bytes(gzip.compress(bytes(data)))
    with pytest.raises(ValueError, match=r"train-labels-idx1-ubyte\.gz: wrong checksum"):
        mnist(tmp_path)
    path.write_bytes(b"no gzip at all")
    with pytest.raises(ValueError, match="wrong checksum, no intact gzip data"):
        mnist(tmp_path)
    whole = bytearray(gzip.compress(bytes(data)))
    whole[30] ^= 255
    path.write_bytes(bytes(whole))
    assert check(tmp_path)[1]["state"] in ("wrong checksum", "truncated")


def test_check_of_an_empty_root_lists_every_file_as_missing(tmp_path: Path) -> None:
    rows = check(tmp_path)
    assert len(rows) == 7 and {r["state"] for r in rows} == {"missing"}
    assert all("download=True" in r["how"] for r in rows)
    assert all("non-commercial research only" in r["how"] for r in rows if "celeba" in r["file"])


def test_images_and_labels_of_different_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist", labels=19)
    with pytest.raises(ValueError, match="20 images and 19 labels: the two files do not belong together"):
        mnist(tmp_path)


IDX = {
    "another type": (b"\0\0\x0d\1\0\0\0\1\0", "begins with 0 0 8 1, this one with 0 0 13 1"),
    "other axes": (synthetic.idx(np.zeros((2, 2))), "begins with 0 0 8 1, this one with 0 0 8 2"),
    "no lengths": (b"\0\0\x08\1\0", "begins with 0 0 8 1"),
    "fewer entries": (b"\0\0\x08\1\0\0\0\5\0", r"of shape \(5,\) has 1 entries instead of 5"),
}


@pytest.mark.parametrize("name", IDX)
def test_headers_that_are_not_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    data, reason = IDX[name]
    synthetic.mnist(monkeypatch, tmp_path / "mnist")
    synthetic.place(monkeypatch, tmp_path / "mnist" / "train-labels-idx1-ubyte", data)
    with pytest.raises(ValueError, match=reason):
        mnist(tmp_path)


@pytest.mark.parametrize("digits", [[10], [-1], [], ["5"], [True], [2.5]])
def test_digits_that_are_none(tmp_path: Path, digits: list[object]) -> None:
    with pytest.raises((ValueError, TypeError), match=r"give (a list of whole numbers from )?0 to 9"):
        mnist(tmp_path, digits=digits)  # type: ignore[arg-type]


def test_an_empty_subset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.mnist(monkeypatch, tmp_path / "mnist")
    with pytest.raises(ValueError, match="mnist digits 8 9: no image is left"):
        mnist(tmp_path, digits=[9, 8])


def test_an_unknown_split_or_key(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="split 'valid' is not known: use train or test"):
        load({"kind": "mnist", "split": "valid"}, tmp_path)
    with pytest.raises(ValueError, match="'digit' is no key of mnist data: use black, digits, split"):
        load({"kind": "mnist", "digit": 5}, tmp_path)


def test_images_that_are_none() -> None:
    with pytest.raises(ValueError, match=r"torch.float32 \(2, 3\): they must be torch.uint8"):
        Images("mine", torch.zeros(2, 3))
    with pytest.raises(ValueError, match="mine: 3 labels for 2 images"):
        Images("mine", torch.zeros(2, 1, 1, 1, dtype=torch.uint8), torch.zeros(3, 1, dtype=torch.int8))


def test_pairs(tmp_path: Path) -> None:
    x0, x1 = torch.randn(2, 4, 3, generator=torch.Generator().manual_seed(0))
    save_file({"x0": x0.contiguous(), "x1": x1.contiguous()}, tmp_path / "mine.safetensors")
    held = load({"kind": "pairs", "file": "mine.safetensors"}, tmp_path)
    assert isinstance(held, Pairs) and held.shape == (3,) and len(held) == 4
    assert all(torch.equal(a, b) for a, b in zip(held.batch([2, 0]), (x0[[2, 0]], x1[[2, 0]]), strict=True))
    assert held.checksum == Pairs(x0, x1).checksum != Pairs(x1, x0).checksum


def test_bad_pairs(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="write x0 and x1 there"):
        load({"kind": "pairs", "file": "none.safetensors"}, tmp_path)
    (tmp_path / "cut.safetensors").write_bytes(b"\1\2")
    with pytest.raises(ValueError, match=r"cut\.safetensors is no whole \.safetensors file"):
        load({"kind": "pairs", "file": "cut.safetensors"}, tmp_path)
    save_file({"a": torch.zeros(1)}, tmp_path / "a.safetensors")
    with pytest.raises(ValueError, match="holds a: it must hold x0 and x1"):
        load({"kind": "pairs", "file": "a.safetensors"}, tmp_path)
    with pytest.raises(ValueError, match=r"x0 is \(2, 3\), x1 \(3, 3\)"):
        Pairs(torch.zeros(2, 3), torch.zeros(3, 3))
    with pytest.raises(ValueError, match=r"x1 .* must hold finite"):
        Pairs(torch.zeros(2, 3), torch.full((2, 3), float("nan")))


def test_the_expected_files_are_those_whose_md5_torchvision_checks() -> None:
    from torchvision.datasets import MNIST, CelebA

    root = real()
    for name, md5 in MNIST.resources:
        path = files.locate(root, files.FILES[name.removesuffix(".gz")])
        assert path is not None
        data = path.read_bytes()
        assert hashlib.md5(data).hexdigest() == md5
        assert hashlib.sha256(gzip.decompress(data)).hexdigest() == files.FILES[name.removesuffix(".gz")].sha256
    for _, md5, name in CelebA.file_list:
        if name in files.FILES:
            assert hashlib.md5(files.content(root, name)).hexdigest() == md5


def test_the_real_fives() -> None:
    train, test = (mnist(real(), split, digits=[5]) for split in ("train", "test"))
    assert (len(train), len(test)) == (5421, 892)
    assert train.ids is not None and train.ids[0] == 0  # the first training image is a five


def real() -> Path:
    """DRIFTPROOF_DATA, where MNIST and the text files of CelebA are there."""
    root = files.folder()
    missing = [f.name for f in files.FILES.values() if f.name != files.TAR and files.locate(root, f) is None]
    if missing:
        pytest.skip(f"set DRIFTPROOF_DATA to a folder with {', '.join(missing)}: `driftproof data check` prints the download")
    return root
