"""Table 4: the printed digits, an independent computation of them, near misses that fail, and mixtures of one's own."""

import json
import math
import shlex
from fractions import Fraction
from itertools import product

import mpmath
import numpy as np
import pytest

from analytic import arithmetic, mixture
from verify.claim import Outcome
from verify.papers.causality_delta import printed, recipe, slips
from verify.papers.causality_delta.instance import published
from verify.suites.table4 import table as table4
from verify.suites.table4.kinds import Column, Formula
from verify.suites.table4.reading import load

TIMES = (0.0, 0.25, 0.5, 0.75, 0.99)
# measured once by re-running the published code, and by an independent computation: to every digit given
AUDIT = {
    (Formula.CODE, Column.BLEND): ("0.000000", "0.283791", "0.299947", "0.038623", "0.000018"),
    (Formula.RIGHT, Column.BLEND): ("0.000000", "0.378388", "0.599894", "0.154493", "0.001756"),
    (Formula.RIGHT, Column.INTERVENTION): ("0.000000", "0.552383", "0.848856", "0.193466", "0.003217"),
    (Formula.CODE, Column.BETWEEN): ("1.414", "1.56", "1.01", "0.39", "0.01"),
}


@pytest.fixture(scope="module")
def rows():
    return table4.rows()


def values(rows, formula, column):
    return {r["t"]: r["value"] for r in rows if (r["formula"], r["column"]) == (formula, column)}


@pytest.mark.parametrize("key", AUDIT, ids=" / ".join)
def test_the_digits_of_the_audit_come_out(rows, key):
    found = values(rows, *key)
    assert tuple(found) == TIMES
    for t, digits in zip(TIMES, AUDIT[key], strict=True):
        assert f"{found[t]:.{len(digits) - 2}f}" == digits


def test_the_printed_intervention_column_is_that_of_the_wrong_drift(rows):
    assert table4.decide(rows, Formula.CODE)[0] == Outcome.HOLDS
    outcome, why = table4.decide(rows, Formula.RIGHT)
    assert outcome == Outcome.REFUTED and "0.378388 is printed as 0.284" in why


@pytest.mark.parametrize("formula", table4.FORMULAS)
def test_the_printed_numerical_column_decides_nothing(rows, formula):
    assert table4.decide(rows, formula, Column.AS_PUBLISHED)[0] == Outcome.UNDECIDED
    assert table4.vanishes(rows, formula, Column.AS_PUBLISHED)[0] == Outcome.UNDECIDED
    for r in rows:
        if r["column"] == Column.AS_PUBLISHED and r["formula"] == formula:
            assert r["value"] < r["noise_floor"] < r["bound"] and r["note"] == table4.NOISE


@pytest.mark.parametrize("formula", table4.FORMULAS)
def test_resolved_differences_agree_with_both_formulas_so_they_cannot_tell_which_is_right(rows, formula):
    assert table4.vanishes(rows, formula, Column.RESOLVED) == (Outcome.HOLDS, "")
    assert table4.vanishes(rows, formula, Column.FLOAT64) == (Outcome.HOLDS, "")
    assert max(values(rows, formula, Column.RESOLVED).values()) < 1e-9
    assert table4.vanishes(rows, formula, Column.BLEND)[0] == Outcome.REFUTED
    assert table4.vanishes(rows, Formula.CODE, Column.BETWEEN)[0] == Outcome.REFUTED


def test_forward_differences_in_float64_show_their_truncation(rows):
    """As audited, up to half a printed digit and the rounding of two values of the drift, 2 u |f|/h with |f| < 4."""
    found = values(rows, Formula.RIGHT, Column.FLOAT64)
    for t, audited, digit in zip(TIMES[1:4], (5.4e-8, 2.8e-7, 1.4e-7), (1e-9, 1e-8, 1e-8), strict=True):
        assert abs(found[t] - audited) <= digit / 2 + 2 * 2.0**-53 * 4 / 1e-6


