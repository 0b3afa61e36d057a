"""A process at the other end of a pipe: what it says, how it ends, and that nothing of it stays."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

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


def computing(pipe: Any) -> None:
    while True:
        pass


def late(pipe: Any) -> None:
    time.sleep(1.0)
    pipe.send_bytes(b"late")


def threads(pipe: Any) -> None:
    import numpy as np
    from threadpoolctl import threadpool_info

    assert np.linalg.inv(np.eye(2)).any()
    pipe.send_bytes(" ".join({str(library["num_threads"]) for library in threadpool_info()}).encode())


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


@pytest.mark.parametrize(("target", "spent"), [(computing, "of computing"), (silent, "of doing nothing")])
def test_what_it_spent_its_time_in_is_told(target: Any, spent: str) -> None:
    there = Peer(target, (), "fork")
    with pytest.raises(Ended, match=f"gave no answer within 7 s {spent} and was stopped"):
        while there.hear(0.3, 7):
            pass


def test_a_process_that_gets_no_core_has_spent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However late it is by the clock: here nothing is idle, and nothing computes."""
    monkeypatch.setattr(peer, "IDLE", -1.0)
    monkeypatch.setattr(peer, "computed", lambda pid: 0.0)
    there = Peer(late, (), "fork")
    assert there.hear(0.01, 0.01) == b"late"
    there.close()


@pytest.mark.parametrize("start", ["spawn", "fork"])
@pytest.mark.parametrize("given", ["", "2"])
def test_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch, given: str, start: str) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if given:
        monkeypatch.setenv("OMP_NUM_THREADS", given)
    with threadpool_limits(2):  # of a fork
        there = Peer(threads, (), start)
        assert there.hear(60, 60).decode() == (given or "1")
    assert os.environ.get("OMP_NUM_THREADS", "") == given
    there.close()


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
