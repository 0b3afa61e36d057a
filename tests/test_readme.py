"""What README.md and its neighbour of derivations show is what comes out: every block, every command, the verdicts."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

import verify
from verify import cli
from verify.drawing import source
from verify.drawing.answer import marked
from verify.report import embed

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS, WAYS = (
    re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    for name in ("README.md", "verify/derivations/README.md")
)


def test_the_example_runs() -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(BLOCKS[0], "README.md", "exec"), {})
    assert "-0.3657055 ]" in out.getvalue()  # J[0, 1] by float64
    assert "[-0.365705497322758664110004717273 +/-" in out.getvalue()  # the same, certified


def test_the_first_derivation_is_proved_and_refuted_once_broken(tmp_path: Path) -> None:
    path = tmp_path / "derivation_denoiser.py"
    path.write_text(BLOCKS[1], encoding="utf-8")
    (answer,) = verify.check_all(verify.load(path))
    assert answer.verdict == "PROVED"
    shown = re.sub(r" +\d\.\d s\n", "\n", TEXT.partition("denoiser    PROVED")[2].partition("```")[0])
    assert " ".join(shown.split()).startswith(re.sub("; to [^;]+ in torch", "", answer.scope))  # which another test may have loaded
    broken = BLOCKS[1].replace("- t * law.m1)", "+ t * law.m1)")
    assert broken != BLOCKS[1]
    path.write_text(broken, encoding="utf-8")
    (answer,) = verify.check_all(verify.load(path))
    assert answer.verdict == "REFUTED"
    assert answer.counterexample is not None
    shown = " ".join(TEXT.partition("REFUTED  denoiser")[2].partition("```")[0].split())
    at, said = answer.counterexample, answer.diagnosis
    assert said is not None and " ".join(said.words.partition("; right with")[2].split()) in shown
    for words in (f"smallest {at.parameters}", f"case t = {at.t}", f"yours {at.found}", f"certified {at.certified}"):
        assert words in shown
    assert f":{answer.where.rpartition(':')[2]} repeat" in shown
    place = marked(answer.mark)
    assert place is not None and "\n".join(["", *source.lines(place, 105), "  stated in"]) in TEXT
    assert "\n".join(source.lines(place | {"column": place["column"] + 1}, 105)) not in TEXT


@pytest.mark.parametrize("block", range(4))
def test_each_way_of_stating_stands_as_printed(block: int, tmp_path: Path) -> None:
    verdicts = (["PROVED"], ["AGREES"], ["AGREES", "PROVED", "PROVED"], ["AGREES"] * 4)[block]
    path = tmp_path / "derivation_ways.py"
    path.write_text(WAYS[block], encoding="utf-8")
    assert [answer.verdict for answer in verify.check_all(verify.load(path))] == verdicts


def test_no_block_is_left_out() -> None:
    assert (len(BLOCKS), len(WAYS)) == (3, 4)


def commands() -> list[list[str]]:
    """Every command line in a block for the shell, its comment left out."""
    shells = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    lines = [line for text in shells for line in text.splitlines()] + re.findall(r"^\$ (.*)", TEXT, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def test_every_command_is_one_that_the_program_has() -> None:
    ours = [words[1:] for words in commands() if words[:1] == ["driftproof"]]
    assert len(ours) >= 10
    for words in ours:
        cli.parser().parse_args(words)  # exits, with what it has, where there is no such command or option


def test_readme_is_short() -> None:
    assert len(TEXT.splitlines()) <= 250


def test_a_trained_flow_carries_tangents() -> None:
    block = next(b for b in BLOCKS if "flow.push" in b)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block, "README.md", "exec"), {})
    assert out.getvalue().startswith("0.1756")
    assert "torch.Size([8, 4, 1, 28, 28])" in out.getvalue()


def test_the_verdict_table_is_that_of_the_baseline(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(TEXT, encoding="utf-8")
    embed(ROOT / "reports", page)
    assert page.read_text(encoding="utf-8") == TEXT
    page.write_text("no place", encoding="utf-8")
    with pytest.raises(ValueError, match="has no place for the verdicts"):
        embed(ROOT / "reports", page)
