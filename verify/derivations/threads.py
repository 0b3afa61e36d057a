"""One thread, unless the user says otherwise: matrices here are small, and threads that wait for each other compute in vain."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = "OMP_NUM_THREADS"  # read by BLAS and torch when they are imported


@contextmanager
def one_thread() -> Iterator[None]:
    """Of each library that is imported by now."""
    if os.environ.get(THREADS):
        yield
        return
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


@contextmanager
def one_thread_of_what_begins() -> Iterator[None]:
    """Of each library that a process imports which is begun inside."""
    given = os.environ.get(THREADS)
    os.environ.setdefault(THREADS, "1")  # without a lock, which a fork would keep: at worst two at once use more threads
    try:
        yield
    finally:
        if given is None:
            os.environ.pop(THREADS, None)
