"""Elapsed seconds of calls, and their milliseconds in a record."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

Call = Callable[[], Any]


def seconds(call: Call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def turn(call: Call) -> float:
    """Seconds of the second of two calls (of the first if it is long): what ran before has let go of caches and cores."""
    first = seconds(call)
    return first if first > 1 else seconds(call)


def busy(call: Call) -> float:
    """Cores kept busy by the second of two calls: processor time over elapsed time, so also what other processes leave us."""
    call()
    start, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.process_time() - cpu) / (time.perf_counter() - start)


def milliseconds(times: list[float]) -> dict[str, Any]:
    """Median and range, in columns of a record."""
    return {"ms": 1e3 * median(times), "ms, range": [1e3 * min(times), 1e3 * max(times)]}
