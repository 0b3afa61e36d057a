"""The conditional-independence graph: on networks whose skeleton is known, against tables counted one by one, and on the labels."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction as F
from itertools import product

import numpy as np
import pytest
from scipy import stats

from verify.claim import Outcome
from verify.papers.causality_delta import labels
from verify.suites.graph import table as graph

Parents = dict[str, tuple[str, ...]]
NETWORKS: dict[str, tuple[Parents, set[str]]] = {
    "chain": ({"a": (), "b": ("a",), "c": ("b",)}, {"ab", "bc"}),
    "fork": ({"a": (), "b": ("a",), "c": ("a",)}, {"ab", "ac"}),
    "collider": ({"a": (), "b": (), "c": ("a", "b")}, {"ac", "bc"}),
    "diamond": ({"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}, {"ab", "ac", "bd", "cd"}),
    "two causes": ({"a": (), "b": (), "c": ("a", "b"), "d": ("c",)}, {"ac", "bc", "cd"}),
    "three between": ({"a": (), "b": ("a",), "c": ("a",), "d": ("a",), "e": ("b", "c", "d")}, {"ab", "ac", "ad", "be", "ce", "de"}),
}


def exactly(parents: Parents, rows: int) -> np.ndarray:
    """A table in which every cell has its probability's share of the rows: P(v = 1) = (1 + 2 (mean of the parents, or 1/2))/4."""
    names, table = list(parents), []
    for values in product((0, 1), repeat=len(names)):
        at, p = dict(zip(names, values, strict=True)), F(1)
        for v, above in parents.items():
            one = (1 + 2 * F(sum(at[u] for u in above), len(above) or 1)) / 4 if above else F(1, 2)
            p *= one if at[v] else 1 - one
        count = p * rows
        assert count.denominator == 1
        table += [values] * int(count)
    return np.array(table)


def edges(table: np.ndarray, names: Sequence[str], order: int = 3) -> set[str]:
    return {p.a + p.b for p in graph.skeleton(table, tuple(names), order) if p.edge}


@pytest.mark.parametrize("name", NETWORKS)
def test_known_skeletons(name: str) -> None:
    parents, known = NETWORKS[name]
    table = exactly(parents, 2**9 * 6**2)
    assert edges(table, list(parents)) == known
    order = np.random.default_rng(0).permutation(len(parents))
    shuffled = edges(table[:, order], [list(parents)[i] for i in order])
    assert {"".join(sorted(e)) for e in shuffled} == known


@pytest.mark.parametrize(("name", "order", "extra"), [("chain", 0, {"ac"}), ("diamond", 1, {"ad"}), ("three between", 2, {"ae"})])
def test_sets_that_are_too_small_leave_edges(name: str, order: int, extra: set[str]) -> None:
    parents, known = NETWORKS[name]
    assert edges(exactly(parents, 2**9 * 6**2), list(parents), order) == known | extra


def test_separating_sets_and_the_weakest_link() -> None:
    pairs = {p.a + p.b: p for p in graph.skeleton(exactly(NETWORKS["diamond"][0], 2**12), tuple("abcd"))}
    assert pairs["ad"].given == ("b", "c") and pairs["bc"].given == ("a",)
    assert pairs["ad"].g2 == pytest.approx(0, abs=1e-6) and pairs["ad"].df == 4
    assert pairs["bc"].log10_p == pytest.approx(0, abs=1e-6)
    for p in pairs.values():
        assert p.log10_p == pytest.approx(stats.chi2.logsf(max(p.g2, 0), p.df) / np.log(10), rel=1e-5, abs=1e-6)
    assert pairs["ab"].phi == pytest.approx(0.5) and pairs["ab"].log10_p < -10 and pairs["ab"].information > 0.01


