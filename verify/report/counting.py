"""The one unit of counting: the statement, a sentence with an id. Pages, files and commands count by this module alone.

A statement is decided by a claim, or by a suite of trained networks, or stands on a paper's list of what is not decided.
"""

from collections.abc import Iterable

from verify import papers
from verify.claim import Outcome
from verify.papers import Paper
from verify.report.learned import decided
from verify.report.run import KEY, Run, paper, status
from verify.report.standings import counted

SAID = {"alarm": "not as expected", "good": "hold", "refuted": "refuted", "open": "undecided"}
SAID |= {"waiting": "not decided", "idle": "not run"}


def each(keys: Iterable[str]) -> str:
    """`47 hold, 19 refuted, 2 not decided` of the keys of Status and `waiting`: what needs a look first, and no zeros."""
    found = list(keys)
    return ", ".join(f"{found.count(key)} {said}" for key, said in SAID.items() if key in found) or "none"


def total(run: Run) -> str:
    """`9 statements: 5 hold, 3 refuted (2 as printed, 1 if read so), 1 not decided`."""
    keys = [key for mine in by_paper(run).values() for key in mine]
    networks = sum(decided(s, run)[0] == Outcome.REFUTED for s in papers.learned())
    false = ", ".join(filter(None, (counted(run.rows("verdicts")), f"{networks} of trained networks" if networks else "")))
    said = each(keys).replace(" refuted", f" refuted ({false})", 1) if false else each(keys)
    return f"{len(keys)} statement{'s' if len(keys) != 1 else ''}: {said}"


def by_paper(run: Run) -> dict[str, list[str]]:
    """The keys of all statements of a run, by paper, in the order of the catalogue."""
    found = {p.called: _without_claims(p, run) for p in papers.catalogue()}
    for v in run.rows("verdicts"):
        found.setdefault(paper(v), []).append(status(v).key)
    return {name: keys for name, keys in found.items() if keys}


def _without_claims(p: Paper, run: Run) -> list[str]:
    return [KEY[decided(s, run)[0]] for s in p.trained] + ["waiting"] * len(p.undecided)


def table(run: Run) -> tuple[list[str], list[list[object]]]:
    """Head and rows, a paper each; a column that is zero everywhere is left out."""
    found = by_paper(run)
    used = [key for key in SAID if any(key in keys for keys in found.values())]
    return ["paper", "statements", *(SAID[key] for key in used)], [
        [name, len(keys), *(keys.count(key) for key in used)] for name, keys in found.items()
    ]
