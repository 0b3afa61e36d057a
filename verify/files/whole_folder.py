"""Many files that appear together: a run that dies leaves the last ones whole, and two at once take turns.

    with all_at_once(folder) as fresh: ...

`fresh` holds what the folder holds, to be changed at will: files are replaced or removed, never written into. When the block ends
it takes the place of the folder in one step (on Linux, renameat2), so there is no moment at which old and new are mixed. What
cannot be exchanged gets its files one by one instead, each whole, index.html last; the same run again ends what a kill cut off
there: a folder with folders in it, that of a process, a mount, one in a place that cannot be written to, any on another system.
Folders in it that are `ours` are copied and exchanged with it.
"""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from learned.train import lock

HERE, EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h


@contextmanager
def all_at_once(folder: Path, ours: Collection[str] = ()) -> Iterator[Path]:
    """A copy of `folder`, which replaces it if the block ends well. OSError says the file or folder and the reason.

    Waits while another process is in such a block, and removes what a killed one left. Whoever changes the folder without this
    meanwhile may lose what he wrote.
    """
    given, folder = folder, folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "no permission to write there")
    except OSError as e:
        raise OSError(f"cannot write {given}: {e.strerror}") from e
    with lock.alone(folder, "report", "written", wait=True) as held:
        if held:
            _sweep(folder)
        yield from _replacing(given, folder, ours)


def _replacing(given: Path, folder: Path, ours: Collection[str]) -> Iterator[Path]:
    fresh, whole = None, exchangeable(folder, ours)
    try:
        fresh = Path(tempfile.mkdtemp(dir=folder.parent if whole else folder, prefix=_prefix(folder)))
        names = _copied(folder, fresh, ours)
        yield fresh
        if not (whole and _exchanged(folder, fresh)):
            _moved(fresh, folder, names)
    except Exception as e:
        if isinstance(e, OSError) and e.strerror and (e.filename is None or _prefix(folder) in str(e.filename)):
            raise OSError(f"cannot write {given}: {e.strerror}; what was there before is whole") from e
        e.args = tuple(a.replace(str(fresh), str(given)) if isinstance(a, str) else a for a in e.args)
        raise
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def exchangeable(folder: Path, ours: Collection[str] = ()) -> bool:
    """Can it be exchanged for another, has it no folders but `ours`, and does nobody stand in it?"""
    within = any(entry.is_dir(follow_symlinks=False) and entry.name not in ours for entry in _entries(folder))
    stands = folder in (here := Path.cwd(), *here.parents)
    return not (within or stands or os.path.ismount(folder)) and os.access(folder.parent, os.W_OK | os.X_OK)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return list(found)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new."


def _sweep(folder: Path) -> None:
    """What killed runs left, beside the folder or in it: nobody else is in the block now."""
    for place in (folder.parent, folder):
        for entry in _entries(place):
            if entry.name.startswith(_prefix(folder)) and entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)


def _copied(folder: Path, fresh: Path, ours: Collection[str]) -> set[str]:
    """The names of the files of the folder, which are now in `fresh` too: the same files, where the disk can link."""
    files = [Path(entry.path) for entry in _entries(folder) if not entry.is_dir(follow_symlinks=False)]
    files += [path for name in ours for path in (folder / name).rglob("*") if not path.is_dir()]
    for path in files:
        to = fresh / path.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, to, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(path, to, follow_symlinks=False)
    shutil.copymode(folder, fresh)
    return {path.relative_to(folder).as_posix() for path in files}


def _exchanged(a: Path, b: Path) -> bool:
    """Each has the other's name, in one step; False, and nothing happened, where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, TypeError, AttributeError):
        return False
    return bool(rename(HERE, os.fsencode(a), HERE, os.fsencode(b), EXCHANGE) == 0)


def _moved(fresh: Path, folder: Path, names: set[str]) -> None:
    """File by file: what is new or changed goes there, what is gone goes."""
    gone = {name for name in names if not os.path.lexists(fresh / name)}
    for path in sorted((p for p in fresh.rglob("*") if p.is_file()), key=lambda p: (p.match("index.html"), p)):
        target = folder / path.relative_to(fresh)
        if not (target.exists() and target.samefile(path)):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
