"""A process at the other end of a pipe: what it says, how it ends, and that nothing of it stays."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from verify.derivations.isolation import peer
from verify.derivations.isolation.peer import Ended, Peer, descendants

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")


def echoing(pipe: Any) -> None:
    while True:
        pipe.send_bytes(pipe.recv_bytes()[::-1])


def leaving(pipe: Any) -> None:
    os._exit(7)


def silent(pipe: Any) -> None:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    pipe.send_bytes(b"begun")
    time.sleep(600)


def test_what_is_said_is_heard() -> None:
    there = Peer(echoing, (), "fork")
    there.say(b"abc")
    assert there.hear(60, 60) == b"cba"
    there.close()
    assert there.process.exitcode is not None


def test_several_may_close_it_at_once() -> None:
    there = Peer(echoing, (), "fork")
    shut = there.pipe.close

    def slowly() -> None:  # as the real one, where two of them meet
        assert not there.pipe.closed
        time.sleep(0.2)
        shut()

    there.pipe.close = slowly
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: there.close(), range(4))) == [None] * 4


@pytest.mark.parametrize(
    ("target", "says"), [(leaving, "ended the process with exit status 7"), (silent, "gave no answer within 3 s")]
)
def test_how_it_ended_is_told(target: Any, says: str) -> None:
    there = Peer(target, (), "fork")
    if target is silent:
        assert there.hear(60, 60) == b"begun"
        assert [*descendants(there.process.pid)]
    below = [*descendants(there.process.pid)]
    with pytest.raises(Ended, match=says):
        there.hear(0.1 if target is silent else 60, 3)
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists() and pid in descendants(1)]


def test_too_much_at_once_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "MOST_BYTES", 1 << 20)
    there = Peer(echoing, (), "fork")
    there.say(b"x" * ((1 << 20) + 1))
    with pytest.raises(Ended, match="sent more than 1 MiB at once"):
        there.hear(60, 60)


def test_it_passes_through_whoever_deals_with_exceptions() -> None:
    with pytest.raises(Ended):
        try:
            raise Ended("hung", "wait")
        except Exception:
            pass
