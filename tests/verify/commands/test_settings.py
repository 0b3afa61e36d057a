"""[tool.driftproof]: defaults of `driftproof check`, of the nearest pyproject.toml; a flag goes before it, a slip is an error."""

from pathlib import Path

import pytest

from tests.verify.commands.test_check import Out, driftproof, rows  # noqa: F401
from verify.commands import settings

HOLDS = """from driftproof import derivation

@derivation("mean", law="gaussian")
def mean(law, t, x):
    return (1 - t) * law.m0 + t * law.m1
"""
OURS = '[tool.driftproof]\nfiles = ["mine_*.py"]\nseed = 5\noutput-format = "json"\n'


def test_defaults_are_those_of_the_nearest_file(driftproof: Out) -> None:  # noqa: F811
    Path("pyproject.toml").write_text(OURS, encoding="utf-8")
    Path("deep").mkdir()
    Path("deep/mine_a.py").write_text(HOLDS, encoding="utf-8")
    Path("deep/derivation_b.py").write_text("1 / 0\n", encoding="utf-8")
    code, said, error = driftproof("check", ".")
    assert (code, error) == (0, "") and [row["repeat"] for row in rows(said)] == ["driftproof check deep/mine_a.py::mean --seed 5"]
    code, said, _ = driftproof("check", ".", "--seed", "7", "--output-format", "csv")
    assert code == 0 and said.startswith("name,of,law,verdict") and "--seed 7" in said
    assert settings.of_check(Path("deep").resolve())["seed"] == 5


def test_without_a_file_or_a_section_they_are_ours(tmp_path: Path) -> None:
    ours = {key: default for key, (_, default) in settings.KEYS.items()}
    assert settings.of_check(tmp_path) == ours
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert settings.of_check(tmp_path) == ours


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bugdet = 3", "has no bugdet: did you mean budget?"),
        ("zzz = 3", "has no zzz: use files, budget, seed, output-format"),
        ("budget = 0", "number of seconds above 0"),
        ("budget = true", "number of seconds above 0"),
        ("seed = 1.5", "the seed is a whole number"),
        ("seed = true", "the seed is a whole number"),
        ('files = "a.py"', "give a list of names"),
        ("files = []", "give a list of names"),
        ('output-format = "xml"', "use one of text, json, csv, github, junit, sarif, badge"),
        ("seed = ", "is not TOML"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.driftproof]\n{text}\n", encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        settings.of_check(tmp_path)
    assert words in str(caught.value) and str(tmp_path / "pyproject.toml") in str(caught.value)


def test_a_section_that_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\ndriftproof = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="make it a table of files"):
        settings.of_check(tmp_path)
