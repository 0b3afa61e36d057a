"""A long measurement goes on where it stopped, and a store that is damaged, not finite, or of other weights is seen."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from learned import model
from learned.train import checkpoint
from verify import cli, suites
from verify.suites.common import elsewhere
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Measurement


def begin():
    def block(index: range) -> measured.Arrays:
        x = np.array([np.random.default_rng([7, n]).standard_normal(3) for n in index])
        return {"x": x.astype(np.float32), "sums": x.sum(0)[None].astype(np.float32)}

    return block


LINEAR = Measurement("linear", "gauss-1d", {"seed": 7}, 4, 12, begin, Path("unused"))


def test_any_way_of_stopping_gives_the_same(tmp_path: Path) -> None:
    measured.measure(LINEAR, 4, tmp_path / "stopped")
    lines: list[str] = []
    measured.measure(LINEAR, None, tmp_path / "stopped", lines.append)
    measured.measure(LINEAR, None, tmp_path / "once")
    a, b = (measured.load(LINEAR, tmp_path / f) for f in ("stopped", "once"))
    assert a.points == b.points == 12 and len(lines) == 2
    assert a.arrays["x"].shape == (12, 3) and a.arrays["sums"].shape == (3, 3)
    assert all(np.array_equal(a.arrays[k], b.arrays[k]) for k in a.arrays)
    assert a.about["command"] == "driftproof measure linear" and a.about["weights_sha256"]


def test_enough_points_are_left_alone(tmp_path: Path) -> None:
    measured.measure(LINEAR, 8, tmp_path)
    before = (tmp_path / "linear.safetensors").read_bytes()
    assert measured.measure(LINEAR, 4, tmp_path).points == 8
    assert (tmp_path / "linear.safetensors").read_bytes() == before


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    """The second would write rows of the same points beside those of the first, or over them."""

    def twice():
        with pytest.raises(ValueError, match=r"in use: measurement of linear by process \d+ on"):
            measured.measure(LINEAR, None, tmp_path)
        return begin()

    measured.measure(replace(LINEAR, begin=twice), 8, tmp_path)
    assert measured.measure(LINEAR, None, tmp_path).points == 12
    assert sorted(p.name for p in tmp_path.iterdir()) == ["linear.json", "linear.safetensors"]


def test_what_was_measured_outlives_an_error(tmp_path: Path) -> None:
    def failing():
        good = begin()

        def block(index: range) -> measured.Arrays:
            if index.start == 8:
                raise RuntimeError("power cut")
            return good(index)

        return block

    with pytest.raises(RuntimeError, match="power cut"):
        measured.measure(replace(LINEAR, begin=failing), 12, tmp_path)
    assert measured.load(LINEAR, tmp_path).points == 8
    assert measured.measure(LINEAR, 12, tmp_path).points == 12


def test_a_run_killed_between_its_two_files_goes_on(tmp_path: Path) -> None:
    measured.measure(LINEAR, 8, tmp_path)
    (tmp_path / "linear.json").write_text('{"sha256": "of the block before"}')
    with pytest.raises(ValueError, match="SHA-256"):
        measured.load(LINEAR, tmp_path)
    measured.measure(LINEAR, 12, tmp_path)
    assert measured.load(LINEAR, tmp_path).points == 12


def test_a_changed_byte_is_seen(tmp_path: Path) -> None:
    measured.measure(LINEAR, 4, tmp_path)
    path = tmp_path / "linear.safetensors"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ValueError, match="SHA-256"):
        measured.load(LINEAR, tmp_path)


@pytest.mark.parametrize("key, value", [("weights_sha256", "0" * 64), ("seed", 8), ("block", 2)])
def test_other_weights_or_settings_are_seen(tmp_path: Path, key: str, value: object) -> None:
    measured.measure(LINEAR, 4, tmp_path)
    tensors, about = checkpoint.load(tmp_path / "linear.safetensors")
    sha = checkpoint.save(tmp_path / "linear.safetensors", tensors, about | {key: value})
    (tmp_path / "linear.json").write_text(json.dumps(about | {key: value, "sha256": sha}))
    with pytest.raises(ValueError, match=f"measured with {key}"):
        measured.load(LINEAR, tmp_path)
    with pytest.raises(ValueError, match=f"measured with {key}"):
        measured.measure(LINEAR, 8, tmp_path)


def test_nan_is_not_kept_and_not_read(tmp_path: Path) -> None:
    def broken():
        return lambda index: {"x": np.full((len(index), 3), np.nan, np.float32)}

    with pytest.raises(ValueError, match="NaN"):
        measured.measure(replace(LINEAR, begin=broken), 4, tmp_path)
    assert not (tmp_path / "linear.safetensors").exists()
    measured.measure(LINEAR, 4, tmp_path)
    tensors, about = checkpoint.load(tmp_path / "linear.safetensors")
    tensors["x"][0, 0] = torch.nan
    save_file(tensors, tmp_path / "linear.safetensors", {checkpoint.HEADER: json.dumps(about)})
    sha = checkpoint.sha256(tmp_path / "linear.safetensors")
    (tmp_path / "linear.json").write_text(json.dumps({"sha256": sha}))
    with pytest.raises(ValueError, match="NaN"):
        measured.load(LINEAR, tmp_path)


def test_rows_that_are_missing_are_seen(tmp_path: Path) -> None:
    measured.measure(LINEAR, 8, tmp_path)
    tensors, about = checkpoint.load(tmp_path / "linear.safetensors")
    sha = checkpoint.save(tmp_path / "linear.safetensors", {**tensors, "x": tensors["x"][:7]}, about)
    (tmp_path / "linear.json").write_text(json.dumps({"sha256": sha}))
    with pytest.raises(ValueError, match="x has 7 rows for 8 points"):
        measured.load(LINEAR, tmp_path)


def test_bad_requests_meet_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="run `driftproof measure linear`"):
        measured.load(LINEAR, tmp_path)
    for points in (0, 6, -4):
        with pytest.raises(ValueError, match="a positive multiple of 4"):
            measured.measure(LINEAR, points, tmp_path)
    assert cli.main(["measure", "fives"]) == 2
    assert "mnist-fives" in capsys.readouterr().err


def test_the_command_measures_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suites, "measurement_named", lambda name: LINEAR)
    assert cli.main(["measure", "linear", "--points", "8", "--folder", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "4 of 8 points" in out and f"{tmp_path / 'linear'}.safetensors: 8 points" in out


FAR = replace(LINEAR, trained_by="driftproof train gauss-1d", begin=lambda run: begin())


def training(folder: Path) -> Path:
    """As `driftproof train gauss-1d` leaves it."""
    shutil.copytree(model.FOLDER / "gauss-1d", folder)
    rows = [{"step": step, "loss": 1 / step, "lr": 1e-3} for step in (20, 40)]
    (folder / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_a_network_that_is_elsewhere_is_measured_there_and_read_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))
    run = training(tmp_path / "run")
    measured.measure(FAR, 4, tmp_path, run=run)
    shutil.move(run, training(tmp_path / "cache" / "runs" / "gauss-1d"))  # and where a training has it, without being told
    measured.measure(FAR, 8, tmp_path)
    shutil.rmtree(tmp_path / "cache")
    about = measured.load(FAR, tmp_path).about
    card = model.load("gauss-1d").card
    assert about["points"] == 8 and about["losses"] == [[20, 0.05], [40, 0.025]]
    assert about["weights_sha256"] == card["weights_sha256"]
    assert about["card"] == {key: card[key] for key in elsewhere.CARD}


def test_the_command_of_a_training_is_that_of_its_card_and_tells_the_dtype() -> None:
    plain, fast = elsewhere.command("gauss-1d"), elsewhere.command("gauss-1d", elsewhere.FASTEST)
    assert plain == model.load("gauss-1d").card["retrain"]
    assert fast == f"{plain} --set run.precision=bf16 --set run.compile=true"
    assert (elsewhere.dtype(plain), elsewhere.dtype(fast)) == ("float32", "bfloat16")


def test_another_training_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path / "cache"))
    run = training(tmp_path / "run")
    with pytest.raises(ValueError, match=r"runs.gauss-1d.card.json: train with `driftproof train gauss-1d`, or .* --run"):
        measured.measure(FAR, 4, tmp_path)
    with pytest.raises(ValueError, match=r"was trained by `driftproof train gauss-1d`: linear is of `driftproof train gauss-2d`"):
        measured.measure(replace(FAR, trained_by="driftproof train gauss-2d"), 4, tmp_path, run=run)
    with pytest.raises(ValueError, match="that comes with the library: leave out --run"):
        measured.measure(LINEAR, 4, tmp_path, run=run)
    measured.measure(FAR, 4, tmp_path, run=run)
    (run / "log.jsonl").write_text("")
    with pytest.raises(ValueError, match="measured with losses"):
        measured.measure(FAR, 8, tmp_path, run=run)


def test_what_nobody_has_measured_is_none_and_what_is_damaged_is_no_record(tmp_path: Path) -> None:
    assert measured.recorded(FAR, tmp_path) is None and FAR.made_by == "driftproof train gauss-1d && driftproof measure linear"
    measured.measure(FAR, 4, tmp_path, run=training(tmp_path / "run"))
    store = measured.recorded(FAR, tmp_path)
    assert store is not None and store.points == 4
    (tmp_path / "linear.json").write_text("{}")
    with pytest.raises(ValueError, match=r"linear.json is missing or damaged"):
        measured.recorded(FAR, tmp_path)
