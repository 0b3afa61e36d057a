"""`python -m tests.profile [verify] [answer] [tests]`: to reports/profile.jsonl and profile.md. Without a word: verify, answer.

What is not measured now stays as it was measured before.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.measured import REPORTS, about, kept
from tests.profile import answer, page
from verify.claim import Outcome
from verify.files.lines import read_lines


def session(part: str, *more: str) -> list[dict[str, Any]]:
    """The records of a session of pytest, in a process of its own; ChildProcessError if it could not be run."""
    with tempfile.TemporaryDirectory() as place:
        rows = Path(place) / "spent.jsonl"
        asked = ["-p", "tests.profile.session", "--spent", str(rows), "--driftproof-report", f"{place}/report"]
        command = [sys.executable, "-m", "pytest", f"{part}/", "-q", "-p", "no:cacheprovider", *asked, *more]
        environment = {"OMP_NUM_THREADS": "1", **os.environ}
        done = subprocess.run(command, cwd=REPORTS.parent, env=environment)
        if done.returncode not in (0, 1):  # a test that fails is still measured
            raise ChildProcessError(f"{' '.join(command)}: exit status {done.returncode}")
        return page.of_session(part, read_lines(rows))


def answers() -> list[dict[str, Any]]:
    rows = answer.rows()
    return [about("answer", whole=sum(row["whole"] for row in rows)), *({"part": "answer", **row} for row in rows)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.profile", description=__doc__.split("\n\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(page.COMMANDS)}")
    asked = parser.parse_args().parts or ["verify", "answer"]
    if unknown := [part for part in asked if part not in page.COMMANDS]:
        parser.error(f"{unknown[0]!r} is no part: use {', '.join(page.COMMANDS)}")
    records = kept(REPORTS / "profile.jsonl", asked)
    for part in asked:
        records += answers() if part == "answer" else session(part)
    records.sort(key=lambda row: [*page.COMMANDS].index(row["part"]))
    page.write(records)
    outcome, what = page.decide(records)
    print(f"{outcome.value}: {what}; {REPORTS / 'profile.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
