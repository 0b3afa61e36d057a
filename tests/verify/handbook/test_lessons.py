"""Each tutorial runs, and prints what it says that it prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT
from verify.handbook import lessons
from verify.handbook.lessons import Kind, Lesson

THERE = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "verify" / "face")])}


def run(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(path)], cwd=folder, env=THERE, capture_output=True, text=True)


@pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.name)
def test_it_prints_what_it_says(lesson: Lesson, tmp_path: Path) -> None:
    found = run(lesson.path, tmp_path)
    assert found.returncode == 0 and found.stderr == "", found.stderr
    assert found.stdout == lesson.output


def test_every_other_output_would_be_seen(tmp_path: Path) -> None:
    script = tmp_path / "1_wrong.py"
    script.write_text('"""A title"""\n\n# One and one.\n\nprint(1 + 1)\n#: 3\n', encoding="utf-8")
    lesson = lessons.read(script)
    assert lesson.parts == ((Kind.PROSE, "One and one."), (Kind.CODE, "print(1 + 1)"), (Kind.OUTPUT, "3"))
    assert lesson.name == "wrong" and lesson.title == "A title"
    assert run(script, tmp_path).stdout == "2\n" != lesson.output


@pytest.mark.parametrize("text", ["print(1)\n", '"""Two\n\nlines"""\n'])
def test_a_script_has_a_title_of_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "1_a.py").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="has no title: begin it with a docstring of one line"):
        lessons.read(tmp_path / "1_a.py")


def test_every_code_has_its_text_and_ends_in_what_it_prints() -> None:
    assert len(lessons.lessons()) == 6
    for lesson in lessons.lessons():
        kinds = [kind for kind, _ in lesson.parts]
        assert kinds[0] is Kind.PROSE and Kind.OUTPUT in kinds, lesson.name
        for (kind, text), after in zip(lesson.parts, kinds[1:], strict=False):
            assert kind is not Kind.CODE or "\nprint(" not in text or after is Kind.OUTPUT, text
