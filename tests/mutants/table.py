"""The table of mutants: how many `pytest verify/` sees, how many with the tests, who sees each, and which nobody can see."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from learned.files.versions import versions
from tests.mutants.equivalents import EQUIVALENT
from tests.mutants.kept import Row, by_verify
from tests.mutants.possible import Stratum
from tests.sources import ROOT
from verify.claim import Outcome
from verify.drawing import words
from verify.files.lines import read_lines

FILE, PAGE = ROOT / "reports" / "mutation.jsonl", ROOT / "reports" / "mutation.md"
N, SEED = 300, 0
LIBRARIES = ("numpy", "scipy", "sympy", "mpmath", "python-flint", "torch")
BY_VERIFY, OF_FORMULAS, BY_ALL = 0.90, 0.98, 0.98  # shares that must be seen, at least
Seen = Callable[[Row], bool]


def by_all(row: Row, field: str = "stage") -> bool:
    return bool(row[field])


def counted(rows: Iterable[Row]) -> list[Row]:
    """Those that somebody could see."""
    return [row for row in rows if row["id"] not in EQUIVALENT]


def survivors(rows: Iterable[Row]) -> list[str]:
    return [row["id"] for row in counted(rows) if not row["stage"]]


def score(rows: Sequence[Row], seen: Seen) -> float:
    """The share that is seen; 1 of none."""
    return sum(map(seen, rows)) / len(rows) if rows else 1.0


def decide(rows: Sequence[Row]) -> tuple[Outcome, str]:
    """HOLDS if the shares that must be seen are, and no mutant that is called equivalent was seen."""
    found = counted(rows)
    formulas = [row for row in found if row["stratum"] == Stratum.FORMULA.value]
    shares = (
        ("by pytest verify/", score(found, by_verify), BY_VERIFY),
        ("of formula values by pytest verify/", score(formulas, by_verify), OF_FORMULAS),
        ("with tests/analytic", score(found, by_all), BY_ALL),
    )
    what = f"of {len(found)} mutants seen " + ", ".join(f"{name} {_percent(share)}" for name, share, _ in shares)
    what += f"; {len(rows) - len(found)} others are equivalent"
    if not found:
        return Outcome.UNDECIDED, "nothing was planted"
    if wrong := [row["id"] for row in rows if row["id"] in EQUIVALENT and row["stage"]]:
        return Outcome.REFUTED, f"{what}; called equivalent, and seen: {wrong[0]}"
    missed = [f"{name} {_percent(share)}, less than {_percent(least)}" for name, share, least in shares if share < least]
    return (Outcome.REFUTED, f"{what}; {'; '.join(missed)}") if missed else (Outcome.HOLDS, what)


def read(file: Path = FILE) -> list[Row]:
    return read_lines(file)


def write(rows: Sequence[Row], page: Path = PAGE, n: int = N, seed: int = SEED) -> None:
    """The page, made of the rows alone and of the reasons why some are equivalent."""
    outcome, what = decide(rows)
    made = ", ".join(f"{name} {version}" for name, version in versions(LIBRARIES).items())
    parts = [
        f"# Mutants\n\n{outcome.value}: {what}. Seed {seed}, {n} sampled; {made}. Repeat: `make mutants`.\n\n{ABOUT}",
        _scores("stratum", [s.value for s in Stratum], rows),
        _scores("operator", sorted({row["operator"] for row in rows}), rows),
        "## Seen by nobody\n\n" + ("\n".join(f"- `{id}`" for id in survivors(rows)) or "None."),
        "## Equivalent\n\n" + _list([[r["id"], EQUIVALENT[r["id"]]] for r in rows if r["id"] in EQUIVALENT], ["mutant", "why"]),
        "## Seen\n\n" + _list([[r["id"], r["by"]] for r in counted(rows) if r["stage"]], ["mutant", "first seen by"]),
    ]
    write_whole(page, "\n\n".join(parts) + "\n")


ABOUT = """One line at a time of `analytic/` is changed, in place, in a child process. The mutant meets the questions that enter
the changed function, the quickest first: the deterministic evidence of the claims as stated (of a false sentence its repairs and
the places where it is right as well), their random evidence, the suites; then the tests of `tests/analytic`; the first that sees
it is named. What raises or has no end is seen. Near misses are not asked, so `pytest verify/` sees no less. The sample takes the
modules in turn, and the operators of each. "At first" is what was seen before claims and tests were written against the survivors
of this sample."""


def _scores(key: str, names: Iterable[str], rows: Sequence[Row]) -> str:
    """How many of each are seen, and how many were at first."""
    head = [key, "n", "equivalent", "by pytest verify/", "with tests", "at first: verify", "with tests"]
    of = [(name, [row for row in rows if row[key] == name]) for name in names]
    return f"## By {key}\n\n" + words.table(head, [_line(name, mine) for name, mine in [*of, ("all", list(rows))] if mine])


def _line(name: str, rows: Sequence[Row]) -> list[Any]:
    found = counted(rows)
    ways: list[Seen] = [by_verify, by_all, lambda row: by_verify(row, "first"), lambda row: by_all(row, "first")]
    shares = [f"{sum(map(seen, found))} = {_percent(score(found, seen))}" for seen in ways]
    return [name, len(found), len(rows) - len(found), *shares]


def _list(rows: Sequence[Sequence[str]], head: list[str]) -> str:
    return words.table(head, [list(row) for row in rows])


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
