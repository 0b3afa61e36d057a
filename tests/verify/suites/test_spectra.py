"""Spectra of known fields come out, secants lie where they were put, and a record that says otherwise is refuted."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from verify.claim import Outcome
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import decide
from verify.suites.spectra import measurement as spectra
from verify.suites.spectra import rivals, table
from verify.suites.spectra.kinds import ENDS_X1, MODELS, OT_VELOCITY, OT_X1, PIXELS, RANKS, SHOWN, TIMES, Kind
from verify.suites.spectra.section import SECTION

TANGENT = 200  # dimensions of the plane x_1 = ... = 0 to which the field of these tests flows


def plane(x: torch.Tensor, t: Any) -> torch.Tensor:
    """Optimal transport of N(0, I) to N(0, I) on the first TANGENT pixels and 0 on the others: v = -x/(1 - t) there, else 0."""
    flat = x.flatten(1).clone()
    flat[:, :TANGENT] = 0
    return (-flat / (1 - t)).reshape(x.shape)


def state() -> torch.Tensor:
    return torch.randn(1, *spectra.SHAPE, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("t", TIMES)
def test_the_spectrum_of_a_plane_is_0_and_minus_1(t: float) -> None:
    values, vectors, asymmetry = spectra.spectrum(plane, state(), t)
    exact = torch.cat([torch.zeros(TANGENT), -torch.ones(PIXELS - TANGENT)])
    assert (values - exact).abs().max() < 1e-5 and asymmetry < 1e-6
    assert vectors[TANGENT:, :TANGENT].abs().max() < 1e-5  # the first are tangential


def test_a_rotation_has_no_symmetric_part() -> None:
    turned = torch.arange(PIXELS).roll(1)

    def v(x: torch.Tensor, t: Any) -> torch.Tensor:
        return (x.flatten(1)[:, turned] - x.flatten(1)[:, turned.argsort()]).reshape(x.shape)

    values, _, asymmetry = spectra.spectrum(v, state(), 0.5)
    assert values.abs().max() < 1e-5 and asymmetry == pytest.approx(1, abs=1e-6)


def test_a_block_has_the_ends_and_the_secants_of_its_field() -> None:
    images = torch.zeros(40, PIXELS)
    images[:, :TANGENT] = torch.randn(40, TANGENT, generator=torch.Generator().manual_seed(0))
    found = spectra.block(plane, images, range(2))
    assert found["eigenvalues"].shape == (2, len(TIMES), PIXELS) and found["vectors"].shape == (1, len(RANKS), PIXELS)
    assert abs(found["end"][0, TANGENT:]).max() < 1e-3  # the last step of Euler lands on the plane
    later = spectra.block(plane, images, range(1, 2))
    assert np.allclose(found["eigenvalues"][1], later["eigenvalues"][0], atol=1e-5)
    assert (found["first"][:, -1] > 0.6).all() and (found["last"][:, -1] < 1e-3).all()  # 160 of 200 tangents; no normal


def test_the_share_of_secants_in_a_span() -> None:
    first, last = spectra.inside(torch.eye(PIXELS), torch.eye(PIXELS)[:80])  # in the first 80 directions, alike in each
    assert first == pytest.approx([1 / 80, 20 / 80, 40 / 80, 1, 1]) and last == [0.0] * len(RANKS)


def test_the_records_hold_and_say_what_the_section_says() -> None:
    rows = table.rows()
    assert decide(rows)[0] is Outcome.HOLDS and {r["model"] for r in rows} == {*MODELS}
    text, tables = " ".join(SECTION.about(rows)), SECTION.tables(rows)
    assert "24 trajectories" in text and "one seed" in text and "At the 6 ends that the record" in text
    assert all(len(r) == len(t.head) for _, t in tables for r in t.rows)
    assert [len(p.panels) for p in SECTION.plots(rows)] == [4, 4]


def stores() -> dict[str, Any]:
    return {m.model: measured.load(m) for m in spectra.MEASUREMENTS}


def test_rivals_span_what_was_put_in_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Images on the first 160 pixels, turned: their axes span all of a secant, the pixels that vary most only a part."""
    flat = torch.zeros(400, PIXELS, dtype=torch.float64)
    flat[:, :160] = torch.randn(400, 160, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    turned = torch.linalg.qr(torch.randn(PIXELS, PIXELS, generator=torch.Generator().manual_seed(1), dtype=torch.float64))[0]
    monkeypatch.setattr(rivals, "FILE", tmp_path / "rivals.json")
    ends = {name: replace(s, arrays=s.arrays | {"end": np.zeros((6, PIXELS))}) for name, s in stores().items()}
    for images, pixels in ((flat, 1.0), (flat @ turned, 160 / PIXELS)):
        rivals.write(rivals.record(ends, images, "of these"))
        of = {r["kind"]: r["value"] for r in rivals.rows({}, ends) if r["rank"] == 160 and r["kind"] != Kind.LEAD}
        assert of[Kind.AXES] == pytest.approx(1) and of[Kind.MOVING] == pytest.approx(pixels, abs=0.05)


def test_a_lead_is_paired_and_a_record_of_another_measurement_is_refused() -> None:
    of = stores()
    shares = rivals.held(of)["networks"][OT_X1]
    same = of[OT_X1].arrays | {"first": np.repeat(np.array(shares["pixels"]), spectra.BLOCK, 0)}
    lead = next(r for r in rivals.rows({}, of | {OT_X1: replace(of[OT_X1], arrays=same)}) if r["kind"] == Kind.LEAD)
    assert (lead["model"], lead["value"], lead["low"], lead["high"]) == (OT_X1, 0, 0, 0)
    other = replace(of[OT_X1], arrays=of[OT_X1].arrays | {"end": of[OT_X1].arrays["end"][::-1].copy()})
    with pytest.raises(ValueError, match=f"another measurement of {OT_X1}: run `python -m verify.suites.spectra`"):
        list(rivals.rows({}, of | {OT_X1: other}))


def test_the_images_give_the_recorded_rivals() -> None:
    if not os.environ.get("DRIFTPROOF_DATA"):
        pytest.skip("set DRIFTPROOF_DATA to a folder with mnist/: `driftproof data check` says how to get it")
    of = stores()
    now, then = rivals.record(of, *rivals.training_images()), rivals.held(of)
    assert now["about"] == then["about"]
    for name, network in then["networks"].items():
        for key in rivals.KEPT.values():  # sums in float32 of 784 * 16 squares, and two pixels of like variance exchanged
            assert np.abs(np.array(network[key]) - np.array(now["networks"][name][key])).max() < 1e-3


def of(name: str, **arrays: Any) -> list[Any]:
    """The rows of one record with some of its arrays changed."""
    m = next(m for m in spectra.MEASUREMENTS if m.model == name)
    store = measured.load(m)
    changed = {key: change(store.arrays[key].copy()) for key, change in arrays.items()}
    return list(table.of({"suite": "spectra"}, m, replace(store, arrays=store.arrays | changed)))


def test_eigenvalues_far_from_minus_1_and_secants_anywhere_are_refuted() -> None:
    assert decide(of(ENDS_X1))[0] is Outcome.HOLDS
    assert decide(of(ENDS_X1, eigenvalues=lambda a: a / 4))[0] is Outcome.REFUTED
    for key, other in (("first", 0.1), ("last", 0.3)):
        outcome, why = decide(of(ENDS_X1, **{key: lambda a, other=other: np.full_like(a, other)}))
        assert outcome is Outcome.REFUTED and key in why
    assert decide(of(ENDS_X1, first=lambda a: a * np.nan))[0] is Outcome.UNDECIDED


def test_a_velocity_network_that_keeps_its_minus_1_is_refuted() -> None:
    eigenvalues = {m.model: measured.load(m).arrays["eigenvalues"] for m in spectra.MEASUREMENTS}
    assert decide(list(table.fewer({}, eigenvalues)))[0] is Outcome.HOLDS
    assert decide(list(table.fewer({}, eigenvalues | {OT_VELOCITY: 0 * eigenvalues[OT_X1] - 1})))[0] is Outcome.REFUTED


def test_counts_are_those_of_the_plane() -> None:
    e = np.concatenate([np.zeros((3, TANGENT)), -np.ones((3, PIXELS - TANGENT))], 1)
    e[0, 0] = 0.2  # above (1 - t)/t at 0.9
    found = {r["kind"]: r["value"] for r in table._counts({"model": ENDS_X1, "t": SHOWN}, e)}
    assert found[Kind.NEAR_MINUS_ONE] == PIXELS - TANGENT and found[Kind.NEAR_ZERO] == TANGENT
    assert found[Kind.ABOVE] == pytest.approx(1 / 3) and found[Kind.BELOW] == 0 and found[Kind.LARGEST] == pytest.approx(0.2 / 3)
