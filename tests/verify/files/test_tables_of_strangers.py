"""Tables and records that somebody else wrote are refused with what to do, or are shown harmless wherever they are shown."""

import json
from pathlib import Path
from typing import Any

import pytest

from learned import preset
from learned.files import tables
from verify import cli, report
from verify.drawing import words
from verify.files import lines
from verify.suites.table4 import reading, table

GOOD = {"weights": [1], "means": [["0"]], "covs": [[["1"]]], "times": ["1/2"], "n_points": 1}
TOML = "weights = [1]\nmeans = [[0]]\ncovs = [[[1]]]\n"
NAMES = {
    "HTML": "<script>alert(1)</script>",
    "Markdown": "a | b * c _d_ `e` [f](g) ![h](i) \\ # j",
    "LaTeX": "\\input{/etc/passwd} $x$ % & # _ ^ ~ {",
    "a path": "../../up",
    "letters of another script": "\u043c\u0438\u0440 \u2200",
}
UNPRINTED = {
    "a terminal's escape": "\x1b[31mred\x1b[0m",
    "its eight-bit form": "\x9b31mred",
    "a line break": "a\n## b",
    "a carriage return": "a\rb",
    "a bell": "a\x07",
    "letters the other way round": "a\u202eb",
    "nothing": "",
    "blanks": "   ",
    "too long": "a" * 201,
    "no text": ["a"],
    "a number": 1,
}