def gap(weights, means, covs, t, x, drop):
    """|sum_k b_k (grad gamma_k)^T| for a source N(0, I) in 40 digits, from densities and 2 x 2 inverses; nothing shared."""
    with mpmath.workdps(40):
        m, I = mpmath.matrix, mpmath.eye(2)
        t, x = mpmath.mpf(t.numerator) / t.denominator, m([mpmath.mpf(float(v)) for v in x])
        p, pull, b = [], [], []
        for w, mu, C in zip(weights, means, covs, strict=True):
            mu, C = m([float(v) for v in mu]), m([[float(v) for v in row] for row in C])
            P = mpmath.inverse((1 - t) ** 2 * I + t**2 * C)
            e = x - t * mu
            p.append(w * mpmath.sqrt(mpmath.det(P)) * mpmath.exp(-(e.T * P * e)[0] / 2))
            pull.append(-P * e)
            b.append(mu + (t * C - (0 if drop else 1 - t) * I) * P * e)
        total = sum(p)
        mean = sum((q * s for q, s in zip(p, pull, strict=True)), mpmath.zeros(2, 1)) / total
        J = sum((bk * (q / total * (s - mean)).T for bk, q, s in zip(b, p, pull, strict=True)), mpmath.zeros(2, 2))
        return float(mpmath.sqrt(sum(v**2 for v in J)))


@pytest.mark.parametrize("formula", table4.FORMULAS)
def test_an_independent_computation_gives_the_blend_column(rows, formula):
    means, covs, points = recipe.draw()
    found = values(rows, formula, Column.BLEND)
    for t, x in zip(printed.TIMES, points, strict=True):
        by_hand = np.mean([gap([1, 1, 1], means, covs, t, p, formula == Formula.CODE) for p in x])
        assert found[float(t)] == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("wrong", [{"seed": 42070}, {"covariance_first": True}], ids=str)
def test_another_seed_or_order_of_generator_calls_is_refuted(wrong):
    near_miss = table4.rows(published(**wrong))
    assert table4.decide(near_miss, Formula.CODE)[0] == Outcome.REFUTED


def test_every_gap_of_the_published_code_is_the_true_one_times_one_less_t(rows):
    for column in (Column.BLEND, Column.INTERVENTION):
        code, right = (values(rows, formula, column) for formula in (Formula.CODE, Formula.RIGHT))
        for t in TIMES:
            assert code[t] == pytest.approx((1 - t) * right[t], rel=1e-9, abs=1e-12)


def test_the_published_slip_is_the_denoiser_and_its_jacobian_the_derivative():
    ar = arithmetic.balls(256)
    with ar.scope():
        instance = published()
        mix, t, x = instance.law(ar), ar.array(Fraction(1, 4)), ar.array(instance.points[1])
        eye = ar.eye(2)
        expected = eye + (1 - t) * mixture.jacobian(mix, t, x)
        assert all(e.contains(0) and e.rad() < 1e-60 for e in (slips.jacobian(mix, t, x) - expected).flat)


def test_the_global_generator_is_neither_read_nor_seeded():
    import torch

    before = torch.random.get_rng_state()
    recipe.draw()
    assert torch.equal(before, torch.random.get_rng_state())


def test_rows_are_json_and_repeatable(rows):
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    assert table4.rows() == rows
    assert {r["repeat"] for r in rows} == {"driftproof table4"}


def test_nan_is_undecided(rows):
    broken = [{**r, "value": float("nan")} if r["column"] == Column.BLEND and r["t"] == 0.5 else r for r in rows]
    assert table4.decide(broken, Formula.CODE)[0] == Outcome.UNDECIDED
    assert table4.decide([], Formula.CODE)[0] == Outcome.UNDECIDED
    assert table4.vanishes([])[0] == Outcome.UNDECIDED


