"""What does not end is ended; what ends is left alone, and so are signals that others have set."""

import signal
from itertools import count
from typing import Any

import pytest

from verify import as_derivation
from verify.derivations.stating import trial_call
from verify.derivations.stating.time_limit import TooLong, at_most


def test_what_does_not_end_is_ended_whatever_it_catches() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLong, match=r"within 0\.1 s"), at_most(0.1):
        for _ in count():
            try:
                sum(range(10))
            except Exception:
                continue
    with at_most(1000.0):
        pass
    assert signal.getsignal(signal.SIGALRM) == before and signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_trial_call_that_hangs_is_told_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(x: Any, t: Any, params: Any) -> Any:
        while True:
            params.get("mu")

    monkeypatch.setattr(trial_call, "LONGEST", 0.1)
    with pytest.raises(TypeError, match=r"trial call .* it does not end within 0\.1 s"):
        as_derivation(hangs, "score")
