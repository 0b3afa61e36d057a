"""All presets in order of worth: what fits, what does not, what failed; what is carried away; a second call goes on."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from learned import preset
from learned.train import command, paper
from tests.learned.tiny import write_toml

DATA = {"kind": "celeba", "split": "train"}  # none there
LONG = {"steps": 100_000}


def parsed(*argv: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return parser.parse_args(argv)


@pytest.fixture
def worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Three presets of which the second has no data, and the third no end in the time of a test."""
    monkeypatch.setenv("DRIFTPROOF_DATA", str(tmp_path / "none"))
    files = {"first": {}, "second": {"data": DATA}, "third": {"optimiser": LONG}}
    return {str(write_toml(tmp_path / f"{name}.toml", **{"name": name, **more})): f"it is {name}" for name, more in files.items()}


def recorded(out: Path) -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in (out / paper.RECORD).read_text(encoding="utf-8").splitlines()]
    assert [r["kind"] for r in rows].count("arithmetic") == 2 * len(("drift", "jacobian", "score", "log_density"))
    return {r["preset"]: r for r in rows if r["kind"] == "training"}


def test_every_preset_of_the_paper_has_its_place_and_its_reason() -> None:
    assert sorted(paper.WORTH) == [name for name in preset.names() if name.startswith("paper-")]
    assert len({*paper.WORTH.values()}) == len(paper.WORTH)


def test_what_fits_is_trained_and_what_does_not_is_told(
    worth: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The minutes are over after the first step of each: so only a training of one step fits."""
    monkeypatch.setattr(paper, "WORTH", worth)
    out, work = tmp_path / "out", tmp_path / "work"
    argv = ("--all-paper", "--minutes", "1e-9", "-o", str(out), "--folder", str(work), "--threads", "1")
    assert command.run(parsed(*argv)) == 0
    assert "first: not run, 0 of 23 steps: the minutes were over before it began" in capsys.readouterr().out

    calls, train = [], paper.train
    monkeypatch.setattr(paper, "train", lambda p, *a, **k: calls.append(p.name) or train(p, *a, **{**k, "seconds": 1e-9}))
    argv = (*argv[:2], "60", *argv[3:])
    assert command.run(parsed(*argv)) == 1, "the second has no data"
    assert calls == ["first", "second", "third"]
    said = capsys.readouterr().out
    assert "first: not run, 1 of 23 steps: the minutes were over; the same command goes on" in said
    assert "second: failed, 0 of 23 steps: " in said and "DRIFTPROOF_DATA" in said
    assert "third: not run, 1 of 100000 steps" in said

    monkeypatch.setattr(
        paper, "train", lambda p, *a, **k: train(p, *a, **({**k, "seconds": None} if p.name == "first" else {**k, "seconds": 1e-9}))
    )
    assert command.run(parsed(*argv)) == 1
    said = capsys.readouterr().out
    assert "first: fitted, 23 of 23 steps, loss " in said and "third: not run, 2 of 100000 steps" in said
    found = recorded(out)
    assert found["first"]["resumed"] == 1 and found["first"]["why"] == "it is first"
    assert {(r["precision"], r["tf32"], r["device"]) for r in found.values()} == {("float32", False, "cpu")}
    kept = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
    assert kept == {paper.RECORD, *found["first"]["kept"], *found["third"]["kept"]}
    assert {"first/card.json", "first/weights.safetensors", "third/checkpoint.safetensors"} < kept

    monkeypatch.setattr(
        paper, "train", lambda p, *a, **k: pytest.fail(p.name) if p.name == "first" else train(p, *a, **{**k, "seconds": 1e-9})
    )
    command.run(parsed(*argv))
    assert recorded(out)["first"]["loss"] == found["first"]["loss"], "a finished one is not trained again"


def test_what_is_too_large_stays_out_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, work, file = tmp_path / "out", tmp_path / "work", write_toml(tmp_path / "tiny.toml")
    paper.run(60, work, out, {str(file): "the only one"})
    whole = {p.name: p.stat().st_size for p in (out / "tiny").iterdir()}
    assert {"card.json", "weights.safetensors", "checkpoint.safetensors", "log.jsonl"} < set(whole)
    room = sum(size for name, size in whole.items() if name != "checkpoint.safetensors")
    monkeypatch.setattr(paper, "LARGEST", paper.RESERVED + room)
    monkeypatch.setattr(paper, "WORTH", {str(file): "the only one"})
    argv = ("--all-paper", "--minutes", "60", "-o", str(out), "--folder", str(work), "--threads", "1")
    assert command.run(parsed(*argv)) == 0
    assert not (out / "tiny" / "checkpoint.safetensors").exists() and (out / "tiny" / "weights.safetensors").exists()
    assert recorded(out)["tiny"]["left_out"] == {"tiny/checkpoint.safetensors": whole["checkpoint.safetensors"]}
    assert "MB: tiny/checkpoint.safetensors (" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "no preset is named"),
        (("--all-paper",), "--all-paper takes --minutes M, no PRESET"),
        (("gauss-1d", "--all-paper", "--minutes", "1"), "--all-paper takes --minutes M, no PRESET"),
        (("--all-paper", "--minutes", "1", "--restart"), "and no --restart"),
        (("--all-paper", "--minutes", "0"), "minutes = 0.0: give a number above 0"),
        (("--all-paper", "--minutes", "nan"), "minutes = nan: give a finite number"),
        (("gauss-1d", "--minutes", "3"), "--minutes 3.0: it goes with --all-paper"),
        (("gauss-1d", "--tf32"), "--tf32 True: it goes with --all-paper"),
    ],
)
def test_what_does_not_go_together(argv: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*argv, "--folder", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err