def test_the_printed_columns_hold_and_are_undecided_where_any_row_is_missing_nan_or_twice(rows):
    assert table4.decide_printed(rows) == (Outcome.HOLDS, "")
    for formula, column in product(Formula, (Column.AS_PUBLISHED, Column.BLEND, Column.RESOLVED)):

        def mine(r, key=(formula, column)):
            return (r["formula"], r["column"]) == key

        late = [r for r in rows if mine(r) and r["t"] == 0.75]
        for broken in (
            [r for r in rows if not mine(r)],
            [r for r in rows if not mine(r) or r["t"] == 0.5],
            [{**r, "value": math.nan} if mine(r) else r for r in rows],
            [{**r, "noise_floor": math.nan} if r in late else r for r in rows],
            [{**r, "value": math.inf} if r in late else r for r in rows],
            [{**r, "printed": None} if r in late else r for r in rows if column != Column.RESOLVED],
            [*rows, *late],
        ):
            assert table4.decide_printed(broken)[0] is Outcome.UNDECIDED


MINE = {
    "name": "mine",
    "weights": ["1/3", "2/3"],
    "means": [[2, 0], [0, "3/2"]],
    "covs": [[[1, 0.5], [0.5, 1]], [[1, 0], [0, 0.1]]],
    "cov0": [[1, 0], [0, 4]],
    "times": [0, "1/3", 0.9],
    "n_points": 3,
    "seed": 5,
}
TOML = """
name = "mine"
weights = ["1/3", "2/3"]
means = [[2, 0], [0, "3/2"]]
covs = [[[1, 0.5], [0.5, 1]], [[1, 0], [0, 0.1]]]
cov0 = [[1, 0], [0, 4]]
times = [0, "1/3", 0.9]
n_points = 3
seed = 5
"""


def test_a_mixture_of_ones_own_from_json_and_toml(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(MINE))
    (tmp_path / "a.toml").write_text(TOML)
    one, two = load(tmp_path / "a.json"), load(tmp_path / "a.toml")
    assert (one.weights, one.covs, one.times, one.points) == (two.weights, two.covs, two.times, two.points)
    assert one.covs[1][1][1] == Fraction(1, 10) and one.times == (0, Fraction(1, 3), Fraction(9, 10))
    rows = table4.rows(two)
    assert {r["instance"] for r in rows} == {"mine"} and {r["printed"] for r in rows} == {None}
    assert rows[0]["repeat"] == shlex.join(["driftproof", "table4", str(tmp_path / "a.toml")])
    assert table4.vanishes(rows) == (Outcome.HOLDS, "")
    assert table4.decide(rows)[0] == Outcome.UNDECIDED


def test_a_dict_a_mixture_and_given_points():
    mix = mixture.mixture(arithmetic.float64(), [0.5, 0.5], [[1.0], [-1.0]], [[[1.0]], [[0.5]]])
    points = [[0.0], [0.5]]
    one = load(mix, points=points, times=[0.5], name="line")
    two = load({"weights": [0.5, 0.5], "means": [[1], [-1]], "covs": [[[1]], [[0.5]]], "points": [points], "times": ["1/2"]})
    assert one.points == two.points == ([[0], [Fraction(1, 2)]],)
    a, b = table4.rows(one), table4.rows(two)
    assert [r["value"] for r in a] == [r["value"] for r in b] and a[0]["instance"] == "line"


def test_the_published_instance_given_by_hand_is_the_published_instance(rows):
    means, covs, points = recipe.draw()
    by_hand = {"weights": ["1/3"] * 3, "means": [m.tolist() for m in means], "covs": [C.tolist() for C in covs]}
    again = table4.rows(load(by_hand, points=[x.tolist() for x in points]))
    assert [r["value"] for r in again] == [r["value"] for r in rows]


def without(key):
    return {k: v for k, v in MINE.items() if k != key}


