"""The verdicts of the last runs, kept here: a file for each, `20261130T022143Z-whole.jsonl`, one JSON object with all its claims.

    past = History(Path("reports/history")); past.add(run); past.last(12)

What cannot be read or written costs a sentence in `problems`, and no run.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from verify.files.lines import read_lines, write_lines
from verify.files.whole_folder import all_at_once

Row = dict[str, Any]
KEPT = 20  # runs of each extent; one of 400 claims is 0.15 MB


class Extent(StrEnum):
    """How much of the catalogue a run looked at."""

    WHOLE = "whole"
    QUICK = "quick"  # of each claim the cheapest evidence
    PARTIAL = "partial"  # some claims, or no suites


class History:
    """A folder of runs. Two at once take turns; a run that is killed leaves what was there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def add(self, run: Row) -> None:
        """Of `started` (UTC, ISO 8601), `extent` and `claims`, by id; the oldest of its extent go."""
        started, extent = datetime.fromisoformat(run["started"]), Extent(run["extent"])
        try:
            with all_at_once(self.folder) as fresh:
                write_lines(_free(fresh, f"{started:%Y%m%dT%H%M%SZ}-{extent}"), [run])
                for path in _files(fresh, extent)[:-KEPT]:
                    path.unlink()
        except OSError as e:
            self.problems.append(f"this run is not in the history: {e}")

    def last(self, number: int) -> list[Row]:
        """So many runs, the oldest first; a file that is damaged is left out, and named in `problems`."""
        found: list[Row] = []
        for path in reversed(_files(self.folder)):
            if len(found) == number:
                break
            try:
                found.insert(0, _run(path))
            except (OSError, ValueError) as e:
                self.problems.append(f"left out of the history, and may be removed: {e}")
        return found


def _files(folder: Path, extent: str = "") -> list[Path]:
    """Oldest first."""
    return sorted(folder.glob(f"[!.]*-{extent}*.jsonl"))


def _free(folder: Path, name: str) -> Path:
    """A file that is not there: two runs may start in one second."""
    names = (folder / f"{name}{again}.jsonl" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in names if not path.exists())


def _run(path: Path) -> Row:
    rows = read_lines(path)
    if len(rows) != 1:
        raise ValueError(f"{path} holds {len(rows)} lines, not one run")
    run = rows[0]
    claims = run.get("claims")
    if not isinstance(claims, dict) or not all(isinstance(c, dict) and "verdict" in c for c in claims.values()):
        raise ValueError(f"{path} has no verdicts of claims by their ids")
    if run.get("extent") not in [*Extent]:
        raise ValueError(f"{path} has the extent {run.get('extent')!r}, none of {', '.join(Extent)}")
    try:
        datetime.fromisoformat(str(run.get("started")))
    except ValueError as e:
        raise ValueError(f"{path} does not say when it started: {e}") from None
    return run
