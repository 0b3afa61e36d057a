"""The table as records and as a page: reports/crashes.jsonl and crashes.md."""

from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from tests.crashes.commands import BETWEEN, COMMANDS, NEW, OLD
from tests.crashes.table import SESSION, Way
from verify.claim import Outcome
from verify.drawing import words
from verify.files.lines import write_lines

REPORTS = Path(__file__).parents[2] / "reports"
FEWEST = 25  # kills at random moments
ALL = (Way.STEP, Way.FULL, Way.READ_ONLY, Way.TWO, Way.BELOW_A_FILE)  # of every command that writes
TEXT = """# Runs that end badly

{outcome}: {what}. Repeat: `make crashes`.

Each command is killed (SIGKILL) at random moments of its run, and before each step by which it changes what is on disk: opening
to write, linking, renaming, removing, flushing (a training: before every second). From each step on, in other runs, the disk is
full or nothing may be changed: then the command ends with a message that says so. After each of these the folder must hold what
it held before, or all of the new; where it may be between, the reason is given, and each file is whole. The next run must end
well, with the same result as a run that nothing disturbed (a training: the same bytes), and leave nothing half written, no lock
and no folder of its own. Of two runs at once in one folder the second waits, or is refused with the name of the first. Written
are records and pages of one claim, a training of twelve steps, a measurement of three blocks.
"""


def decide(rows: list[dict[str, Any]]) -> tuple[Outcome, str]:
    """HOLDS if nothing is wrong after every way to end of every command, and enough moments."""
    writing = [command.name for command in COMMANDS if command.name != "driftproof verify"]
    wanted = {(c, Way.MOMENT.value) for c in (*writing, "driftproof verify", SESSION)} | {
        (c, w.value) for c in writing for w in ALL
    }
    done = {(row["command"], row["way"]) for row in rows if row["times"]}
    moments = sum(row["times"] for row in rows if row["way"] == Way.MOMENT.value)
    if missing := sorted(wanted - done):
        return Outcome.UNDECIDED, f"not tried: {missing}"
    if moments < FEWEST:
        return Outcome.UNDECIDED, f"only {moments} random moments, fewer than {FEWEST}"
    wrong = [row for row in rows if row["wrong"]]
    if wrong:
        return Outcome.REFUTED, f"{len(wrong)} ways to end leave something wrong"
    return Outcome.HOLDS, f"after {sum(row['times'] for row in rows)} bad ends, {moments} at random moments, nothing is wrong"


def text(rows: list[dict[str, Any]]) -> str:
    outcome, what = decide(rows)
    head = ["command", "how it ended", "times", OLD, NEW, BETWEEN, "wrong"]
    body = [
        [*(str(row[k]) for k in ("command", "way", "times", OLD, NEW, BETWEEN)), "; ".join(row["wrong"]) or "nothing"]
        for row in rows
    ]
    why = {row["command"]: row["why"] for row in rows if row["why"]}
    return (
        TEXT.format(outcome=outcome.value, what=what)
        + "\n"
        + words.table(head, body)
        + "\n## Between old and new\n\n"
        + words.table(["command", "reason"], [[k, v] for k, v in why.items()])
    )


def write(rows: list[dict[str, Any]], folder: Path = REPORTS) -> None:
    write_lines(folder / "crashes.jsonl", rows)
    write_whole(folder / "crashes.md", text(rows))
