"""The baseline of the library: beside the packages in a checkout, else where an installation put it."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from verify.files import baseline
from verify.suites import catalogue

ROOT = Path(__file__).resolve().parents[3]


def test_in_a_checkout_it_is_the_committed_one() -> None:
    assert baseline.shipped() == ROOT / "reports"
    assert (baseline.named(ROOT / "reports"), baseline.named(Path("reports"))) == ("the baseline of the library", "reports")


def test_a_wheel_holds_what_show_and_audit_read() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["data-files"]
    held = {path.name for pattern in patterns["share/driftproof"] for path in ROOT.glob(pattern)}
    assert {"run.json", "verdicts.jsonl", *(f"{suite}.jsonl" for suite in catalogue())} <= held


def test_installed_it_is_where_the_installation_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Installed(metadata.PackagePath):
        def locate(self) -> Path:
            return tmp_path / self

    monkeypatch.setattr(baseline, "CHECKOUT", tmp_path)
    monkeypatch.setattr(metadata, "files", lambda name: [Installed("share/driftproof/verdicts.jsonl")])
    assert baseline.shipped() is None
    (tmp_path / "share/driftproof").mkdir(parents=True)
    (tmp_path / "share/driftproof/verdicts.jsonl").touch()
    assert baseline.shipped() == tmp_path / "share/driftproof"
