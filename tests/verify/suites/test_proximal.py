"""The end of time on a curve: the suite sees a swapped network, a wrong closed form, a Lipschitz constant that is too small."""

from typing import Any

import numpy as np
import pytest
import torch

from learned import model
from verify.claim import Outcome
from verify.suites.common.intervals import decide, judged, share, within
from verify.suites.proximal import late
from verify.suites.proximal import table as proximal
from verify.suites.proximal.kinds import NETWORKS, Field

Fields = dict[str, Any]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"POINTS": 40, "TIMES": (0.5, 0.9, 0.99), "CELLS": 3, "PROBES": 64}.items():
        for module in (proximal, late):
            monkeypatch.setattr(module, name, value, raising=False)


@pytest.mark.usefixtures("few")
def test_the_circle() -> None:
    rows = proximal.of_shapes(0, ("circle",))
    assert decide(rows) == (Outcome.HOLDS, "")
    at = {(r["field"], r["part"], r["t"]): r["value"] for r in rows if r["kind"] == "eigenvalue"}
    assert at[Field.OPTIMAL, "normal", 0.99] == -1
    assert at["velocity network", "normal", 0.9] < -0.9  # before 1 - t is near 1/L
    assert at["velocity network", "normal", 0.99] > -0.5 and at["x1 network", "normal", 0.99] < -0.9
    names = {r["field"] for r in rows if r["kind"] == "field"}
    assert names == {Field.OPTIMAL, Field.INDEPENDENT, *NETWORKS}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("name", "stands_for", "why"),
    [
        ("x1 network", "velocity network", "velocity network, distance of the mean normal part from -1"),
        ("velocity network", "x1 network", "x1 network, distance of the mean normal part from -1"),
        (Field.INDEPENDENT, Field.OPTIMAL, "normal part less -1"),
        (Field.OPTIMAL, Field.INDEPENDENT, "above (1 - t)/t"),
    ],
)
def test_a_field_under_another_name_is_seen(monkeypatch: pytest.MonkeyPatch, name: str, stands_for: str, why: str) -> None:
    true = proximal._fields
    monkeypatch.setattr(proximal, "_fields", lambda shape: (f := true(shape)) | {stands_for: f[name]})
    if name == Field.OPTIMAL:  # it is not defined at t = 0, where trajectories of the others start
        path = late.path
        monkeypatch.setattr(late, "path", lambda field_name, field, x: path(Field.OPTIMAL, field, x))
    rows = proximal.of_shapes(0, ("circle",))
    # of a share, none among the few points leaves open whether there are any
    assert decide(rows)[0] is (Outcome.UNDECIDED if name == Field.OPTIMAL else Outcome.REFUTED)
    assert any(why in f"{r['field']}, {r['kind']}" and r["outcome"] != r["expected"] for r in rows if "expected" in r)


def test_the_certified_constant_is_above_every_slope_and_scales_with_the_network() -> None:
    network = model.load("circle-velocity", dtype=torch.float64).network
    L = proximal.certified(network)
    x, y = torch.randn(2, 2000, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    slopes = [float(((network(x, t) - network(y, t)).norm(dim=1) / (x - y).norm(dim=1)).max()) for t in (0.0, 0.5, 0.9, 1.0)]
    assert 1 < max(slopes) < L
    s = torch.linspace(-8, 8, 4001, dtype=torch.float64)
    silu = torch.autograd.functional.jvp(torch.nn.functional.silu, s, torch.ones_like(s))[1]
    assert 1.09 < silu.abs().max() < proximal.SLOPE
    with torch.no_grad():
        network.last.weight.mul_(3)  # type: ignore[union-attr, operator]
    assert proximal.certified(network) == pytest.approx(3 * L)


def test_judging_by_intervals() -> None:
    row = {"kind": "k", "field": "f"}
    assert [judged(row, v, 0.5, below=1)["outcome"] for v in (0.4, 1.2, 1.6)] == ["HOLDS", "UNDECIDED", "REFUTED"]
    assert [judged(row, v, 0.5, above=1)["outcome"] for v in (0.4, 1.2, 1.6)] == ["REFUTED", "UNDECIDED", "HOLDS"]
    assert judged(row, float("nan"), 0.1, below=1)["outcome"] == "UNDECIDED"
    for bounds in ({}, {"below": 1.0, "above": 1.0}):
        with pytest.raises(ValueError, match="state one bound"):
            within(row, 0, 0, 0, **bounds)
    good, open_ = judged(row, 0, below=1), judged(row, 1.2, 0.5, below=1)
    assert decide([good])[0] is Outcome.HOLDS and decide([])[0] is Outcome.UNDECIDED
    assert decide([good, open_])[0] is Outcome.UNDECIDED
    assert decide([open_, judged(row, 2, below=1)])[0] is Outcome.REFUTED
    found = decide([judged(row, 0, below=1, expected=Outcome.REFUTED)])
    assert found == (Outcome.REFUTED, "f, k: 0 [0, 0], at most 1: REFUTED expected")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_eigenvalue_that_is_nan_is_never_its_closed_form(few: None, at: int) -> None:
    x0 = np.random.default_rng(0).standard_normal((40, 2))
    path = late.path(Field.OPTIMAL, None, torch.from_numpy(x0))
    r = np.linalg.norm(x0, axis=1)
    ends = zip(proximal.TIMES, path, strict=True)
    parts = {t: np.stack([-1 + 0 * r, (1 - t) * (1 - r) / np.linalg.norm(x.numpy(), axis=1)]) for t, x in ends}
    base = {"field": Field.OPTIMAL}
    assert {row["outcome"] for row in proximal._closed(base, parts, path, x0)} == {"HOLDS"}
    parts[proximal.TIMES[at]][:, 3] = np.nan
    assert {row["outcome"] for row in proximal._closed(base, parts, path, x0)} == {"UNDECIDED"}


@pytest.mark.parametrize("nans", [1, 40])
@pytest.mark.parametrize("field", [Field.OPTIMAL, Field.INDEPENDENT])
def test_a_share_of_jacobians_some_of_which_are_nan_is_undecided(few: None, field: Field, nans: int) -> None:
    J = np.tile(np.diag([-0.5, 0.0]), (40, 1, 1))
    J[:nans] = np.nan
    found = list(proximal._bounds({"field": field}, dict.fromkeys(proximal.TIMES, J)))
    assert all(np.isnan([row["value"], row["low"], row["high"]]).all() for row in found)
    assert {row["outcome"] for row in found if "expected" in row} == {"UNDECIDED"}


@pytest.mark.parametrize(("k", "n"), [(0, 20), (3, 20), (20, 20)])
def test_the_interval_of_a_share_is_that_of_the_exact_test(k: int, n: int) -> None:
    from scipy.stats import binomtest

    exact = binomtest(k, n).proportion_ci(0.95, "exact")
    assert np.allclose(share(k, n), (k / n, exact.low, exact.high), rtol=1e-12)
