"""Each command ends badly in each way, at many moments: a row for each way, with what was left and what went wrong."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from tests.crashes import ending, sessions
from tests.crashes.commands import BETWEEN, COMMANDS, NEW, OLD, Command, files, warm

SESSION = "pytest verify/ -n 2"
MOMENTS = 4  # at random, for each command
SLOW = {"driftproof train": 2}  # of its steps only one of so many is tried
Row = dict[str, Any]


class Way(Enum):
    """How a run ends."""

    MOMENT = "killed at a random moment"
    STEP = "killed before a step on the disk"
    FULL = "no room on the disk from a step on"
    READ_ONLY = "nothing may be changed from a step on"
    TWO = "another run in the same folder meanwhile"
    BELOW_A_FILE = "a file stands where the folder should be"


class Trial:
    """One command below `place`: what was before, what an undisturbed run makes of it, and what becomes of it in a bad one."""

    def __init__(self, command: Command, place: Path) -> None:
        self.command, self.said = command, place / "said"
        self.old, self.new, self.here = (place / name / "x" for name in ("old", "new", "here"))
        self.old.mkdir(parents=True)
        assert ending.ended(lambda: command.begin(self.old) or 0, self.said) == 0, self.words()
        shutil.copytree(self.old, self.new)
        self.seconds = ending.length(lambda: command.run(self.new), self.said)

    def words(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def fresh(self) -> None:
        shutil.rmtree(self.here.parent, ignore_errors=True)
        shutil.copytree(self.old, self.here)

    def run(self) -> int:
        return self.command.run(self.here)

    def ended(self, before: ending.Step) -> int:
        self.fresh()
        return ending.ended(self.run, self.said, before)

    def left(self, status: int, right: tuple[int, ...]) -> tuple[str, str]:
        """The state that the run left, and what is wrong with it, or with the next run, if anything is."""
        state = self.command.state(self.here, self.old, self.new)
        if status not in right:
            return state, f"exit status {status}: {self.words()[-300:]}"
        if state not in (OLD, NEW, *([BETWEEN] if self.command.between else [])):
            return state, state if state != BETWEEN else "old and new files are mixed"
        if status > 0 and "cannot" not in self.words():
            return state, f"it does not say what it cannot do: {self.words()[-300:]}"
        again = ending.ended(self.run, self.said)
        after = self.command.state(self.here, self.old, self.new)
        if again or after not in (NEW, self.command.state(self.new, self.old, self.new)):
            return state, f"the next run ends with {again}, {after}: {self.words()[-300:]}"
        hidden = [p.name for p in self.here.parent.rglob(".*")]
        return state, f"left for ever: {hidden}" if hidden else ""


def rows(place: Path, seed: int = 0, every: int = 1) -> Iterator[Row]:
    """`every`: of how many steps one is tried."""
    draw = random.Random(seed)
    warm()
    for i, command in enumerate(COMMANDS):
        trial = Trial(command, place / str(i))
        moments = [draw.random() * trial.seconds for _ in range(MOMENTS)]
        yield _row(command, Way.MOMENT, [_at_moment(trial, seconds) for seconds in moments])
        stride = every * SLOW.get(command.name, 1)
        if command.state(trial.new, trial.old, trial.new) == NEW:
            for way, before in ((Way.STEP, ending.kill), (Way.FULL, ending.full), (Way.READ_ONLY, ending.read_only)):
                yield _row(command, way, [*_at_steps(trial, before, stride, draw.randrange(min(stride, 10)))])
            yield _row(command, Way.TWO, [_two(trial)])
            yield _row(command, Way.BELOW_A_FILE, [_below_a_file(trial)])
        shutil.rmtree(place / str(i))
    yield row(SESSION, Way.MOMENT, [*sessions.outcomes(place, draw)])


def _at_moment(trial: Trial, seconds: float) -> tuple[str, str]:
    trial.fresh()
    return trial.left(ending.killed_after(trial.run, trial.said, seconds), (0, -9))


def _at_steps(trial: Trial, before: Callable[[int], ending.Step], every: int, first: int) -> Iterator[tuple[str, str]]:
    """Until a run ends before that step comes."""
    at = 1 + first
    while (status := trial.ended(before(at))) != 0:
        yield trial.left(status, (-9,) if before is ending.kill else (2,))
        at += every


def _two(trial: Trial) -> tuple[str, str]:
    """The first sleeps at a step in its middle, the second begins, the first goes on."""
    steps = next(n for n in (40, 20, 10, 5, 2) if trial.ended(ending.kill(n)) == -9)
    trial.fresh()
    one = ending.begin(trial.run, trial.said, ending.stop(steps))
    ending.until_asleep(one)
    other = trial.said.with_name("other")
    two = ending.begin(trial.run, other)
    if not trial.command.waits:
        two.join()
    ending.wake(one)
    one.join()
    two.join()
    if (one.exitcode, two.exitcode) != (0, 0 if trial.command.waits else 2):
        return trial.left(one.exitcode or 0, (0,))[0], f"exit statuses {one.exitcode}, {two.exitcode}: {other.read_text()[-300:]}"
    if not trial.command.waits and "is in use" not in other.read_text(encoding="utf-8"):
        return NEW, f"the second says: {other.read_text()[-300:]}"
    return trial.left(0, (0,))


def _below_a_file(trial: Trial) -> tuple[str, str]:
    trial.fresh()
    folder = trial.here / trial.command.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file", encoding="utf-8")
    before = files(trial.here)
    status = ending.ended(trial.run, trial.said)
    wrong = status != 2 or folder.name not in trial.words() or "Traceback" in trial.words() or files(trial.here) != before
    return OLD, f"exit status {status}: {trial.words()[-300:]}" if wrong else ""


def _row(command: Command, way: Way, found: list[tuple[str, str]]) -> Row:
    return row(command.name, way, found, command.between)


def row(command: str, way: Way, found: list[tuple[str, str]], between: str = "") -> Row:
    states = Counter(state for state, _ in found)
    wrong = sorted({said for _, said in found if said})
    counted = {state: states[state] for state in (OLD, NEW, BETWEEN)}
    return {
        "suite": "crashes",
        "command": command,
        "way": way.value,
        "times": len(found),
        **counted,
        "why": between,
        "wrong": wrong,
    }
