"""Table 5's two pixels in each of the ten digits: their correlation in the data, exactly. Only of fives a flow was trained."""

import math
from collections.abc import Iterator
from typing import Any

from verify.drawing.tables import Row, Table
from verify.papers.causality_delta import pixels, printed
from verify.papers.causality_delta.sums import Sums
from verify.suites.common.measurement import Store
from verify.suites.mnist.kinds import Kind
from verify.suites.mnist.table5 import NEIGHBOUR

TEN = range(10)


def digits(base: Row, store: Store) -> Iterator[Row]:
    """A row for each reading, digit and split; without a value where one of the two pixels is constant."""
    for reading, at in NEIGHBOUR.items():
        line = next(name for name, place in printed.PIXELS.items() if place == at)
        for digit in TEN:
            for split in pixels.SPLITS:
                sums = pixels.of_digit(digit, split, line)
                row = base | {"kind": Kind.DIGITS.value, "reading": reading, "digit": digit, "split": split, "n": sums.n}
                yield row | {"value": sums.correlation if _vary(sums) else None, "model": None}


def _vary(s: Sums) -> bool:
    return math.prod(s.n * xx - x * x for x, xx in ((s.a, s.aa), (s.b, s.bb))) > 0


def table(rows: list[Row]) -> tuple[str, Table]:
    """A line for each digit."""
    found = {(r["digit"], r["reading"], r["split"]): r for r in rows}
    columns = [(reading, split) for reading in NEIGHBOUR for split in pixels.SPLITS]
    head = ["digit", *(f"{reading}, {split}" for reading, split in columns), *(f"n, {split}" for split in pixels.SPLITS)]
    body: list[list[Any]] = []
    for digit in {r["digit"]: None for r in rows}:
        mine = [found[digit, *column] for column in columns]
        body.append([digit, *("constant" if r["value"] is None else r["value"] for r in mine), *(r["n"] for r in mine[:2])])
    said = "Over all images, so without intervals; a pixel that is the same in all of them has no correlation."
    return "The two pixels in all ten digits: the data", Table(head, body, said, key=Kind.DIGITS)
