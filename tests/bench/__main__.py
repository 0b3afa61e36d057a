"""`python -m tests.bench [kernels] [training] [probes] [growth] [--seconds S]`: to reports/bench.jsonl, bench.md and bench.svg.

Without a word: all parts. What is not measured now stays as it was measured before; each part is written when it has ended.
Exit status 0: HOLDS, nothing is left out and outputs agree; a missed target is said. 1: REFUTED, an output differs by more than
its bound (1e-10 of its largest entry in float64), or UNDECIDED, a part is not measured or a peer not installed.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.bench import growth, kernels, machine, page, probes, training
from tests.measured import REPORTS, kept
from verify.claim import Outcome
from verify.drawing import words

Rows = Callable[[], Iterator[dict[str, Any]]]


def measured(part: str, rows: Rows) -> Iterator[dict[str, Any]]:
    """The records of a part; each is said as soon as it is there."""
    yield machine.about(part)
    for row in rows():
        print(f"{part}: {row['line']}" + (f", ratio {words.number(row['ratio'])}" if "ratio" in row else ""), flush=True)
        yield {"part": part, **row}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(page.PARTS)}")
    parser.add_argument("--seconds", type=float, default=2.0, help="time for the rounds of one line of kernels (at least 5 rounds)")
    args = parser.parse_args()
    if unknown := [part for part in args.parts if part not in page.PARTS]:
        parser.error(f"{unknown[0]!r} is no part: use {', '.join(page.PARTS)}")
    rows: dict[str, Rows] = {"kernels": partial(kernels.rows, args.seconds)}
    rows |= {"training": training.rows, "probes": probes.rows, "growth": growth.rows}
    for part in args.parts or page.PARTS:
        records = [*kept(REPORTS / "bench.jsonl", [part]), *measured(part, rows[part])]
        page.write(sorted(records, key=lambda row: [*page.PARTS].index(row["part"])), REPORTS)
    for said in page.missed(records):
        print(f"missed: {said}")
    outcome, what = page.decide(records)
    print(f"{outcome.value}: {what}; {REPORTS / 'bench.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
