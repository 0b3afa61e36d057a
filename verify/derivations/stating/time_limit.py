"""Ending what does not end by itself, where a file is only being stated, and its other statements wait."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooLong(BaseException):
    """Which no `except Exception` of a user's function catches."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """TooLong is raised inside after so many seconds: on Linux and macOS, in the main thread, between two steps of Python."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: Any) -> None:
        raise TooLong(f"does not end within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    others = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *others)
        signal.signal(signal.SIGALRM, before)