def random_table(n: int, L: int, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    common = random.random((n, 1)) < 0.4
    return ((random.random((n, L)) < 0.3) ^ (common & (random.random((n, L)) < 0.5))).astype(int)


def test_every_test_is_that_of_its_strata_counted_one_by_one() -> None:
    table = random_table(900, 5, 1)
    sums, seen = graph.Sums.of(table, 4), 0
    for size in (0, 1, 2):
        for i, j, C, g2, df in graph.Sums.tests(sums, size):
            for at in range(0, len(i), 3):
                total, degrees = 0.0, 0
                for held in product((0, 1), repeat=size):
                    rows = table[(table[:, C[at]] == held).all(1)]
                    cells = np.array([[((rows[:, i[at]] == u) & (rows[:, j[at]] == v)).sum() for v in (0, 1)] for u in (0, 1)])
                    found = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
                    total, degrees = total + found.statistic, degrees + found.dof
                assert (g2[at], df[at]) == (pytest.approx(total, abs=1e-8), degrees)
                seen += 1
    assert seen > 20


def test_strata_in_which_nothing_varies_give_no_degree_of_freedom() -> None:
    """b = 1 wherever c = 1: there is nothing to see there; and nothing at all of a twin given its twin."""
    c, a, b = (np.array(v) for v in zip(*product((0, 1), repeat=3), strict=True))
    table = np.repeat(np.stack([a, np.where(c == 1, 1, b), c], 1), 50, axis=0)
    found = {(int(i[0]), int(j[0])): int(df[0]) for i, j, C, _, df in graph.Sums.of(table, 3).tests(1)}
    assert found == {(0, 1): 1, (0, 2): 1, (1, 2): 2}
    twins = exactly(NETWORKS["chain"][0], 2**9)[:, [0, 1, 1]]
    assert edges(twins, "abc") == {"ab", "ac", "bc"}  # not separated by a test that cannot see


def test_the_false_alarm_rate_is_the_level() -> None:
    alarms = 0
    for seed in range(400):
        table = np.random.default_rng(seed).integers(0, 2, (500, 2))
        alarms += any(p.edge for p in graph.skeleton(table, ("a", "b"), level=0.05))
    low, high = stats.binom.interval(0.999, 400, 0.05)
    assert low <= alarms <= high


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: graph.skeleton(np.ones((4, 2)), ("a",)), "for 1 names"),
        (lambda: graph.skeleton(np.full((4, 2), 2), ("a", "b")), "0 and 1"),
        (lambda: graph.skeleton(np.ones((4, 2)), ("a", "b")), "never varies"),
    ],
)
def test_bad_input(call: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()


# --- the labels of CelebA


def test_the_record_has_the_correlations_of_the_counts() -> None:
    """Counted by bits there, by a product of matrices in labels.json."""
    about, pairs = graph.held()
    assert about["n"] == labels.counts()[0] and len(pairs) == 780
    r = labels.correlation()
    for p in pairs:
        assert p.phi == pytest.approx(r[labels.index(p.a), labels.index(p.b)], abs=1e-6)
    assert not any({p.a, p.b} & set(p.given) for p in pairs)


def test_the_record_decides() -> None:
    _, pairs = graph.held()
    assert graph.decide(pairs, pairs)[0] is Outcome.HOLDS
    assert graph.decide([replace(pairs[0], edge=not pairs[0].edge), *pairs[1:]], pairs)[0] is Outcome.REFUTED
    assert graph.decide([replace(pairs[0], g2=pairs[0].g2 + 1e-4), *pairs[1:]], pairs)[0] is Outcome.REFUTED


def test_nan_or_nothing_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    about, pairs = graph.held()
    assert graph.decide([], [])[0] is Outcome.UNDECIDED
    for at in (0, 5):
        broken = [replace(p, g2=float("nan"), phi=float("nan")) if p is pairs[at] else p for p in pairs]
        assert graph.decide(broken, pairs)[0] is Outcome.UNDECIDED
        monkeypatch.setattr(graph, "held", lambda broken=broken: (about, broken))
        assert [r["outcome"] for r in graph.rows() if "outcome" in r] == ["UNDECIDED"]


def test_the_labels_give_the_recorded_graph() -> None:
    if not os.environ.get("DRIFTPROOF_DATA"):
        pytest.skip("set DRIFTPROOF_DATA to a folder with celeba/list_attr_celeba.txt: `driftproof data check` says how to get it")
    about, pairs = graph.counted()
    outcome, why = graph.decide(pairs, graph.held()[1])
    assert outcome is Outcome.HOLDS, why
    assert about == graph.held()[0]