def refused(path: Path, message: str) -> None:
    with pytest.raises((ValueError, FileNotFoundError), match=message) as caught:
        reading.load(path)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", '{"weights": [1], "weights": [1]}', "a key stands there twice among weights, weights: keep one of each"),
        ("a.json", '{"covs": {"a": 1, "a": 2}}', "a key stands there twice among a, a"),
        ("a.toml", TOML + "weights = [1]", "is not TOML .*overwrite"),
        ("a.json", json.dumps(GOOD).encode("utf-16"), "cannot be read .*UTF-8"),
        ("a.toml", TOML.encode("utf-16-le"), "is not TOML|cannot be read"),
        ("a.json", "[" * 100_000, "is not JSON .*recursion"),
        ("a.toml", "weights = " + "[" * 100_000, "is not TOML .*recursion"),
        ("a.json", '{"weights": [' + "1" * 5000 + "]}", "is not JSON .*digits"),
        ("a.toml", "weights = [" + "1" * 5000 + "]", "is not TOML .*digits"),
        ("a.json", '{"weights": [NaN], "means": [[0]], "covs": [[[1]]]}', r"weights\[0\] is 'NaN', no finite number"),
        (
            "a.json",
            '{"weights": [1], "means": [[-Infinity]], "covs": [[[1]]]}',
            r"means\[0\]\[0\] is '-Infinity', no finite number",
        ),
        ("a.toml", TOML.replace("[[0]]", "[[inf]]"), r"means\[0\]\[0\] is 'inf', no finite number"),
        ("a.toml", TOML.replace("[[0]]", "[[nan]]"), r"means\[0\]\[0\] is 'nan', no finite number"),
        ("a.toml", TOML.replace("[[0]]", "[[1979-05-27]]"), "means"),
        ("a.json", b"\x00" * 100, "is not JSON"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    refused(tmp_path / name, message)


def test_a_mark_before_the_first_letter_is_no_letter(tmp_path: Path) -> None:
    for name, text in (("a.json", json.dumps(GOOD)), ("a.toml", TOML)):
        (tmp_path / name).write_bytes(text.encode("utf-8-sig"))
        assert reading.load(tmp_path / name).means == [[0]]


def test_a_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as f:
        f.truncate(200 * 2**20)
    refused(tmp_path / "a.json", "is larger than 16 MiB")
    (tmp_path / "a.json").rename(tmp_path / "a.jsonl")
    with pytest.raises(ValueError, match="holds 200 MiB: no run writes more than 128 MiB"):
        lines.read_lines(tmp_path / "a.jsonl")


def test_links_lead_to_files_only(tmp_path: Path) -> None:
    (tmp_path / "true.json").write_text(json.dumps(GOOD))
    (tmp_path / "good.json").symlink_to(tmp_path / "true.json")
    assert reading.load(tmp_path / "good.json").name == "good"
    (tmp_path / "itself.json").symlink_to(tmp_path / "itself.json")
    refused(tmp_path / "itself.json", "cannot be read .*symbolic link|does not exist")
    for name, target in (("endless.json", "/dev/zero"), ("folder.json", tmp_path)):
        (tmp_path / name).symlink_to(target)
        refused(tmp_path / name, "is no file with text in it")
    for address in ("https://example.org/a.json", "file:///etc/passwd"):
        refused(Path(address), "is an address: nothing is fetched")


def test_presets_have_the_same_door(tmp_path: Path) -> None:
    for name, content, message in (
        ("a.toml", b"\xff\xfet\x00", "cannot be read"),
        ("b.toml", b"seed = 1\nseed = 2\n", "is not TOML"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match=message):
            preset.read(tmp_path / name)
    with pytest.raises(ValueError, match=r"optimiser.lr = nan, but it must be above 0, finite"):
        preset.read("gauss-2d", ["optimiser.lr=nan"])
    with (tmp_path / "d.toml").open("wb") as f:
        f.truncate(tables.LARGEST + 1)
    with pytest.raises(ValueError, match="is larger than 16 MiB"):
        preset.read(tmp_path / "d.toml")


@pytest.mark.parametrize("what", UNPRINTED)
def test_a_name_that_does_not_print_is_refused(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOOD | {"name": UNPRINTED[what]}))
    refused(tmp_path / "a.json", "name is .*: give a text of at most 200 letters that print, on one line")
    assert cli.main(["table4", str(tmp_path / "a.json")]) == 2
    said = capsys.readouterr().err
    assert not lines.STEERING.search(said)
    assert said.count("\n") == 1


def test_no_message_steers_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "\x1b[2Ja.json"
    for content in ('{"\x1b[31m": 1, "\x1b[31m": 1}', '{"\\u001b[31m": 1, "\\u001b[31m": 1}', '{"\\u009b31m": 1}'):
        path.write_text(content)
        assert cli.main(["table4", str(path)]) == 2
        assert not lines.STEERING.search(capsys.readouterr().err)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return table.rows(reading.load(GOOD))


@pytest.mark.parametrize("what", NAMES)
def test_a_name_with_markup_is_shown_as_text(what: str, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    name = reading.load(GOOD | {"name": NAMES[what]}).name
    mine = [{**row, "instance": name} for row in rows]
    markdown, latex = report.table4(mine, "markdown"), report.table4(mine, "latex")
    assert "<script" not in markdown
    heading = next(line for line in markdown.splitlines() if line.startswith("## Instance"))
    for mark in "|*_`[]":
        assert heading.count(mark) == heading.count("\\" + mark)
    assert words.latex(name) == name or name not in latex
    lines.write_lines(tmp_path / "table4.jsonl", mine)
    made = [path.relative_to(tmp_path) for path in report.render(tmp_path)]
    assert all(".." not in path.parts for path in made)
    assert NAMES["HTML"] not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_records_of_strangers_are_shown_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b[31m<script>alert(1)</script>|*\x9b2J\u202e"
    row = {
        "id": "CD-0",
        "verdict": "HOLDS",
        "says": hostile,
        "note": hostile,
        "where": [hostile],
        "evidence": {"balls": {"outcome": "HOLDS", "scope": hostile, "witness": hostile}},
    }
    lines.write_lines(tmp_path / "verdicts.jsonl", [row])
    again = lines.read_lines(tmp_path / "verdicts.jsonl")[0]
    assert again["says"] == again["where"][0] == "\\x1b[31m<script>alert(1)</script>|*\\x9b2J\\x202e"
    for form in ([], ["--markdown"], ["--json"]):
        assert cli.main(["audit", "CD", "--records", str(tmp_path), *form]) == 0
        said = capsys.readouterr().out
        assert not lines.STEERING.search(said)
        assert "--markdown" not in form or "<script" not in said
        assert form == [] or "x1b[31m" in said.replace("\\", "")  # a terminal's table breaks it
    report.render(tmp_path)
    assert "<script>alert" not in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ['{"id": 1, "id": 2}', "[" * 100_000])
def test_damaged_records_are_named(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.jsonl").write_text(damage + "\n")
    with pytest.raises(ValueError, match=r"a\.jsonl, line 1 is not JSON"):
        lines.read_lines(tmp_path / "a.jsonl")
