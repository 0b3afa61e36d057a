"""Faces with their own source points: the record decides, and is seen through where it does not fit; exact fields."""

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import torch

from learned import data, preset
from learned.train import loop
from tests.learned.data.test_celeba import with_tar
from tests.learned.tiny import UNET, tiny
from verify.claim import Outcome
from verify.suites.common.intervals import decide
from verify.suites.memorisation import __main__ as command
from verify.suites.memorisation import faces, measured
from verify.suites.memorisation.kinds import FACES, FACES_05, Kind

BASE: dict[str, Any] = {"suite": "memorisation", "seed": 0, "dtype": "float64", "device": "cpu"}
SPEC = {"kind": "pairs", "images": "celeba", "n": 3, "size": 8, "seed": 0}
EULER = measured.SOLVERS[0]


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def without_faces(*_: Any, **__: Any) -> Any:
    raise FileNotFoundError("there is no img_align_celeba_64x64.tar; set DRIFTPROOF_DATA")


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """A copy that may be spoilt; no faces are here."""
    monkeypatch.setattr(faces.data, "load", without_faces)
    copy: dict[str, Any] = json.loads(measured.FILE.read_text(encoding="utf-8"))
    monkeypatch.setattr(measured, "FILE", tmp_path / "faces.json")
    measured.write(copy)
    return copy


def outcome(spoilt: dict[str, Any]) -> tuple[Outcome, str]:
    measured.write(spoilt)
    return decide(list(faces.rows(BASE)))


def test_the_record_says_what_the_exact_fields_say_and_what_is_not_found_again(record: dict[str, Any]) -> None:
    rows = list(faces.rows(BASE))
    assert decide(rows) == (Outcome.HOLDS, "")
    shares = {r["model"]: r for r in rows if r["kind"] == Kind.REPRODUCED}
    assert {*FACES, *FACES_05} <= set(shares)
    assert all("DRIFTPROOF_DATA" in r["note"] and "outcome" not in r for r in rows if r["kind"] == Kind.AGAIN)
    assert all(len(r["weights"]) == 12 and r["seconds"] > 0 and r["repeat"] for r in rows if r["model"] in FACES)
    for network in record["networks"]:
        p, n = preset.read(network["preset"]), len(network["ends"][0]["own"])
        assert (p.data["n"], p.optimiser.steps, float(Fraction(p.data.get("noise", 0)))) == (n, network["steps"], network["sigma"])
    assert all(r["value"] > 20 * faces.NOISE for r in rows if r["kind"] == Kind.OUTWEIGHS)


def test_a_record_of_a_network_that_reproduces_none_is_refuted(record: dict[str, Any]) -> None:
    ends = record["networks"][0]["ends"][0]
    ends["own"], ends["other"] = ends["other"], ends["own"]
    said, why = outcome(record)
    assert said is Outcome.REFUTED and "share of pairs reproduced" in why


def test_distances_that_no_points_have_are_refuted(record: dict[str, Any]) -> None:
    """Half of all distances: some end would be nearer to two faces than they are to each other."""
    ends = record["networks"][0]["ends"][0]
    ends["own"], ends["other"] = ([v / 2 for v in ends[key]] for key in ("own", "other"))
    assert outcome(record)[0] is Outcome.REFUTED


def test_nan_reproduces_nothing(record: dict[str, Any]) -> None:
    record["networks"][0]["ends"][0]["own"][5] = float("nan")
    assert outcome(record)[0] is Outcome.UNDECIDED


def test_lines_that_meet_are_refuted(record: dict[str, Any]) -> None:
    record["pairs"][0]["gap"][7] = 0.01
    assert outcome(record)[0] is Outcome.REFUTED


@pytest.mark.parametrize(("key", "value"), [("data_checksum", "0" * 64), ("ends", [{"own": [1.0], "other": [2.0]}])])
def test_a_record_that_does_not_fit_together_is_an_error(record: dict[str, Any], key: str, value: Any) -> None:
    record["networks"][0][key] = value
    measured.write(record)
    with pytest.raises(ValueError, match=r"measure again, python -m verify\.suites\.memorisation"):
        measured.held()


