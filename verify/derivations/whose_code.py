"""Whose code it is: the user's, or a library's."""

import sysconfig
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType

OURS = Path(__file__).resolve().parents[2]
THEIRS = [path for name, path in sysconfig.get_paths().items() if name.endswith("lib")]
FOLDERS = [*(OURS / package for package in ("analytic", "learned", "verify")), *(Path(path).resolve() for path in THEIRS)]
TYPED = ("<stdin", "<string", "<ipython")  # files that are none


@lru_cache(256)
def is_users(file: str) -> bool:
    """Is a text of this file name the user's? What has no file is, if it was typed in."""
    if file.startswith("<"):
        return file.startswith(TYPED)
    return not any(Path(file).resolve().is_relative_to(folder) for folder in FOLDERS)


def steps(traceback: TracebackType | None) -> Iterator[TracebackType]:
    """Where an error came through the user's text, the innermost last."""
    while traceback is not None:
        if is_users(traceback.tb_frame.f_code.co_filename):
            yield traceback
        traceback = traceback.tb_next
