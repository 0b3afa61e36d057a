"""The command line of a training: what it trains, where it writes, and what it refuses before hours are spent."""

import argparse
import json
from pathlib import Path

import pytest
import torch

from learned.train import command


def parsed(*argv: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return parser.parse_args(argv)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ("gauss-2d", "--set", "optimiser.steps=4", "--set", "optimiser.batch=8", "--folder", str(tmp_path), "--threads", "1")
    assert command.run(parsed(*argv)) == 0
    assert "gauss-2d: loss" in capsys.readouterr().out
    written = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    assert written["retrain"] == "driftproof train gauss-2d --set optimiser.steps=4 --set optimiser.batch=8"
    assert command.main(["gauss-2", "--folder", str(tmp_path)]) == 2
    assert "no preset 'gauss-2'" in capsys.readouterr().err


def test_a_device_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ValueError, match=r"--device cuda: .* finds no CUDA device; use --device cpu"):
        command.run(parsed("gauss-2d", "--device", "cuda"))
    for device in ("nope", "meta"):
        with pytest.raises(ValueError, match=f"--device {device}: torch cannot compute there .*; use --device cpu"):
            command.run(parsed("gauss-2d", "--device", device))
    with pytest.raises(ValueError, match="--threads 0"):
        command.run(parsed("gauss-2d", "--threads", "0"))


@pytest.mark.parametrize("inside", ["", "deep/er"])
def test_a_folder_that_cannot_be_written_is_told_before_hours_are_spent(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="file is no folder; name a folder that can be made or written to"):
        command.run(parsed("gauss-2d", "--folder", str(tmp_path / "file" / inside)))
    command.writable(tmp_path / "new" / "er")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_where_it_is_written_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRIFTPROOF_CACHE", str(tmp_path))
    assert command.run(parsed("gauss-2d", "--set", "optimiser.steps=2", "--set", "optimiser.batch=4", "--threads", "1")) == 0
    assert (tmp_path / "runs" / "gauss-2d" / "card.json").exists()


def test_the_threads_that_the_user_set_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, threads in (("3", 3), ("2,1", 2), ("", None)):
        monkeypatch.setenv("OMP_NUM_THREADS", given)
        assert parsed("gauss-2d").threads == threads
