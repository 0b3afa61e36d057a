"""`driftproof data check`: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest

from learned.data import check, files
from tests.learned import synthetic
from verify.cli import main


def whole(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    synthetic.mnist(monkeypatch, root / "MNIST" / "raw", compress=True)
    for name in ("list_attr_celeba.txt", "list_eval_partition.txt", files.TAR):
        synthetic.place(monkeypatch, root / "celeba" / name, name.encode())


def test_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    whole(monkeypatch, tmp_path)
    assert main(["data", "check", "--root", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "get it" not in out
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["ok", name] for name in files.FILES]
    monkeypatch.setenv("DRIFTPROOF_DATA", str(tmp_path))
    assert main(["data", "check", "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == check(tmp_path)


def test_damage_is_named_with_the_way_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole(monkeypatch, tmp_path)
    (tmp_path / "MNIST" / "raw" / "train-labels-idx1-ubyte.gz").unlink()
    (tmp_path / "celeba" / "list_attr_celeba.txt").write_bytes(b"list_attr_celeba.TXT")
    (tmp_path / "celeba" / "list_eval_partition.txt").write_bytes(b"list_eval")
    assert main(["data", "check", "--root", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    for line in ("missing         train-labels", "wrong checksum  list_attr_celeba.txt", "truncated       list_eval_partition.txt"):
        assert f"\n  {line}" in out
    assert out.count("get it: ") == 2 and "non-commercial research only" in out


def test_no_folder_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "check", "--root", str(tmp_path / "nowhere")]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{tmp_path / 'nowhere'}: there is no such folder\n") and out.count("  missing") == len(files.FILES)
    with pytest.raises(SystemExit, match="2"):
        main(["data", "mend"])
