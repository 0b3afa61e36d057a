"""A folder of files changes whole or not at all, whatever stands in the way, and one that cannot be written is named."""

import os
import re
from pathlib import Path

import pytest

from verify.files import whole_folder
from verify.files.whole_folder import all_at_once, exchangeable


def held(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(params=["exchanged", "with a folder in it", "on another system"])
def run(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run folder with old files, in a place of its own."""
    folder = tmp_path / "a[b]*" / "run"
    folder.mkdir(parents=True)
    (folder / "kept.txt").write_text("kept")
    (folder / "a.txt").write_text("old")
    if request.param == "with a folder in it":
        (folder / "sub").mkdir()
    if request.param == "on another system":
        monkeypatch.setattr(whole_folder, "_exchanged", lambda a, b: False)
    return folder


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"cannot write .*file/below: Not a directory"):
        all_at_once(tmp_path / "file" / "below").__enter__()


def test_all_at_once_or_not_at_all(run: Path) -> None:
    old = held(run)
    with pytest.raises(RuntimeError, match=re.escape(f"{run}/a.txt is")), all_at_once(run) as fresh:
        (fresh / "a.txt").unlink()
        (fresh / "a.txt").write_text("half")
        raise RuntimeError(f"{fresh / 'a.txt'} is damaged")
    assert held(run.parent) == {f"run/{name}": text for name, text in old.items()}
    with all_at_once(run) as fresh:
        (fresh / "kept.txt").unlink()
        (fresh / "new").mkdir()
        (fresh / "new" / "b.txt").write_text("b")
        assert held(run)["kept.txt"] == "kept"
    assert held(run.parent) == {"run/a.txt": "old", "run/new/b.txt": "b"}


def test_what_a_killed_run_left_goes(run: Path) -> None:
    for place in (run, run.parent):
        (place / ".run.new.abcdefgh").mkdir()
        (place / ".run.new.abcdefgh" / "claims.jsonl").write_text("half")
        (place / ".other.new.abcdefgh").mkdir()
    with all_at_once(run):
        pass
    assert held(run) == {"a.txt": "old", "kept.txt": "kept"}
    assert sorted(p.name for p in run.parent.iterdir()) == [".other.new.abcdefgh", "run"]


def test_the_folder_keeps_its_mode_and_its_links(run: Path) -> None:
    run.chmod(0o750)
    (run / "link").symlink_to("nowhere")
    with all_at_once(run) as fresh:
        assert os.readlink(fresh / "link") == "nowhere"
    assert run.stat().st_mode & 0o777 == 0o750 and os.readlink(run / "link") == "nowhere"


def test_a_link_to_a_folder_stays_one(run: Path) -> None:
    link = run.parent / "latest"
    link.symlink_to("run")
    with all_at_once(link) as fresh:
        (fresh / "c.txt").write_text("c")
    assert link.is_symlink() and held(run)["c.txt"] == "c"


def test_who_stands_in_a_folder_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exchangeable(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert not exchangeable(tmp_path)
    with all_at_once(Path()) as fresh:
        (fresh / "a.txt").write_text("a")
    assert os.listdir() == ["a.txt"]


@pytest.mark.parametrize("exchanged", [True, False])
def test_folders_that_are_ours_are_exchanged_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanged: bool) -> None:
    if not exchanged:
        monkeypatch.setattr(whole_folder, "_exchanged", lambda a, b: False)
    for name in ("ours", "theirs")[: 2 - exchanged]:
        (tmp_path / "run" / name).mkdir(parents=True)
        (tmp_path / "run" / name / "a.txt").write_text("old")
    assert exchangeable(tmp_path / "run", ("ours",)) is exchanged
    theirs = {} if exchanged else {"theirs/a.txt": "old"}
    with all_at_once(tmp_path / "run", ("ours",)) as fresh:
        (fresh / "ours" / "b.txt").write_text("b")
    assert held(tmp_path / "run") == {"ours/a.txt": "old", "ours/b.txt": "b"} | theirs
    with all_at_once(tmp_path / "run", ("ours",)) as fresh:
        (fresh / "ours" / "a.txt").unlink()
    assert held(tmp_path / "run") == {"ours/b.txt": "b"} | theirs


def test_a_disk_without_links_is_copied(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with all_at_once(run) as fresh:
        (fresh / "c.txt").write_text("c")
    assert held(run) == {"a.txt": "old", "c.txt": "c", "kept.txt": "kept"}
