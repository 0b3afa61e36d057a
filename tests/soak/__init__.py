"""Many seeds of the random suites: true formulas under random laws, which must hold at each, block by block."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests import children
from tests.mutants import kept
from tests.verify.evidence.test_false_alarms import EVERY, TRUE, alarm, asked

SEEDS, BLOCK = 10_000, 50  # of each suite; one row for each block
Row = dict[str, Any]
Block = tuple[str, int]  # a suite and the first seed


def run(file: Path, seeds: int = SEEDS, names: Iterable[str] = TRUE, tell: Callable[[str], None] = lambda line: None) -> list[Row]:
    """The rows of all blocks; those that the file has are not made again."""
    blocks = [(name, first) for first in range(0, seeds, BLOCK) for name in names]
    done = {(row["suite"], row["first"]) for row in kept.rows(file)}
    left = [block for block in blocks if block not in done]
    for n, row in enumerate(children.each(partial(_block, seeds=seeds), left), 1):
        kept.add(file, row)
        tell(f"{n} of {len(left)} blocks" + "".join(f"\n{row['suite']}, {said}" for said in row["alarms"]))
    return [row for row in kept.rows(file) if (row["suite"], row["first"]) in {*blocks}]


def _block(block: Block, seeds: int) -> Row:
    """Slow suites take one seed in a few, as their test does."""
    name, first = block
    tried = range(first, min(first + BLOCK, seeds), EVERY.get(name, 1))
    found = {seed: asked(name, seed) for seed in tried}
    alarms = [said for seed in tried if (said := alarm(name, seed, found[seed]))]
    largest = max((f.measure / f.bound for f in found.values() if f.bound), default=0.0)
    return {"suite": name, "first": first, "seeds": len(tried), "largest": largest, "alarms": alarms}


def summary(rows: list[Row]) -> Iterator[str]:
    """A line for each suite: how many seeds, the largest measure over its bound, each alarm."""
    for name in dict.fromkeys(row["suite"] for row in rows):
        mine = [row for row in rows if row["suite"] == name]
        alarms = [said for row in mine for said in row["alarms"]]
        largest = max(row["largest"] for row in mine)
        yield f"{name}: {sum(row['seeds'] for row in mine)} seeds, {len(alarms)} alarms, largest measure {largest:.3g} of its bound"
        yield from alarms
