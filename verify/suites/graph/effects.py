"""Table 6's pair: what the labels say that each attribute does to the other, by what the graph lets one adjust for.

    E = sum_s n_s/n (c_11s/c_1.s - c_01s/c_0.s),   c_xys the rows with cause x, effect y, stratum s of what is held;   n_s = c_..s

E is the effect on the share of rows with y if no hidden cause reaches both, all that is held comes before the cause, and it blocks
every back door (Pearl 1993). Its variance is that of counts drawn independently, by the delta method. With a hidden common cause
only P(y, x) - P(y, not x) - P(x) <= E <= P(y, x) + P(not x) - P(y, not x) is left (Manski 1990). The graph gives no directions.
The three attributes are joined pairwise, so all six orders fit the labels equally. Of the whole graph: all sets of at most
`ORDER` neighbours of the cause, one of which would be its causes (Maathuis et al. 2009); `effects.json` keeps the extremes.
"""

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from math import comb, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta import labels
from verify.suites.common.intervals import TAIL, at_most, short, within
from verify.suites.graph.kinds import Kind
from verify.suites.graph.table import COMMAND, ORDER, PAPER, held, label_rows

FILE = labels.FILE.with_name("effects.json")
HELD, *PAIR = PAPER
NUMBER = dict(zip(PAPER, (19, 28, 30), strict=True))
DIRECTIONS = ((PAIR[0], PAIR[1]), (PAIR[1], PAIR[0]))


def strata(cause: str, effect: str) -> Any:
    """Counts (2, 2, 2) of cause, effect, HELD: whole numbers without a bound."""
    return np.stack([np.array(labels.table(cause, effect, given=h), dtype=object) for h in (0, 1)], axis=-1)


def adjusted(cells: Any) -> Fraction:
    """E of counts (2, 2, S). ValueError where a stratum has no row with the cause, or none without it."""
    _, n, r = _shares(cells)
    return sum((Fraction(m, int(n.sum())) * (r1 - r0) for m, r0, r1 in zip(n, *r, strict=True)), Fraction(0))


def weighted(cells: Any) -> Fraction:
    """The same from rows weighed by 1/P(their cause | stratum), a row at a time."""
    total, found = int(cells.sum()), Fraction(0)
    for s, x in product(range(cells.shape[2]), (0, 1)):
        chance = Fraction(int(cells[x, :, s].sum()), int(cells[:, :, s].sum()))
        found += (2 * x - 1) * int(cells[x, 1, s]) / chance / total
    return found


def as_seen(cells: Any) -> Fraction:
    """Strata weighed as they come with each cause: no adjustment."""
    return Fraction(int(cells[1, 1].sum()), int(cells[1].sum())) - Fraction(int(cells[0, 1].sum()), int(cells[0].sum()))


def standard_error(cells: Any) -> float:
    """sqrt of sum_s (n_s/n)^2 (r_1s (1 - r_1s)/c_1.s + r_0s (1 - r_0s)/c_0.s) + (sum_s n_s/n d_s^2 - E^2)/n, d_s = r_1s - r_0s."""
    rows, n, r = _shares(cells)
    total, E = int(n.sum()), adjusted(cells)
    p, own = [Fraction(m, total) for m in n], Fraction(0)
    for s, share in enumerate(p):
        own += share**2 * sum(r[x][s] * (1 - r[x][s]) / int(rows[x][s]) for x in (0, 1))
    across = sum(share * (r1 - r0) ** 2 for share, r0, r1 in zip(p, *r, strict=True)) - E**2
    return sqrt(own + across / total)


def hidden(cells: Any) -> tuple[Fraction, Fraction]:
    """The least and the largest E that a hidden common cause leaves."""
    n = int(cells.sum())
    with_y, x = [Fraction(int(cells[i, 1].sum()), n) for i in (0, 1)], Fraction(int(cells[1].sum()), n)
    return with_y[1] - with_y[0] - x, with_y[1] - with_y[0] + 1 - x


def extremes(table: Any, names: tuple[str, ...]) -> Iterator[Row]:
    """Of each direction and size the sets of neighbours beside which the effect is least and largest, from rows of 0 and 1."""
    _, pairs = held()
    for cause, effect in DIRECTIONS:
        near = sorted({p.a if p.b == cause else p.b for p in pairs if p.edge and cause in (p.a, p.b)} - {effect})
        for size in range(ORDER + 1):
            found = []
            for given in combinations(near, size):
                at = [names.index(v) for v in (cause, effect, *given)]
                cells = np.bincount(table[:, at] @ (2 ** np.arange(len(at))[::-1]), minlength=2 ** len(at)).astype(object)
                if (cells.reshape(2, 2, -1).sum(1) > 0).all():
                    found.append((adjusted(cells.reshape(2, 2, -1)), given, cells.tolist()))
            ends = [{"given": list(given), "cells": cells} for _, given, cells in (min(found), max(found))]
            sets = {"sets": comb(len(near), size), "counted": len(found)}
            yield {"cause": cause, "effect": effect, "size": size, **sets, "ends": ends}


