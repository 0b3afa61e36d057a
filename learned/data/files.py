"""The real files: where they may lie below the root, what they must contain, and how to get them.

A file lies as it is or as .gz; size and sha256 are those of its content, so either is checked by the same numbers.
Those of MNIST are of the files whose .gz have the MD5s that torchvision checks.
"""

import gzip
import hashlib
import os
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from analytic.options import path, there
from learned.files.places import usual

GET_MNIST = "python -c 'import torchvision; torchvision.datasets.MNIST(\"{root}\", download=True)'"
GET_CELEBA = (
    "CelebA is for non-commercial research only, from its authors' page, mmlab.ie.cuhk.edu.hk/projects/CelebA.html: "
    'python -c \'import torchvision; torchvision.datasets.CelebA("{root}", split="all", download=True)\' (needs gdown)'
)


@dataclass(frozen=True)
class File:
    name: str
    folders: tuple[str, ...]  # below the root, the first where it is counts
    size: int
    sha256: str
    get: str


MNIST, CELEBA = ("MNIST/raw", "mnist"), ("celeba",)
FILES = {
    f.name: f
    for f in (
        File(
            "train-images-idx3-ubyte",
            MNIST,
            47040016,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            GET_MNIST,
        ),
        File(
            "train-labels-idx1-ubyte", MNIST, 60008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5", GET_MNIST
        ),
        File(
            "t10k-images-idx3-ubyte", MNIST, 7840016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", GET_MNIST
        ),
        File("t10k-labels-idx1-ubyte", MNIST, 10008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", GET_MNIST),
        File(
            "list_attr_celeba.txt", CELEBA, 26721026, "f0e5da289d5ccf75ffe8811132694922b60f2af59256ed362afa03fefba324d0", GET_CELEBA
        ),
        File(
            "list_eval_partition.txt",
            CELEBA,
            2836386,
            "fc955bcb3ef8fbdf7d5640d9a8693a8431b5f2ee291a5c1449a1549e7e073fe7",
            GET_CELEBA,
        ),
        File(
            "img_align_celeba_64x64.tar",
            CELEBA,
            73093120,
            "882d39a48c225e6c8824ee9461d8a54058424d3e09a9d14688d635a9d7983ab1",
            GET_CELEBA,
        ),
    )
}
FACES, FOLDER, TAR = 202599, "celeba/img_align_celeba", "img_align_celeba_64x64.tar"  # the folder of all jpgs goes before the tar
NUMBER = re.compile(r"(\d{6})\.jpg")


def folder(root: str | Path | None = None) -> Path:
    """The root: as given, else DRIFTPROOF_DATA, else `data` of the usual cache, on Linux ~/.cache/driftproof/data."""
    given = os.environ.get("DRIFTPROOF_DATA") or usual() / "data" if root is None else root
    return path("root", given).expanduser()


def locate(root: Path, file: File) -> Path | None:
    paths = (root / f / (file.name + suffix) for f in file.folders for suffix in ("", ".gz"))
    return next((p for p in paths if there(p)), None)


def content(root: Path, name: str) -> bytes:
    """The bytes of a file, decompressed, once size and sha256 are right; else FileNotFoundError or ValueError."""
    file = FILES[name]
    state, found, data = examine(root, file)
    if state == "ok":
        return data
    how = f"get it: {file.get.format(root=root)}"
    if state == "missing":
        where = " or ".join(str(root / f) for f in file.folders)
        raise FileNotFoundError(f"there is no {name} or {name}.gz in {where}; set DRIFTPROOF_DATA to the folder above, or {how}")
    raise ValueError(f"{locate(root, file)}: {state}, {found} instead of {_expected(file)}; remove it and {how}")


def examine(root: Path, file: File) -> tuple[str, str, bytes]:
    """ "ok", "missing", "truncated" or "wrong checksum"; what was found; the content."""
    path = locate(root, file)
    if path is None:
        return "missing", "nothing", b""
    data = path.read_bytes()
    if path.suffix == ".gz":
        try:
            data = gzip.decompress(data)
        except EOFError:
            return "truncated", f"{len(data)} bytes, and no end of the compressed data", b""
        except (OSError, zlib.error) as e:
            return "wrong checksum", f"no intact gzip data ({e})", b""
    sha256 = hashlib.sha256(data).hexdigest()
    found = f"{len(data)} bytes, sha256 {sha256}"
    if sha256 == file.sha256:
        return "ok", found, data
    return ("truncated" if len(data) < file.size else "wrong checksum"), found, b""


def check(root: str | Path | None = None) -> list[dict[str, str]]:
    """A row for each file {file, path, state, expected, found, how}; state "ok" or what is wrong, how = how to get it."""
    root, rows = folder(root), []
    for file in FILES.values():
        if file.name == TAR and there(root / FOLDER, Path.is_dir):
            state, found, path, expected = *_jpgs(root / FOLDER), root / FOLDER, f"{FACES} images"
        else:
            state, found, _ = examine(root, file)
            path, expected = locate(root, file) or root / file.folders[0] / file.name, _expected(file)
        how = "" if state == "ok" else file.get.format(root=root)
        rows.append({"file": file.name, "path": str(path), "state": state, "expected": expected, "found": found, "how": how})
    return rows


def numbered(folder: Path) -> dict[int, Path]:
    """The images of a folder by their numbers: 000001.jpg is 1."""
    return {int(m[1]): p for p in sorted(folder.iterdir()) if (m := NUMBER.fullmatch(p.name))}


def _jpgs(folder: Path) -> tuple[str, str]:
    n = len(numbered(folder))
    return "ok" if n == FACES else "incomplete" if n else "missing", f"{n} images"


def _expected(file: File) -> str:
    return f"{file.size} bytes, sha256 {file.sha256}"
