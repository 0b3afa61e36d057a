"""Figure 4's question of the labels of CelebA: which attributes depend on each other whatever few others are held?

    G^2(i, j | C) = 2 n I(i; j | C) = 2 (F(ijC) - F(iC) - F(jC) + F(C)),   F(V) = sum over the cells of V of count log count

The skeleton phase of the PC algorithm, whatever the order of columns: an edge i - j goes if for some set C of at most `order`
neighbours of i, or of j, G^2 is below its chi^2 bound at level alpha/pairs. Degrees of freedom: the strata of C in which both i and
j vary; a test without any shows nothing. The paper names the package (CausalInference.jl), not algorithm, test or level, so this is
no reproduction. With 202 599 rows almost nothing is independent: `information` says how strong an edge is.

    python -m verify.suites.graph        writes verify/papers/causality_delta/graph.json from the label file (DRIFTPROOF_DATA)
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.evidence.worst import outcome_of, worst
from verify.papers.causality_delta import labels, printed
from verify.suites.graph.kinds import Kind
from verify.suites.graph.strata import Sums, rank

FILE = labels.FILE.with_name("graph.json")
COMMAND = "python -m verify.suites.graph"
LEVEL = 1e-3  # of the whole graph: alpha. Chosen: an edge between independent attributes once in a thousand graphs
ORDER = 3  # columns held together, at most. Chosen: minutes; each further one takes ten times as long
HALF_DIGIT = 5e-7  # of the six that `labels.json` keeps
SAME = 2e-6  # of two G^2 that are kept to six digits, each half a digit off, and their rounding
PAPER = tuple(printed.ATTRIBUTES.values())


@dataclass(frozen=True)
class Pair:
    """Of all sets C that were tested the one nearest to separating a and b: that of the least G^2 over its bound."""

    a: str
    b: str
    edge: bool
    given: tuple[str, ...]
    g2: float
    df: int
    log10_p: float
    information: float  # G^2/2n, nats
    phi: float  # the correlation of a and b, nothing held


Tested = tuple[float, tuple[int, ...], float, int]  # G^2 over its bound, what is held, G^2, degrees of freedom


def skeleton(table: Any, names: tuple[str, ...], order: int = ORDER, level: float = LEVEL) -> list[Pair]:
    """All pairs of the columns of a binary table (n, L), in order; edges and what separates the others."""
    from scipy.stats import chi2

    table = np.asarray(table)
    if table.ndim != 2 or table.shape[1] != len(names) or not np.isin(table, (0, 1)).all():
        raise ValueError(f"a table of shape {table.shape} for {len(names)} names: give (n, {len(names)}) of 0 and 1")
    L, n = len(names), len(table)
    order = min(order, L - 2)
    bound = chi2.isf(level / comb(L, 2), np.arange(1, 2**order + 1))
    sums, adjacent = Sums.of(table, order + 2), ~np.eye(L, dtype=bool)
    best: dict[tuple[int, int], Tested] = {}
    for size in range(order + 1):
        _separate(sums.tests(size), bound, adjacent, best)
    return [_pair(names, sums, at, best.get(at), bool(adjacent[at]), n) for at in combinations(range(L), 2)]


def _separate(tests: Iterable[Any], bound: Any, adjacent: Any, best: dict[tuple[int, int], Tested]) -> None:
    """Takes the edges away that some set of one size separates, and keeps of each pair the set that does it best."""
    now = adjacent.copy()
    for i, j, C, g2, df in tests:
        allowed = now[i, j] & (df > 0) & (now[i[:, None], C].all(1) | now[j[:, None], C].all(1))
        i, j, C, g2, df = (v[allowed] for v in (i, j, C, g2, df))
        ratio = g2 / bound[df - 1]
        least = np.full(adjacent.shape, np.inf)
        np.minimum.at(least, (i, j), ratio)
        for k in np.flatnonzero(ratio == least[i, j]):
            at = (int(i[k]), int(j[k]))
            if at not in best or ratio[k] < best[at][0]:
                best[at] = (float(ratio[k]), tuple(C[k].tolist()), float(g2[k]), int(df[k]))
        adjacent &= (least >= 1) & (least >= 1).T


def _pair(names: tuple[str, ...], sums: Sums, at: tuple[int, int], found: Any, edge: bool, n: int) -> Pair:
    import mpmath

    i, j = at
    if found is None:
        raise ValueError(f"{names[i]} or {names[j]} never varies: leave it out")
    _, C, g2, df = found
    a, b, both = sums.counts[1][i], sums.counts[1][j], sums.counts[2][rank(np.array([at]))[0]]
    phi = (n * both - a * b) / np.sqrt(float(a * (n - a)) * float(b * (n - b)))
    p = float(f"{float(mpmath.log10(mpmath.gammainc(df / 2, max(g2, 0) / 2, regularized=True))):.6g}")  # p itself underflows
    return Pair(
        names[i],
        names[j],
        edge,
        tuple(names[c] for c in C),
        round(g2, 6),
        df,
        p,
        float(f"{max(g2, 0) / (2 * n):.6g}"),
        round(float(phi), 6),
    )


def label_rows() -> tuple[dict[str, Any], tuple[str, ...], Any]:
    """Which file it is, the names of its columns, and its rows (n, 40) of 0 and 1."""
    from learned.data import files
    from learned.data.celeba import attributes

    name = "list_attr_celeba.txt"
    names, _, table = attributes(files.content(files.folder(), name))
    return {"file": name, "sha256": files.FILES[name].sha256, "n": len(table), "order": ORDER}, tuple(names), table


def counted() -> tuple[dict[str, Any], list[Pair]]:
    """What the graph is of, and its pairs, from the label file."""
    about, names, table = label_rows()
    return about | {"level": LEVEL, "command": COMMAND}, skeleton(table, names)


def held() -> tuple[dict[str, Any], list[Pair]]:
    """The same as it was recorded."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return found["about"], [Pair(**{**row, "given": tuple(row["given"])}) for row in found["pairs"]]