def counted() -> dict[str, Any]:
    """`effects.json` again, from the label file."""
    about, names, table = label_rows()
    return {"about": about | {"command": COMMAND}, "ranges": [*extremes(table.astype(int), names)]}


@cache
def recorded() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def rows() -> list[Row]:
    found = [row for direction in DIRECTIONS for row in (*_judged(*direction), *_orders(*direction))]
    return [{"suite": "graph", "repeat": COMMAND} | row for row in (*found, *_ranges())]


def _orders(cause: str, effect: str) -> Iterator[Row]:
    """The three orders in which the cause comes first; and no order: a hidden common cause."""
    cells, base = strata(cause, effect), {"cause": cause, "effect": effect}
    for order in permutations(PAPER):
        if order.index(cause) < order.index(effect):
            given = [HELD] if order[0] == HELD else []
            row = {"kind": Kind.EFFECT.value, **base, "order": [*order], "given": given}
            yield (
                row
                | _effect(cells if given else cells.sum(2, keepdims=True))
                | {"exact": str(adjusted(cells) if given else as_seen(cells))}
            )
    low, high = map(float, hidden(cells))
    yield {"kind": Kind.HIDDEN.value, **base, "low": short(low), "high": short(high)}


def _judged(cause: str, effect: str) -> Iterator[Row]:
    cells, said = strata(cause, effect), f"{NUMBER[cause]} on {NUMBER[effect]}"
    base, beside = {"kind": Kind.JUDGED.value, "n": int(cells.sum())}, f"effect of {said} beside {NUMBER[HELD]}"
    other = {"": (adjusted(cells), Outcome.HOLDS), ", strata weighed as seen": (as_seen(cells), Outcome.REFUTED)}
    for what, (E, expected) in other.items():
        about = base | {"what": f"{beside}{what}, less that of weighed rows"}
        yield at_most(about, short(abs(float(E - weighted(cells)))), 0.0, expected)
    least = f"least effect of {said} beside at most {ORDER} neighbours of {NUMBER[cause]}, widened for the choice"
    sets = sum(row["counted"] for row in recorded()["ranges"] if row["cause"] == cause)
    for what, found, n in ((beside, cells, 1), (least, min(_ends(cause), key=adjusted), sets)):
        yield within(base | {"what": what}, **_interval(found, n), above=0.0)
    gap = max(abs(end.sum(2) - cells.sum(2)).max() for end in _ends(cause))
    yield at_most(base | {"what": f"counts of {said} beside neighbours, summed, less those of labels.json"}, float(gap), 0.0)


def _ends(cause: str) -> list[Any]:
    """The recorded counts of its least and largest effects, sets from small to large."""
    return [_cells(end) for row in recorded()["ranges"] if row["cause"] == cause for end in row["ends"]]


def _cells(end: Any) -> Any:
    return np.array(end["cells"], dtype=object).reshape(2, 2, -1)


def _ranges() -> Iterator[Row]:
    for row in recorded()["ranges"]:
        for end, which in zip(row["ends"], ("least", "largest"), strict=True):
            about = {k: row[k] for k in ("cause", "effect", "size", "sets", "counted")}
            yield {"kind": Kind.RANGE.value, **about, "which": which, "given": end["given"], **_effect(_cells(end))}


def _effect(cells: Any) -> Row:
    return {**_interval(cells), "n": int(cells.sum())}


def _interval(cells: Any, sets: int = 1) -> Row:
    """At 95 %, of so many together by Bonferroni."""
    E, half = float(adjusted(cells)), NormalDist().inv_cdf(1 - TAIL / sets) * standard_error(cells)
    return {"value": short(E), "low": short(E - half), "high": short(E + half)}


def _shares(cells: Any) -> tuple[Any, Any, Any]:
    """c_x.s (2, S), n_s (S,) and P(y | x, s) (2, S)."""
    rows = cells.sum(1)
    if not (rows > 0).all():
        raise ValueError(f"counts {rows.tolist()} of the cause in each stratum: an effect needs rows with and without it in each")
    return rows, rows.sum(0), [[Fraction(int(c), int(m)) for c, m in zip(cells[x, 1], rows[x], strict=True)] for x in (0, 1)]
