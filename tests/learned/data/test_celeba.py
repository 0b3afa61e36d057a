"""CelebA from a jpg folder and from a tar: ids, labels and splits kept together; damage named; decoded once and kept whole."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from learned.data import Images, cache, celeba, check, files, load
from tests.learned import synthetic

PARTS = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2]  # of the ids 1 to 10
THERE = [1, 3, 4, 6, 9]  # the images that are there


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))


def tables(monkeypatch: pytest.MonkeyPatch, root: Path, attributes: bytes | None = None, parts: bytes | None = None) -> Path:
    whole = synthetic.attribute_file(synthetic.attributes(len(PARTS)))
    synthetic.place(monkeypatch, root / "celeba" / "list_attr_celeba.txt", attributes or whole, compress=True)
    synthetic.place(monkeypatch, root / "celeba" / "list_eval_partition.txt", parts or synthetic.partition_file(PARTS))
    return root


def with_tar(monkeypatch: pytest.MonkeyPatch, root: Path, images: dict[int, bytes] | None = None) -> Path:
    data = synthetic.tar(images or {i: synthetic.jpg(i) for i in reversed(THERE)})
    synthetic.place(monkeypatch, root / "celeba" / files.TAR, data, compress=True)
    return tables(monkeypatch, root)


def with_folder(monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    (root / files.FOLDER).mkdir(parents=True)
    for i in THERE:
        (root / files.FOLDER / f"{i:06d}.jpg").write_bytes(synthetic.jpg(i, (178, 218)))
    return tables(monkeypatch, root)


@pytest.mark.parametrize("layout", [with_tar, with_folder])
def test_each_split_has_its_images_labels_and_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: object) -> None:
    root = layout(monkeypatch, tmp_path)  # type: ignore[operator]
    truth = (synthetic.attributes(len(PARTS)) + 1) // 2
    for split, ids in (("train", [1, 3, 4]), ("valid", [6]), ("test", [9]), ("all", THERE)):
        held = load({"kind": "celeba", "split": split}, root)
        assert isinstance(held, Images) and held.ids is not None and held.labels is not None
        assert held.ids.tolist() == ids and held.names == synthetic.NAMES and held.shape == (3, 64, 64)
        assert held.labels.dtype == torch.int8 and (held.labels.numpy() == truth[np.array(ids) - 1]).all()
        colours = held.x.float().mean((2, 3))
        assert (abs(colours - torch.tensor([[10.0 * i, 255 - 10 * i, 128] for i in ids])) < 4).all()
        assert held.x.float().std((2, 3)).max() < 2


def test_a_smaller_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert celeba(with_folder(monkeypatch, tmp_path), size=16).shape == (3, 16, 16)
    with pytest.raises(ValueError, match="size = 0: give a whole number of pixels from 1 to 178"):
        celeba(tmp_path, size=0)


def test_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_tar(monkeypatch, tmp_path)
    first = celeba(root)
    (kept,) = (tmp_path / "cache").glob("*.npy")
    assert sorted(p.suffix for p in (tmp_path / "cache").iterdir()) == [".npy", ".sha256"]
    before = kept.stat().st_mtime_ns
    assert celeba(root).checksum == first.checksum and kept.stat().st_mtime_ns == before
    first.x[0] = 0  # a private copy: the file keeps what it has
    assert cache.digest(kept) == kept.with_suffix(".sha256").read_text()


@pytest.mark.parametrize("damage", ["a bit", "cut short", "no checksum", "no file"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    root = with_tar(monkeypatch, tmp_path)
    right = celeba(root).checksum
    (kept,) = (tmp_path / "cache").glob("*.npy")
    data = bytearray(kept.read_bytes())
    if damage == "a bit":
        data[500] ^= 1
        kept.write_bytes(data)
    elif damage == "cut short":
        os.truncate(kept, len(data) // 2)
    else:
        (kept if damage == "no file" else kept.with_suffix(".sha256")).unlink()
    assert celeba(root).checksum == right
    assert cache.digest(kept) == kept.with_suffix(".sha256").read_text()


def test_nothing_is_left_where_decoding_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_tar(monkeypatch, tmp_path, {1: synthetic.jpg(1), 3: synthetic.jpg(3)[:-200]})
    with pytest.raises(ValueError, match=r"img_align_celeba_64x64.tar: the image 000003\.jpg cannot be decoded"):
        celeba(root)
    assert list((tmp_path / "cache").iterdir()) == []


def test_bytes_that_are_no_image_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_folder(monkeypatch, tmp_path)
    (root / files.FOLDER / "000004.jpg").write_bytes(b"no jpg")
    with pytest.raises(ValueError, match=r"000004\.jpg cannot be decoded"):
        celeba(root)


def test_another_image_in_the_folder_is_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_folder(monkeypatch, tmp_path)
    assert len(celeba(root)) == 3
    (root / files.FOLDER / "000002.jpg").write_bytes(synthetic.jpg(2))
    assert len(celeba(root)) == 4


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_tar(monkeypatch, tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "file"))
    with pytest.raises(OSError, match="set DRIFTPROOF_CACHE to a folder with room for 61,440 bytes"):
        celeba(root)


def test_a_tar_of_other_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_tar(monkeypatch, tmp_path)
    synthetic.expect(monkeypatch, files.TAR, b"something else")
    with pytest.raises(ValueError, match=r"img_align_celeba_64x64\.tar\.gz: wrong checksum"):
        celeba(root)


def test_no_images_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tables(monkeypatch, tmp_path)
    with pytest.raises(FileNotFoundError, match=r"no img_align_celeba_64x64\.tar .*non-commercial research only.*datasets\.CelebA"):
        celeba(root)
    (root / files.FOLDER).mkdir()
    with pytest.raises(ValueError, match=r"has no image named like 000001\.jpg"):
        celeba(root)


def test_an_image_of_which_the_labels_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_folder(monkeypatch, tmp_path)
    (root / files.FOLDER / "000011.jpg").write_bytes(synthetic.jpg(11))
    with pytest.raises(ValueError, match=r"the image 000011\.jpg, of which list_attr_celeba\.txt says nothing"):
        celeba(root)


def test_a_split_without_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_tar(monkeypatch, tmp_path, {1: synthetic.jpg(1)})
    with pytest.raises(ValueError, match="has no image of the split test"):
        celeba(root, "test")
    with pytest.raises(ValueError, match="split 'training' is not known: use train, valid, test or all"):
        celeba(root, "training")


LABELS = synthetic.attributes(len(PARTS))
WRONG = synthetic.attribute_file(LABELS).replace(b"000005.jpg -1", b"000005.jpg  0").replace(b"000005.jpg  1", b"000005.jpg  0")
TABLES = {
    "header": (synthetic.attribute_file(LABELS, says=11), None, "has 10 rows, and its first line says 11"),
    "fewer labels": (synthetic.attribute_file(LABELS[:9]), None, "list_eval_partition.txt has 10 rows, list_attr_celeba.txt 9"),
    "fewer parts": (None, synthetic.partition_file(PARTS[:-1]), "list_eval_partition.txt has 9 rows, list_attr_celeba.txt 10"),
    "part 3": (None, synthetic.partition_file([*PARTS[:-1], 3]), r"row 10: \[10, 3\], and there 000010.jpg must be in 0, 1 or 2"),
    "other ids": (None, synthetic.partition_file([0, *PARTS]).split(b"\n", 1)[1], r"row 1: \[2, 0\], and there 000001.jpg"),
    "neither 1 nor -1": (WRONG, None, r"Male of 000005\.jpg is 0, neither 1 nor -1"),
    "cut within a row": (synthetic.attribute_file(LABELS)[:-6], None, "is no table of 4 columns"),
    "words": (None, synthetic.partition_file(PARTS).replace(b" 2", b" test"), "list_eval_partition.txt is no table of 2 columns"),
    "no rows": (b"0\nMale\n", None, "list_eval_partition.txt has 10 rows, list_attr_celeba.txt 0"),
    "no header": (b"hello", None, "list_attr_celeba.txt does not begin with a number of rows and a line of names"),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_contradict_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    attributes, parts, reason = TABLES[name]
    with_tar(monkeypatch, tmp_path)
    tables(monkeypatch, tmp_path, attributes, parts)
    with pytest.raises(ValueError, match=reason):
        celeba(tmp_path)


def test_check_counts_the_images_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_folder(monkeypatch, tmp_path)
    row = check(root)[-1]
    assert (row["state"], row["found"], row["expected"]) == ("incomplete", "5 images", "202599 images")
    monkeypatch.setattr(files, "FACES", 5)
    assert [r["state"] for r in check(root)[4:]] == ["ok", "ok", "ok"]


def test_the_real_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRIFTPROOF_CACHE")
    root = files.folder()
    if files.locate(root, files.FILES[files.TAR]) is None:
        pytest.skip(f"set DRIFTPROOF_DATA to a folder with celeba/{files.TAR}.gz, which this repository does not hold")
    held = celeba(root, "test")
    assert held.shape == (3, 64, 64) and len(held) == 2903 and len(held.names) == 40
    assert held.ids is not None and held.ids.min() > 182637 and held.ids.max() <= 202599
    assert held.checksum == "478013278f8b20b4b87cd3669f03ca6ddc61035c6f40516666df5d5fff9d4b6b"
