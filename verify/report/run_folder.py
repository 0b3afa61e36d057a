"""A run folder: what was found, written as records first, then rendered. The same bytes for any number of workers.

The records stay whatever goes wrong after they are written.
"""

import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from learned.files.atomic import sweep
from verify import report, suites
from verify.claims import catalogue, order
from verify.files.environment import environment
from verify.files.history import Extent, History
from verify.files.kept import Kept
from verify.files.lines import read_lines, write_lines
from verify.files.whole_folder import all_at_once
from verify.record import NOT_RUN, Record
from verify.report.build import HANDBOOK, build, build_or_tell
from verify.report.history import SHOWN, remembered
from verify.report.run import HISTORY
from verify.runner import line
from verify.suites.suite import COMMAND

SUITES = tuple(suites.catalogue())
VOLATILE, HERE = ("seconds",), ("cores", "threads", "commit")  # of a verdict; of the machine


def finish(
    folder: Path,
    claims: Iterable[Record],
    rows: Mapping[str, list[dict[str, Any]]],
    seed: int,
    seconds: float,
    baseline: Path | None,
    kept: Kept,
    past: History | None = None,
    extent: Extent = Extent.PARTIAL,
) -> list[str]:
    """Write the run into `folder`, render it, and say what changed against the baseline; `kept` is told what goes wrong then.

    `past` gets the run as well, and the report shows it beside those before it.
    """
    grouped: dict[str, list[Record]] = {}
    for record in claims:
        grouped.setdefault(record.claim, []).append(record)
    found = [record for id in sorted(grouped, key=order) for record in grouped[id]]
    verdicts: list[dict[str, Any]] = []
    with all_at_once(folder, (HANDBOOK,)) as fresh:
        write_lines(fresh / "claims.jsonl", [asdict(r) for r in found])
        shutil.rmtree(fresh / HANDBOOK, ignore_errors=True)  # it has the verdicts of the last run
        for suite in rows:
            write_lines(fresh / f"{suite}.jsonl", rows[suite])
        for name in ("verdicts", *SUITES, HISTORY):
            if name not in rows:
                (fresh / f"{name}.jsonl").unlink(missing_ok=True)
        with kept.after("there are no verdicts", "mend what it names, and run the claims again"):
            ids = sorted({*catalogue(), *grouped}, key=order)
            verdicts = [line(catalogue()[id], grouped.get(id, [])) for id in ids]
            write_lines(fresh / "verdicts.jsonl", verdicts)
        started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds))
        changes = ["not compared"]
        with kept.after("not compared with the baseline", f"`driftproof compare {baseline} {folder}` does it"):
            changes = _changes(baseline, fresh)
        run = {"environment": environment(), "seed": seed, "started": started, "seconds": round(seconds, 1)}
        write_lines(fresh / "run.json", [{**run, "changes": changes}])
        if past is not None and verdicts:
            past.add(remembered(run, extent, verdicts))
            write_lines(fresh / f"{HISTORY}.jsonl", past.last(SHOWN))
        build_or_tell(fresh, folder, kept)
    return changes


def whole(claims: Iterable[Record], rows: Mapping[str, Any]) -> bool:
    """Are there records of every claim, and rows of every suite?"""
    return {*catalogue()} <= {r.claim for r in claims} and {*SUITES} <= rows.keys()


def _changes(baseline: Path | None, fresh: Path) -> list[str]:
    if baseline is None:
        return ["not compared: a quick run looks at less"]
    if not (baseline / "verdicts.jsonl").exists():
        return ["there is no baseline to compare with"]
    return report.compare(baseline, fresh)


def keep(run: Path, baseline: Path) -> None:
    """Make `run` the baseline: verdicts and rows without what differs from one machine or minute to the next, rendered again."""
    sources = {name: run / f"{name}.jsonl" for name in ("verdicts", *SUITES)}
    needed = f"a baseline needs a whole run, `{COMMAND}`"
    for source in sources.values():
        if not source.exists():
            raise FileNotFoundError(f"{source} is missing: {needed}")
    if left := [row["id"] for row in read_lines(sources["verdicts"]) if row["verdict"] == NOT_RUN]:
        raise ValueError(f"{run} has {len(left)} claims that were not run, as {left[0]}: {needed}")
    with all_at_once(baseline) as fresh:
        for name, source in sources.items():
            rows = read_lines(source)
            if name == "verdicts":
                rows = [{k: v for k, v in row.items() if k not in VOLATILE} for row in rows]
            write_lines(fresh / f"{name}.jsonl", rows)
        kept = read_lines(run / "run.json")[0]
        environment = {k: v for k, v in kept["environment"].items() if k not in HERE} | {"command": "make baseline"}
        write_lines(fresh / "run.json", [{"environment": environment, "seed": kept["seed"], "started": None, "seconds": None}])
        build(fresh)
    readme = baseline.parent / "README.md"
    if readme.exists():
        sweep(readme.parent, readme.name)
        report.embed(baseline, readme)
