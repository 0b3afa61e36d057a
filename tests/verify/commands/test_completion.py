"""A shell that has read the script completes commands, options and words; each command is in it."""

import re
import shutil
import subprocess

import pytest

from tests.verify.commands.test_check import Out, driftproof  # noqa: F401
from verify.cli import parser
from verify.commands.completion import SOURCED

ASK = 'COMP_WORDS=({words}); COMP_CWORD={at}; _driftproof; echo "${{COMPREPLY[@]}}"'


@pytest.mark.parametrize("shell", SOURCED)
def test_every_command_and_option_is_there(driftproof: Out, shell: str) -> None:  # noqa: F811
    code, said, error = driftproof("completion", shell)
    (commands,) = (action.choices for action in parser()._actions if isinstance(action.choices, dict))
    assert (code, error) == (0, "") and len(commands) > 15
    for name, sub in commands.items():
        (line,) = (line for line in said.splitlines() if f"\\ {name})" in line or f"from {name}'" in line)
        options = {option for action in sub._actions for option in action.option_strings}
        assert options <= set(re.split(r"[\s'\"]+", line)), name


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "completed"), [("driftproof ch", "check"), ("driftproof check --b", "--budget"), ("driftproof list op", "operations")]
)
def test_bash_completes(driftproof: Out, words: str, completed: str) -> None:  # noqa: F811
    script = driftproof("completion", "bash")[1] + ASK.format(words=words, at=len(words.split()) - 1)
    assert subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.strip() == completed


def test_the_schema_is_printed(driftproof: Out) -> None:  # noqa: F811
    code, said, error = driftproof("schema")
    assert (code, error) == (0, "") and '"$id": "driftproof-answer-2"' in said
