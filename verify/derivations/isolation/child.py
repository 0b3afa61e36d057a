"""A user's file, executed and checked in a child process: whatever it does, the caller gets a row for each derivation and goes on.

The child ends with the file, or when it has been silent for `budget` + GRACE seconds: a file that hangs at import is one
undecided row, a derivation that hangs or ends the process is one undecided row, and the next one starts in a new child.
What the file prints is not shown.
"""

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from verify.report.answer import Row, row, undecided

GRACE = 10.0  # seconds beyond the budget: to import libraries, to finish a step that cannot be interrupted


def run_file(
    path: Path, name: str | None = None, seed: int = 0, budget: float = 30.0, begin: Callable[[str], None] = lambda name: None
) -> Iterator[Row]:
    """A row for each derivation of the file, as soon as it is decided. ValueError: no such file or name, or nothing stated."""
    done, names, start = 0, None, time.perf_counter()
    while names is None or done < len(names):
        with _child(path, name, seed, budget, done) as (process, pipe):
            kind, found = "", None
            while kind != "ended" and (names is None or done < len(names)):
                begin(names[done] if names else path.name)
                kind, found = _next(process, pipe, budget + GRACE)
                if kind == "usage":
                    raise ValueError(found if str(path) in found else f"{path}: {found}")
                if kind == "items" and not found:
                    raise ValueError(
                        f"{path} states no derivation: mark a function with @verify.derivation(of=...), see the README"
                    )
                if kind == "items":
                    names = names or found
                    continue
                what = names[done] if names else ""
                yield found if kind == "row" else lost(path, what, found, seed, time.perf_counter() - start)
                done, start = done + 1, time.perf_counter()
                if names is None:
                    return


def stated(path: Path, budget: float = 30.0) -> list[str]:
    """The names of what the file states, in its order; ValueError says why it cannot be loaded: it raises, hangs, dies."""
    with _child(path, None, 0, budget, 0) as (process, pipe):
        kind, found = _next(process, pipe, budget + GRACE)
    if kind == "items":
        return list(found)
    raise ValueError(found if kind == "usage" else f"{path.name} {found}")


def lost(path: Path, name: str, why: str, seed: int, seconds: float) -> Row:
    """What could not be tried: a derivation, or without a name the whole file."""
    target = f"{path}::{name}" if name else str(path)
    return undecided(name or path.name, why, str(path), f"driftproof check {target} --seed {seed}", seconds)


def raised(error: BaseException, path: Path) -> str:
    """`raised ZeroDivisionError in line 3: division by zero`: the line is the last one of the user's file."""
    lines = [*_lines(error, path), *([error.lineno] if isinstance(error, SyntaxError) and error.lineno else [])]
    where = f" in line {lines[-1]}" if lines else ""
    said = error.args[0] if isinstance(error, KeyError | SyntaxError) and error.args else error
    return f"raised {type(error).__name__}{where}" + (f": {said}" if str(said) else "")


def usage(error: BaseException, path: Path) -> bool:
    """Is this what `load` says of the file, and not what the file raised?"""
    mine = isinstance(error, OSError | KeyError | ValueError | TypeError) and not isinstance(error, UnicodeError | SyntaxError)
    return mine and not _lines(error, path)


def _lines(error: BaseException, path: Path) -> list[int | None]:
    """The lines of the file that the error came through."""
    return [f.lineno for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).resolve() == path.resolve()]


@contextmanager
def _child(path: Path, name: str | None, seed: int, budget: float, skip: int) -> Iterator[tuple[Any, Connection]]:
    spawn = multiprocessing.get_context("spawn")  # a fresh interpreter: nothing of this one's threads or state
    mine, yours = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_work, args=(yours, path, name, seed, budget, skip))
    process.start()
    yours.close()
    try:
        yield process, mine
    finally:
        _end(process)
        mine.close()


def _next(process: Any, pipe: Connection, limit: float) -> tuple[str, Any]:
    """What the child says next, or ("ended", why): it was silent too long, or it is gone."""
    try:
        if pipe.poll(limit):
            return pipe.recv()  # type: ignore[no-any-return]
    except EOFError:
        process.join(GRACE)
        code = process.exitcode or 0
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended the process with exit status {code}"
        return "ended", f"{how}: nothing was found out"
    return "ended", f"gave no answer within {limit:.0f} s and was stopped: make it faster or give more time with --budget"


def _end(process: Any) -> None:
    """The child, and whatever it started."""
    with suppress(ProcessLookupError, PermissionError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _work(pipe: Connection, path: Path, name: str | None, seed: int, budget: float, skip: int) -> None:
    """In the child: load the file, then decide its derivations one by one."""
    with suppress(AttributeError, OSError):
        os.setsid()  # so that it can be ended with all that it starts, and an interrupt reaches the caller alone
    _silence()
    beside(path)
    from verify.derivation import load

    try:
        items = load(path, name)
    except BaseException as e:
        said = e.args[0] if isinstance(e, KeyError) and e.args else e
        pipe.send(("usage", str(said)) if usage(e, path) else ("failed", raised(e, path)))
        return
    pipe.send(("items", [label(item) for item in items]))
    for item in items[skip:]:
        pipe.send(("row", _decided(item, path, seed, budget)))


def beside(path: Path) -> None:
    """The file can import its neighbours, as with `python FILE`, also later, when its functions are called."""
    folder = str(path.resolve().parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)


def label(item: Any) -> str:
    """The name of a derivation, the id of a free claim."""
    return str(getattr(item, "name", None) or item.id)


def _decided(item: Any, path: Path, seed: int, budget: float) -> Row:
    from verify.check import check_all

    start = time.perf_counter()
    try:
        return placed(row(check_all([item], seed=seed, budget=budget)[0]), path, seed)
    except BaseException as e:
        return lost(path, label(item), raised(e, path), seed, time.perf_counter() - start)


def placed(found: Row, path: Path, seed: int) -> Row:
    """What is no function does not know its file: a claim, an expression, a module."""
    if found["where"].startswith(str(path)):
        return found
    return found | {"where": str(path), "repeat": f"driftproof check {path}::{found['name']} --seed {seed}"}


def _silence() -> None:
    """The user's prints go nowhere: neither into the table nor into --json."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(nowhere.fileno(), stream.fileno())
