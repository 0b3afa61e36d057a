"""CelebA: aligned faces with 40 labels, from the jpg folder that torchvision makes or from a tar of smaller copies.

Only the images that are there are loaded; the original files say which split an id belongs to and what its labels are.
A frame is squeezed whole to size x size, so its aspect ratio of 178 to 218 is not kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analytic.door import whole
from analytic.options import known
from learned.data import cache, files
from learned.data.images import Images

SPLITS = {"train": 0, "valid": 1, "test": 2}
Source = tuple[str, str, dict[int, Callable[[], bytes]]]  # its name, what identifies its content, how to read each image


def celeba(root: str | Path | None = None, split: str = "train", size: int = 64) -> Images:
    """Images uint8 (N, 3, size, size) in the order of their ids, labels 0 and 1, int8 (N, 40); split train, valid, test or all."""
    known("split", split, (*SPLITS, "all"))
    if not 1 <= (size := whole("size", size, "give pixels, from 1 to 178")) <= 178:
        raise ValueError(f"size = {size}: give a whole number of pixels from 1 to 178, the width of the original")
    place = files.folder(root)
    names, numbers, labels = attributes(files.content(place, "list_attr_celeba.txt"))
    part = partition(files.content(place, "list_eval_partition.txt"), numbers)
    with source(place) as (name, mark, readers):
        ids = np.array(sorted(readers))
        where = np.searchsorted(numbers, ids)
        if len(strange := ids[(where == len(numbers)) | (numbers[where.clip(max=len(numbers) - 1)] != ids)]):
            raise ValueError(f"{name} has the image {strange[0]:06d}.jpg, of which list_attr_celeba.txt says nothing: remove it")
        shape = (len(ids), 3, size, size)
        x = cache.array(f"celeba-{size}", mark, shape, lambda: (_decode(name, i, readers[i](), size) for i in ids.tolist()))
    keep = np.flatnonzero((part[where] == SPLITS[split]) if split in SPLITS else where >= 0)
    if len(keep) == 0:
        raise ValueError(f"{name} has no image of the split {split}: add some, or choose another split")
    rows = slice(keep[0], keep[-1] + 1) if keep[-1] - keep[0] + 1 == len(keep) else keep  # a slice is not copied
    at = where[keep]
    return Images("celeba", torch.from_numpy(x[rows]), torch.from_numpy(labels[at]), names, split, ids=torch.from_numpy(ids[keep]))


def attributes(text: bytes) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Names (L,), ids int64 (n,), labels int8 (n, L) in 0 and 1, from list_attr_celeba.txt: n, the names, a row for each id."""
    head, names, body = (*text.split(b"\n", 2), b"", b"")[:3]
    columns = tuple(names.decode().split())
    if not head.strip().isdigit() or not columns:
        raise ValueError("list_attr_celeba.txt does not begin with a number of rows and a line of names: get the file again")
    table = _numbers("list_attr_celeba.txt", body, 1 + len(columns))
    if len(table) != int(head):
        raise ValueError(f"list_attr_celeba.txt has {len(table)} rows, and its first line says {int(head)}: get the file again")
    if len(bad := np.argwhere(abs(table[:, 1:]) != 1)):
        i, j = bad[0]
        raise ValueError(f"list_attr_celeba.txt: {columns[j]} of {table[i, 0]:06d}.jpg is {table[i, 1 + j]}, neither 1 nor -1")
    return columns, table[:, 0], (table[:, 1:] > 0).astype(np.int8)


def partition(text: bytes, ids: np.ndarray) -> np.ndarray:
    """int64 (n,), 0 train, 1 valid, 2 test, from list_eval_partition.txt, whose rows must be those of the label file."""
    table = _numbers("list_eval_partition.txt", text, 2)
    if len(table) != len(ids):
        raise ValueError(f"list_eval_partition.txt has {len(table)} rows, list_attr_celeba.txt {len(ids)}: get both again")
    if len(bad := np.flatnonzero((table[:, 0] != ids) | ~np.isin(table[:, 1], list(SPLITS.values())))):
        row = table[bad[0]].tolist()
        raise ValueError(f"list_eval_partition.txt, row {bad[0] + 1}: {row}, and there {ids[bad[0]]:06d}.jpg must be in 0, 1 or 2")
    return table[:, 1]


@contextmanager
def source(root: Path) -> Iterator[Source]:
    """The jpg folder where there is one, else the tar."""
    import tarfile

    folder, name = root / files.FOLDER, files.TAR
    if folder.is_dir():
        paths = files.numbered(folder)
        if not paths:
            raise ValueError(f"{folder} has no image named like 000001.jpg: {files.FILES[name].get.format(root=root)}")
        about = {i: (s.st_size, s.st_mtime_ns) for i, s in ((i, p.stat()) for i, p in paths.items())}
        yield str(folder), str(about), {i: p.read_bytes for i, p in paths.items()}
        return
    with tarfile.open(fileobj=BytesIO(files.content(root, name))) as tar:
        members = {int(m[1]): e for e in tar.getmembers() if (m := files.NUMBER.fullmatch(Path(e.name).name)) and e.isfile()}
        if not members:
            raise ValueError(f"{name} has no image named like 000001.jpg")
        yield name, files.FILES[name].sha256, {i: partial(_content, tar, e) for i, e in members.items()}


def _content(tar: Any, member: Any) -> bytes:
    return bytes(tar.extractfile(member).read())


def _numbers(name: str, text: bytes, columns: int) -> np.ndarray:
    try:
        return np.fromstring(text.replace(b".jpg", b""), sep=" ", dtype=np.int64).reshape(-1, columns)
    except ValueError:
        raise ValueError(f"{name} is no table of {columns} columns, an image name and whole numbers: get the file again") from None


def _decode(name: str, i: int, data: bytes, size: int) -> np.ndarray:
    """uint8 (3, size, size); Pillow, for it refuses a jpg that was cut short."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as held:
            image = held.convert("RGB")
    except (OSError, SyntaxError) as e:
        raise ValueError(f"{name}: the image {i:06d}.jpg cannot be decoded ({e}): get it again, or remove it") from None
    if image.size != (size, size):
        image = image.resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(image).transpose(2, 0, 1)