def test_an_untrained_network_reproduces_none_and_exchanged_pairs_are_noticed() -> None:
    x0, x1 = drawn(20, 12), drawn(20, 12, seed=1) / 4
    true = measured.noisy(x0, x1, 0.05)

    def hits(v: Any, goal: torch.Tensor) -> int:
        found = measured.ends(v, x0, goal, 0, EULER)
        return sum(a < b for a, b in zip(found["own"], found["other"], strict=True))

    assert hits(true, x1) == 20
    assert hits(true, x1.roll(1, 0)) == 0
    assert hits(lambda x, t: 0 * x, x1) <= 5  # by chance 1, more than 5 once in a thousand


@pytest.mark.parametrize(("sigma", "right"), [(0.5, True), (0.7, False)])
def test_the_exact_field_is_the_conditional_mean(sigma: float, right: bool) -> None:
    """x1 - x0 - v(x_t) is orthogonal to functions of x_t, of noise 1/2; it is not for another noise."""
    x0, x1, n, t = drawn(3, 2), drawn(3, 2, seed=1), 200_000, 0.4
    i = torch.randint(3, (n,), generator=torch.Generator().manual_seed(2))
    x = (1 - t) * x0[i] + t * x1[i] + 0.5 * drawn(n, 2, seed=3)
    left = ((x1 - x0)[i] - measured.noisy(x0, x1, sigma)(x, t)) * torch.stack([x.tanh()[:, 0], x.cos()[:, 1]], 1)
    errors = left.mean(0).abs() / (left.std(0) / n**0.5)
    assert bool((errors < 5).all()) == right


def test_gaps_are_those_of_a_fine_grid() -> None:
    x0, x1 = drawn(6, 3), drawn(6, 3, seed=1)
    t = torch.linspace(0, 1, 20_001, dtype=torch.float64)[:, None, None]
    lines = (1 - t) * x0 + t * x1
    away = torch.cdist(lines, lines) + torch.diag(torch.full((6,), torch.inf, dtype=torch.float64))
    assert (measured.gaps(x0, x1) - away.amin((0, 2))).abs().max() < 1e-3


def test_from_a_training_to_the_record_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faces here, three steps of training: nothing is learned, and said so; what is measured is not measured twice."""
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DRIFTPROOF_DATA", str(with_tar(monkeypatch, tmp_path / "data")))
    monkeypatch.setattr(measured, "FILE", tmp_path / "faces.json")
    p = tiny(data=SPEC, network=UNET, loss={"coupling": "pairs"}, optimiser={"steps": 3, "batch": 4})
    loop.train(p, tmp_path / "run", progress=False)
    assert command.main([str(tmp_path / "run")]) == 0
    first = measured.held()
    assert [n["preset"] for n in first["networks"]] == ["tiny"] and first["pairs"][0]["n"] == 3
    monkeypatch.setattr(measured, "_network", without_faces)
    assert command.main([str(tmp_path / "run")]) == 0 and measured.held() == first
    other = first["networks"][0] | {"seed": 7, "weights_sha256": "of another training"}
    measured.write(first | {"networks": [other, first["networks"][0] | {"weights_sha256": "of this one, before"}]})
    monkeypatch.setattr(measured, "_network", lambda *_: first["networks"][0])
    assert command.main([str(tmp_path / "run")]) == 0
    assert measured.held()["networks"] == [first["networks"][0], other]  # in its place; the other seed is kept
    monkeypatch.setattr(faces, "FACES", ("tiny",))
    monkeypatch.setattr(faces.preset, "read", lambda name: p)
    row = {"n": 3}
    assert faces._again(row, first["pairs"][0])["outcome"] == "HOLDS"
    assert faces._again(row, first["pairs"][0] | {"seed": 1})["outcome"] == "REFUTED"


def test_the_command_asks_for_folders(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2 and "driftproof train pairs-faces" in capsys.readouterr().err


def test_the_faces_give_the_recorded_pairs_and_exact_fields() -> None:
    if not os.environ.get("DRIFTPROOF_DATA"):
        pytest.skip("set DRIFTPROOF_DATA to a folder with celeba/: `driftproof data check` says how to get it")
    found = [r for r in faces.rows(BASE) if r["kind"] == Kind.AGAIN]
    assert found and all(r["outcome"] == "HOLDS" for r in found)
    then = min(measured.held()["pairs"], key=lambda p: p["n"])
    few = data.load(preset.read("pairs-faces").data)
    assert isinstance(few, data.Pairs)
    assert faces.apart(measured.of_pairs(few, {"seed": 0, "size": 16}), then) < faces.SAME  # with every noise
