"""All pairs of attributes: intervals of a linear map hold its closed form, a sign is told where it is certain."""

from itertools import combinations

import numpy as np
import pytest

from learned import dependence
from tests.verify.suites.test_celeba import linear
from verify.suites.celeba import attributes, pair_tables, pairs
from verify.suites.celeba.kinds import Kind, Matrix
from verify.suites.celeba.measurement import MEASUREMENT
from verify.suites.celeba.pair_tables import NAMED, OPEN, OTHER, SAME, Estimated
from verify.suites.common import measurement as measured

STORE = linear()


def test_nineteen_intervals_of_twenty_hold_the_closed_form() -> None:
    A, store = STORE
    exact = dependence.correlation(A @ A.T)[pairs.OFF]
    for row in pairs.intervals(store, 0):
        low, high = np.array(row["low"]), np.array(row["high"])
        inside = ((low <= exact) & (exact <= high)).mean()
        assert len(low) == len(exact) == 780 and 0.9 < inside < 0.99, row["what"]
        assert ((low <= exact[::-1]) & (exact[::-1] <= high)).mean() < 0.5, "those of other pairs"


def test_s_and_samples_of_a_linear_map_agree_but_for_noise_and_of_other_samples_not() -> None:
    store = STORE[1]
    row = pairs.agreement(store)
    assert row["low"] < row["value"] < row["high"] and row["value"] > 0.9
    other = pairs.agreement(store | {"y": store["y"][:, ::-1]})
    assert other["high"] < 0.5


@pytest.mark.parametrize(
    ("low", "high", "labels", "said"),
    [(0.1, 0.2, 0.3, SAME), (-0.2, -0.1, 0.3, OTHER), (-0.1, 0.1, 0.3, OPEN), (0.1, 0.2, -0.3, OTHER), (None, None, 0.3, OPEN)],
)
def test_a_sign_is_told_where_all_of_the_interval_has_it(low: float, high: float, labels: float, said: str) -> None:
    assert Estimated(0.15, low, high).sign(labels) == said


def test_the_table_has_every_pair_once_with_its_own_numbers() -> None:
    store = measured.load(MEASUREMENT).arrays
    names = attributes.labels.names()
    rows = [{"kind": Kind.QUALITY.value, "name": name} for name in names]
    rows += [{"kind": Kind.MATRIX.value, "what": m.value, "r": r.tolist()} for m, r in attributes.matrices(store).items()]
    rows += list(pairs.intervals(store, 0))
    (_, three), (title, table) = pair_tables.tables(rows)
    assert title == "All 780 pairs of attributes" and {(r[0], r[1]) for r in table.rows} == {*combinations(names, 2)}
    assert [tuple(r[:2]) for r in three.rows] == sorted(NAMED, key=lambda p: names.index(p[0]))
    line = next(r for r in table.rows if (r[0], r[1]) == ("Pointy_Nose", "Rosy_Cheeks"))
    one = attributes.correlated("", dependence.of_wiggles(store["w"]))
    assert line[2] == pytest.approx(0.1731, abs=1e-4) and line[5] == pytest.approx(one["value"], abs=1e-4)
    assert all(p.of[name].low <= p.of[name].value <= p.of[name].high for p in pair_tables.pairs(rows) for name in p.of)
    (said,) = pair_tables.about(rows)
    assert said.startswith("High_Cheekbones and Smiling: labels 0.683") and "Male and Wearing_Lipstick: labels -0.7" in said
    assert list(pair_tables.about([])) == [] and Matrix.S in pair_tables.pairs(rows)[0].of