def decide(rows: list[Pair], recorded: list[Pair]) -> tuple[Outcome, str]:
    """HOLDS if both have the same edges and separating sets; G^2 to the rounding of 6 digits; UNDECIDED on NaN, or without any."""
    for a, b in zip(rows, recorded, strict=True):
        alike = (a.a, a.b, a.edge, a.given, a.df) == (b.a, b.b, b.edge, b.given, b.df)
        outcome = outcome_of(abs(a.g2 - b.g2), SAME) if alike else Outcome.REFUTED
        if outcome is not Outcome.HOLDS:
            return outcome, f"{a} was recorded as {b}"
    if not rows:
        return Outcome.UNDECIDED, "no rows"
    return Outcome.HOLDS, f"{sum(r.edge for r in rows)} edges of {len(rows)} pairs, as recorded"


def rows() -> list[dict[str, Any]]:
    """The recorded graph: its edges and the pairs of PAPER; judged by the correlations of `labels.json`, counted another way."""
    about, pairs = held()
    base = {"suite": "graph", "repeat": COMMAND}
    named, r = labels.names(), labels.correlation()
    gap, _ = worst((abs(p.phi - r[labels.index(p.a), labels.index(p.b)]), f"{p.a}, {p.b}") for p in pairs)
    bound = HALF_DIGIT + 2.0**-40  # and the rounding of a float of this size
    whole = {"names": list(named), "edges": sum(p.edge for p in pairs), "pairs": len(pairs)}
    whole |= {k: about[k] for k in ("n", "order", "level", "file", "sha256")}
    judged = {"what": "correlations, less those of labels.json", "value": float(f"{gap:.3g}"), "bound": bound, "n": len(pairs)}
    judged |= {"outcome": outcome_of(gap, bound, decided=bool(pairs)).value, "expected": Outcome.HOLDS.value}
    shown = [p for p in pairs if p.edge or {p.a, p.b} < set(PAPER)]
    lines = [
        {"kind": Kind.GRAPH.value} | whole,
        {"kind": Kind.JUDGED.value} | judged,
        *({"kind": Kind.PAIR.value} | asdict(p) for p in shown),
    ]
    return [base | line for line in lines]
