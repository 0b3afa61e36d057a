"""One child decides all items; whatever one of them does, the others get an answer and nothing established is lost."""

import multiprocessing
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from analytic import mixture
from tests.verify.derivations.samples import drift, field
from verify import as_derivation, check_all
from verify.derivations.isolation.child import Child, itself
from verify.derivations.isolation.peer import Ended, Failed


def symbolic(x: Any) -> bool:
    """Asked of the type: a formula that asks which arithmetic it is in is not handed on to symbols."""
    return type(x.flat[0]).__module__.startswith("sympy")


def test_one_that_hangs_or_ends_the_process_does_not_stop_the_others() -> None:
    def hangs(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        time.sleep(1000)

    def exits(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        os._exit(3)

    def leaves(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        raise SystemExit

    seen: list[str] = []
    items = [as_derivation(f, "velocity", "gaussian") for f in (hangs, exits, leaves, field)]
    answers = check_all(items, budget=3, progress=lambda a: seen.append(a.name))
    assert [a.verdict for a in answers] == ["UNDECIDED", "UNDECIDED", "UNDECIDED", "AGREES"]
    assert "gave no answer within 13 s" in answers[0].why and "exit status 3" in answers[1].why
    assert seen == ["hangs", "exits", "leaves", "field"]


def test_what_was_established_is_not_lost() -> None:
    def unending(law: Any, t: Any, x: Any) -> Any:
        if symbolic(x):
            time.sleep(1000)
        return mixture.denoiser(law, t, x)

    def leaving(law: Any, t: Any, x: Any) -> Any:
        if symbolic(x):
            os._exit(3)
        return mixture.denoiser(law, t, x)

    agrees, left = check_all([as_derivation(f, "denoiser", assume=("d=1", "K=1")) for f in (unending, leaving)], budget=4)
    assert agrees.verdict == "AGREES" and "what was to follow gave no answer within 14 s" in agrees.why
    assert left.verdict == "AGREES" and "what was to follow ended the process with exit status 3" in left.why
    assert "balls at points are no proof" in agrees.why and "within 2^-200 at" in agrees.scope


FORKS = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")


def leaving(law: Any, t: Any, x: Any) -> Any:
    os._exit(3)


@FORKS
def test_one_child_decides_all_items_and_a_new_one_goes_on_after_a_death(tmp_path: Path) -> None:
    """Each child that loads the items leaves a line."""
    births = tmp_path / "births"

    def load() -> list[Any]:
        with births.open("a") as f:
            f.write(f"{os.getpid()}\n")
        return [as_derivation(f, "velocity", "gaussian", assume=("d=1", "independent")) for f in (drift, drift, leaving, drift)]

    with Child(load, "fork", 0, 5.0, itself) as child:
        assert child.load() == ["drift", "drift", "leaving", "drift"]
        assert [child.answer(n).verdict for n in (0, 1)] == ["PROVED", "PROVED"]
        assert len(births.read_text().splitlines()) == 1
        with pytest.raises(Ended, match="ended the process with exit status 3: nothing was found out"):
            child.answer(2)
        assert child.answer(3).verdict == "PROVED"
    born = births.read_text().splitlines()
    assert len(born) == len(set(born)) == 2 and str(os.getpid()) not in born


@FORKS
def test_what_was_sent_ahead_outlives_the_child() -> None:
    def halfway(law: Any, t: Any, x: Any) -> Any:
        if symbolic(x):
            os._exit(3)
        return drift(law, t, x)

    items = [as_derivation(halfway, "velocity", "gaussian", assume="d=1")]
    with Child(lambda: items, "fork", 0, 5.0, itself) as child, pytest.raises(Ended) as ended:
        child.answer(0)
    assert ended.value.established.verdict == "AGREES"
    assert ended.value.unfinished == "what was to follow ended the process with exit status 3"


@FORKS
def test_items_that_cannot_be_loaded_are_told_and_the_child_is_gone() -> None:
    def load() -> list[Any]:
        raise Failed("no such thing", usage=True)

    child = Child(load, "fork", 0, 5.0, itself)
    with pytest.raises(Failed, match="no such thing") as failed:
        child.load()
    assert failed.value.usage and not multiprocessing.active_children()


@FORKS
def test_a_child_that_ends_while_it_is_idle_loses_nothing(tmp_path: Path) -> None:
    def leaves_later(law: Any, t: Any, x: Any) -> Any:
        if not (tmp_path / "once").exists():
            (tmp_path / "once").touch()
            threading.Timer(1, os._exit, [3]).start()
        return drift(law, t, x)

    items = [as_derivation(f, "velocity", "gaussian", assume=("d=1", "independent")) for f in (leaves_later, drift)]
    with Child(lambda: items, "fork", 0, 20.0, itself) as child:
        child.load()
        with suppress(Ended):
            child.answer(0)
        time.sleep(2)
        assert child.answer(1).verdict == "PROVED"


@FORKS
@pytest.mark.parametrize("how", ["killed", "closed"])
def test_a_judge_that_ends_while_it_is_idle_is_begun_anew(how: str) -> None:
    items = [as_derivation(drift, "velocity", "gaussian", assume=("d=1", "independent"))]
    with Child(lambda: items, "fork", 0, 20.0, itself) as child:
        child.load()
        assert child._peer
        if how == "killed":
            child._peer.process.kill()
            child._peer.process.join()
        else:
            child.close()
        assert child.answer(0).verdict == "PROVED"


@FORKS
@pytest.mark.parametrize(("then", "said"), [("fails", "could not be loaded again: gone"), ("others", "states other derivations")])
def test_a_file_that_loads_once_only_leaves_its_other_items_undecided(tmp_path: Path, then: str, said: str) -> None:
    def load() -> list[Any]:
        if (tmp_path / "once").exists():
            if then == "fails":
                raise Failed("gone", usage=False)
            return [as_derivation(drift, "velocity", "gaussian")]
        (tmp_path / "once").touch()
        return [as_derivation(f, "velocity", "gaussian", assume=("d=1", "independent")) for f in (leaving, drift)]

    with Child(load, "fork", 0, 5.0, itself) as child:
        for n, why in ((0, "exit status 3"), (1, said), (1, said)):
            with pytest.raises(Ended, match=why):
                child.answer(n)
