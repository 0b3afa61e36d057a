"""Work in forked children, which may hang or crash: what they say is heard as they say it, and nothing of them stays."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any

FORK = get_context("fork")
ASLEEP = 3600.0  # seconds: longer than any work on a busy machine


@dataclass(frozen=True)
class _Raised:
    text: str


Send = Callable[[Any], None]


def each(f: Callable[[Any], Any], over: Sequence[Any], share: int = 1) -> Iterator[Any]:
    """f of each in order, in as many forked children as there are cores, each for many, `share` at a time."""
    with ProcessPoolExecutor(os.cpu_count(), FORK) as pool:
        yield from pool.map(f, over, chunksize=share)


def heard(f: Callable[[Send], None], asleep: float = ASLEEP) -> Iterator[Any]:
    """What f sends from a child of its own; ChildProcessError with the traceback if f raises,
    TimeoutError if it computes for longer than it `may`, or sends nothing for `asleep` seconds of the clock.
    """
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_run, args=(f, theirs))
    child.start()
    theirs.close()
    try:
        while True:
            if not ours.poll(asleep):
                raise TimeoutError
            try:
                message = ours.recv()
            except EOFError:
                break
            if isinstance(message, _Raised):
                raise ChildProcessError(message.text)
            yield message
        child.join()
        if child.exitcode == -signal.SIGPROF:
            raise TimeoutError
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # type: ignore[arg-type]
        child.join()
        ours.close()


def may(seconds: float) -> None:
    """This process ends when it has computed for so long, unless it may go on by then: however busy the machine is."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _run(f: Callable[[Send], None], theirs: Connection) -> None:
    """In a group of its own, which ends with it, and without a word to the terminal."""
    os.setpgrp()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    try:
        f(theirs.send)
    except BaseException:
        theirs.send(_Raised(format_exc()))
