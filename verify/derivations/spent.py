"""Time as it is counted against a budget: of computing, here and where the formula runs. A busy machine decides nothing."""

import time

_elsewhere = [0.0]  # seconds that the processes computed which this one asked


def add(seconds: float) -> None:
    """A process that was asked has computed for so much longer."""
    _elsewhere[0] += max(seconds, 0.0)


def spent() -> float:
    """Seconds of computing so far."""
    return time.process_time() + _elsewhere[0]
