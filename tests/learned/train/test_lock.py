"""One process at a time writes into a folder; what it leaves behind, and where nothing can be locked."""

import errno
import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from learned.train import lock

HOLD = """
import pathlib, sys
from learned.train import lock
with lock.alone(pathlib.Path(sys.argv[1]), "a", "test"):
    print(1, flush=True)
    input()
"""


def test_the_second_is_refused_and_the_first_does_not_notice(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout and first.stdout.readline() == b"1\n"
        for _ in range(2):
            with (
                pytest.raises(ValueError, match=rf"in use: test by process {first.pid} on \S+ since 2\S+ "),
                lock.alone(tmp_path, "a", ""),
            ):
                pass
        with lock.alone(tmp_path, "b", "another name is another lock"):
            assert {p.name for p in tmp_path.iterdir()} == {".a.lock", ".b.lock"}
        first.kill()
    assert (tmp_path / ".a.lock").read_bytes().startswith(b"test by")
    with lock.alone(tmp_path, "a", "at once"):
        assert (tmp_path / ".a.lock").read_bytes().startswith(b"at once by")
    assert list(tmp_path.iterdir()) == []


def test_an_error_lets_go(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="mine"), lock.alone(tmp_path / "new", "a", ""):
        with pytest.raises(ValueError, match="in use"), lock.alone(tmp_path / "new", "a", "the same process"):
            pass
        raise RuntimeError("mine")
    with lock.alone(tmp_path / "new", "a", ""):
        pass


def test_a_lock_that_its_holder_removed_meanwhile_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between open and flock: the file that we then hold has no name, and the next would lock another one."""
    honest, calls = fcntl.flock, []

    def late(handle: int, how: int) -> None:
        calls.append(how)
        if len(calls) == 1:
            (tmp_path / ".a.lock").unlink()
        honest(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with lock.alone(tmp_path, "a", "", wait=True):
        assert calls.count(fcntl.LOCK_EX | fcntl.LOCK_NB) == 2
        with pytest.raises(ValueError, match="in use"), lock.alone(tmp_path, "a", ""):
            pass


def test_where_nothing_can_be_locked_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(handle: int, how: int) -> None:
        raise OSError(errno.ENOSYS, "this file system has no locks")

    (tmp_path / "file").touch()
    with monkeypatch.context() as m:
        m.setattr(fcntl, "flock", unknown)
        with lock.alone(tmp_path, "a", "") as held:
            assert not held
    with lock.alone(tmp_path / "file", "a", ""):
        pass
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and all("cannot be locked here (" in line and "see that no other process" in line for line in said)
