"""The entries of the catalogue of claims, and what a run says of each."""

from verify import papers
from verify.papers.entries import entries, entry_of
from verify.report.learned import decided
from verify.report.run import KEY, Run, status


def states(run: Run) -> dict[str, str]:
    """Each of the entries: decided, not decided, not as expected or not run."""
    found: dict[str, list[str]] = {entry: [] for entry in entries()}
    for v in run.rows("verdicts"):
        if entry := entry_of(str(v["id"])):
            found[entry].append(status(v).key)
    for s in papers.learned():
        said, _ = decided(s, run)
        found[s.id].append(KEY[said])
    waiting = {u.id for u in papers.undecided()}
    return {entry: "not decided" if entry in waiting else _state(keys) for entry, keys in found.items()}


def _state(keys: list[str]) -> str:
    if not keys or "idle" in keys:
        return "not run"
    return "decided" if set(keys) <= {"good", "refuted"} else "not as expected"


def line(run: Run) -> str:
    """`126 entries: 122 decided, 4 not decided`."""
    found = list(states(run).values())
    more = "".join(f", {found.count(k)} {k}" for k in ("not as expected", "not run") if k in found)
    return f"{len(found)} entries: {found.count('decided')} decided, {found.count('not decided')} not decided{more}"
