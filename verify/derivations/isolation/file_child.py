"""A user's file in a child of its own: a row for each derivation, whatever the file does. What it prints is not shown."""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from verify.derivations.answer import Answer
from verify.derivations.isolation.child import Child
from verify.derivations.isolation.peer import Ended, Failed
from verify.derivations.judging.decide import Item
from verify.derivations.marked import of_error
from verify.derivations.stating.user_file import load
from verify.drawing.answer import marked, row, undecided
from verify.drawing.tables import Row
from verify.files.packages import lacking

SEVERAL = 2  # derivations for each child, at least: to begin one takes as long as a short answer
NOTHING = "states no derivation: mark a function with @verify.derivation(of=...), see the README"


def child_of_file(path: Path, name: str | None, seed: int, budget: float, start: str = "spawn") -> Child:
    """The file executed in an interpreter without anything of this one's threads or state; its answers come as rows."""
    return Child(partial(_load, path, name), start, seed, budget, partial(_placed_row, path, seed))


def run_file(
    path: Path,
    name: str | None = None,
    seed: int = 0,
    budget: float = 30.0,
    begin: Callable[[str], None] = lambda name: None,
    start: str = "spawn",
) -> Iterator[Row]:
    """A row for each derivation of the file, in order, as soon as it is decided; several have a child for each core.

    start: of `peer.STARTS`, for the first child; "clean" asks that nothing but this library has run here, and no thread runs.
    ValueError: no such file or name, or nothing stated.
    """
    begun = time.perf_counter()
    with ExitStack() as stack:
        first = stack.enter_context(child_of_file(path, name, seed, budget, start))
        first.begin()
        begin(path.name)
        try:
            names = first.load()
        except (Failed, Ended) as e:
            if isinstance(e, Failed) and e.usage:
                raise ValueError(e.why if str(path) in e.why else f"{path}: {e.why}") from None
            lost = lost_row(path, "", str(e), seed, time.perf_counter() - begun)
            yield lost | {"verdict": "ERROR", "mark": marked(e.mark)} if isinstance(e, Failed) else lost
            return
        if not names:
            raise ValueError(f"{path} {NOTHING}")
        more = min(_cores(), len(names) // SEVERAL) - 1
        children = [first, *(stack.enter_context(child_of_file(path, name, seed, budget)) for _ in range(more))]
        rows = _answered(children, len(names), lambda child, n: answer_row(child, n, path, seed), stack)
        for item, row in zip(names, rows, strict=True):
            begin(item)
            yield row.result()


def _answered(children: list[Child], n: int, answer: Callable[[Child, int], Row], stack: ExitStack) -> list[Future[Row]]:
    """The rows to come: each item is taken by a child that has nothing to do. Whoever stops early ends all of them."""
    free = SimpleQueue[Child]()
    for child in children:
        free.put(child)

    def taken(i: int) -> Row:
        child = free.get()
        try:
            return answer(child, i)
        finally:
            free.put(child)

    pool = ThreadPoolExecutor(len(children))
    stack.callback(pool.shutdown, wait=False, cancel_futures=True)
    return [pool.submit(taken, i) for i in range(n)]


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answer_row(child: Child, n: int, path: Path, seed: int) -> Row:
    """The row of item n; if the child ends over it, or the file cannot be loaded again, what it had established, or why nothing."""
    start = time.perf_counter()
    try:
        found: Row = child.answer(n)
        return found
    except (Ended, Failed) as e:
        seconds = time.perf_counter() - start
        if isinstance(e, Failed) or e.established is None:
            return lost_row(path, child.names[n], str(e), seed, seconds)
        why = "; ".join(filter(None, [e.established["why"], e.unfinished]))
        return {**e.established, "why": why, "seconds": round(seconds, 3)}


def lost_row(path: Path, name: str, why: str, seed: int, seconds: float) -> Row:
    """What could not be tried: a derivation, or without a name the whole file."""
    target = f"{path}::{name}" if name else str(path)
    return undecided(name or path.name, why, str(path), f"driftproof check {target} --seed {seed}", seconds)


def _load(path: Path, name: str | None) -> list[Item]:
    """In the child. The file can import its neighbours, as with `python FILE`, also later, when its functions are called."""
    folder = str(path.resolve().parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        return load(path, name)
    except BaseException as e:
        lines = _lines(e, path)
        ours = isinstance(e, OSError | KeyError | ValueError | TypeError) and not isinstance(e, UnicodeError | SyntaxError)
        if ours and not lines:  # what `load` says of the file, not what the file raised
            raise Failed(str(e.args[0] if isinstance(e, KeyError) and e.args else e), usage=True) from None
        raise Failed(_raised(e, lines), False, of_error(e)) from None


def _raised(error: BaseException, lines: list[int | None]) -> str:
    """`raised ZeroDivisionError in line 3: division by zero`: the line is the last one of the user's file."""
    lines = [*lines, *([error.lineno] if isinstance(error, SyntaxError) and error.lineno else [])]
    where = f" in line {lines[-1]}" if lines else ""
    if needs := lacking(error):
        return f"{needs} (asked for{where})"
    said = error.args[0] if isinstance(error, KeyError | SyntaxError) and error.args else error
    return f"raised {type(error).__name__}{where}" + (f": {said}" if str(said) else "")


def _lines(error: BaseException, path: Path) -> list[int | None]:
    """The lines of the file that the error came through."""
    return [f.lineno for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).resolve() == path.resolve()]


def _placed_row(path: Path, seed: int, answer: Answer) -> Row:
    """What is no function does not know its file: a claim, an expression, a module."""
    found = row(answer)
    if found["where"].rpartition(":")[0] == str(path):
        return found
    return found | {"where": str(path), "repeat": f"driftproof check {path}::{found['name']} --seed {seed}"}
