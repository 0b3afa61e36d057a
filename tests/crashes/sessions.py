"""A session of pytest with two workers, killed at random moments: report and history stay whole, and no worker lives on."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.crashes.commands import NEW, OLD, files
from verify.files.history import History

TIMES = 2
PATIENT = 120.0  # seconds of the clock until a worker without its controller has ended, on any machine
CLAIM = """
from fractions import Fraction

from verify import claim

class Law:
    def __init__(self, ar):
        self.ar = ar

where = claim.Regime("here", "one point", Law, (Fraction(1, 2),), ((1, 2),))
test = claim.Test("balls", lambda f, case: f(case.law, case.t, case.x) - case.x - case.x, (where,))
twice = claim.Claim("ZZ-1", "nowhere", "twice", "2x", lambda law, t, x: 2 * x, (test,), {"thrice": lambda law, t, x: 3 * x})
"""
SHORT = """
from mine import twice
from verify.report import run_folder

run_folder.catalogue, run_folder.SUITES = lambda: {"ZZ-1": twice}, ()  # no other claims, no suites: the report is short
"""
TESTS = """
import pytest
from mine import test, twice
from verify import runner

@pytest.mark.parametrize("n", range(8))
def test_it(n, findings):
    findings.claims(runner.run(twice, test, findings.seed))
"""


def outcomes(place: Path, draw: random.Random) -> Iterator[tuple[str, str]]:
    """What each kill left, and what was wrong with it or with the session after it."""
    for name, text in (("mine.py", CLAIM), ("conftest.py", SHORT), ("test_claims.py", TESTS)):
        (place / name).write_text(text, encoding="utf-8")
    start = time.monotonic()
    assert _begun(place, 0).wait() == 0
    seconds, old = time.monotonic() - start, files(place / "reports/latest")
    for _ in range(TIMES):
        session = _begun(place, 1)
        with suppress(subprocess.TimeoutExpired):
            session.wait(draw.random() * seconds)
        session.kill()
        session.wait()
        state = OLD if files(place / "reports/latest") == old else _whole(place)
        yield state, _gone(session.pid) or _history(place) or ("" if state in (OLD, NEW) else state)
    hidden = [p.name for p in (place / "reports").rglob(".*")] if _begun(place, 1).wait() == 0 else "a session that fails"
    if (lost := hidden or _history(place)) or _whole(place) != NEW:
        yield _whole(place), f"after the next session: {lost or 'not the new report'}"


def _begun(place: Path, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-n", "2"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    with (place / "said").open("wb") as said:
        return subprocess.Popen(
            [*command, f"--driftproof-seed={seed}"], cwd=place, env=environment, stdout=said, stderr=said, start_new_session=True
        )


def _whole(place: Path) -> str:
    """NEW where all records are of seed 1, with their pages."""
    rows = [json.loads(line) for line in (place / "reports/latest/claims.jsonl").read_text(encoding="utf-8").splitlines()]
    about = json.loads((place / "reports/latest/run.json").read_text(encoding="utf-8"))
    page = (place / "reports/latest/index.html").read_text(encoding="utf-8")
    whole = {about["seed"], *(row["seed"] for row in rows)} == {1} and len(rows) == 16 and "</html>" in page
    return NEW if whole else "old and new are mixed"


def _history(place: Path) -> str:
    """What is wrong with the runs that are kept beside the report, which may be ahead of it by the run that was killed."""
    past = History(place / "reports/history")
    return "; ".join(past.problems) if past.last(2 * TIMES + 2) else "no run is in the history"


def _gone(session: int) -> str:
    """Empty when no process of the session is left; what is left is named."""
    deadline = time.monotonic() + PATIENT
    while (living := _living(session)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return f"its workers live on: {living}" if living else ""


def _living(session: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, of, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            found += [path.parent.name] if int(of) == session and state != "Z" else []
    return found