BAD = {
    "unknown key": ({**MINE, "weight": 1}, "unknown key 'weight'.*the keys are"),
    "missing key": (without("covs"), "the key 'covs' is missing"),
    "sum": ({**MINE, "weights": [0.5, 0.6]}, "weights sum to 1.1.*, not to 1: divide"),
    "negative": ({**MINE, "weights": [1.5, -0.5]}, "weights holds -1/2: weights must be positive"),
    "eigenvalue": ({**MINE, "covs": [[[1, 2], [2, 1]], [[1, 0], [0, 1]]]}, r"covs\[0\] has the eigenvalue -1 < 0"),
    "symmetry": ({**MINE, "covs": [[[1, 0], [0, 1]], [[1, 0.5], [0, 1]]]}, r"covs\[1\] is not symmetric.*\(S \+ S.T\)/2"),
    "source": ({**MINE, "cov0": [[1, 0], [0, -4]]}, "cov0 has the eigenvalue -4 < 0"),
    "time": ({**MINE, "times": [0.5, 1.5]}, r"times holds 3/2, outside \[0, 1\]"),
    "singular": ({**MINE, "covs": [[[1, 0], [0, 0]]] * 2, "times": [1]}, "at t = 1: the covariance of x_t is singular"),
    "text": ({**MINE, "means": [[2, "a"], [0, 1]]}, r"means\[0\]\[1\] is 'a', no finite number: give an int"),
    "fraction": ({**MINE, "weights": ["1/0", "2/3"]}, r"weights\[0\] is '1/0', no finite number"),
    "infinite": ({**MINE, "means": [[2, float("inf")], [0, 1]]}, r"means\[0\]\[1\] is inf"),
    "boolean": ({**MINE, "means": [[2, True], [0, 1]]}, r"means\[0\]\[1\] is True"),
    "no list": ({**MINE, "means": 3}, "means is 3: it must be a list"),
    "shape": ({**MINE, "means": [[2, 0, 1], [0, 1, 1]]}, r"covs has shape \(2, 2, 2\): it must be \(K, d, d\) = \(2, 3, 3\)"),
    "ragged": ({**MINE, "means": [[2, 0], [0]]}, "means must be numbers in lists nested 2 deep, all of one length"),
    "both": ({**MINE, "points": [[0, 0]]}, "both points and n_points = 3"),
    "points": ({**without("n_points"), "points": [[[0, 0]]]}, "points has 1 lists for 3 times"),
    "wide": ({**without("n_points"), "points": [[0, 0, 0]]}, "x has shape"),
    "count": ({**MINE, "n_points": 0}, "n_points is 0: it must be a whole number, 1 or larger"),
    "seed": ({**MINE, "seed": -1}, "seed is -1: it must be a whole number, 0 or larger"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_mixture_is_refused_with_key_value_reason_and_fix(case):
    given, message = BAD[case]
    with pytest.raises(ValueError, match=f"dict: .*({message})"):
        load(given)


FILES = {
    "a.json": ("{", "a.json is not JSON .*correct it there"),
    "b.json": ("[1]", "b.json holds a list: it must be an object with the keys weights, means, covs"),
    "c.json": ('{"seed": 1, "seed": 2}', "c.json is not JSON .*a key stands there twice among seed, seed"),
    "d.toml": ("weights = ", "d.toml is not TOML"),
    "e.json": ('{"weights": [NaN], "means": [[0]], "covs": [[[1]]]}', r"e.json: weights\[0\] is 'NaN'"),
    "f.toml": ("weights = [1e999]\nmeans = [[0]]\ncovs = [[[1]]]", r"f.toml: weights\[0\] is '1e999', no finite number"),
    "g.json": (b"\xff\xfe", "g.json cannot be read"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused(tmp_path, name):
    text, message = FILES[name]
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=message):
        load(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(
        FileNotFoundError, match=r"no.json does not exist: give a .json or .toml file with the keys weights, means, covs"
    ):
        load(tmp_path / "no.json")


def test_symbols_have_no_table():
    from verify.regimes import symbolic_mixture

    with pytest.raises(ValueError, match="symbols"):
        load(symbolic_mixture(1, 2).law(arithmetic.symbols()))
