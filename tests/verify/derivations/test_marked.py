"""Where an error came from in the author's text, and the word that a statement is refused for; what is not known is not marked."""

import linecache
import runpy
from pathlib import Path
from typing import Any

import pytest

from analytic import arithmetic
from tests.verify.derivations.samples import RUNG
from verify import check
from verify.derivations import marked
from verify.derivations.marked import LONGEST, Mark, of_error, of_word, put

LAW: Any = RUNG.law(arithmetic.float64())


def error_of(folder: Path, text: str) -> BaseException:
    file = folder / "theirs.py"
    file.write_text(text, encoding="utf-8")
    linecache.checkcache(str(file))
    with pytest.raises(Exception) as found:
        runpy.run_path(str(file))["f"](LAW)
    return found.value


def under(mark: Mark | None) -> str:
    assert mark is not None and mark.end_line == mark.line
    return mark.source[mark.column - 1 : mark.end_column - 1]


@pytest.mark.parametrize(
    ("text", "line", "span"),
    [
        ("def f(law):\n    return 2 * law.Sigma0", 2, "law.Sigma0"),
        ("def f(law):\n\treturn law.ar.solv(1)", 2, "law.ar.solv"),
        ("def f(law):\n    é = 'ü→'; return é * law.Sigma0", 2, "law.Sigma0"),
        ("def g(law):\n    return 1 / 0\n\n\ndef f(law):\n    return g(law)", 2, "1 / 0"),
        ("f = lambda law: sqtr(law)", 1, "sqtr"),
        ("x = 3 +* 2", 1, "*"),
        ("def f(law):\n    return law.m0.reshape(\n        7)", 2, None),
    ],
)
def test_an_error_is_marked_where_it_left_the_text(tmp_path: Path, text: str, line: int, span: str | None) -> None:
    mark = of_error(error_of(tmp_path, text))
    assert mark is not None and (mark.line, mark.source) == (line, text.splitlines()[line - 1])
    assert mark.end_line == 3 if span is None else under(mark) == span
    assert mark.file == str(tmp_path / "theirs.py")


def test_what_was_meant_is_said_beside_it() -> None:
    answer = check(lambda law, t, x: law.ar.solv(law.S0, x), "velocity", "gaussian")
    assert answer.verdict == "ERROR" and answer.mark is not None
    assert under(answer.mark) == "law.ar.solv" and answer.mark.says == "did you mean solve?"


def test_an_error_without_a_text_of_the_author_has_no_place(tmp_path: Path) -> None:
    assert of_error(ValueError("of ours")) is None
    with pytest.raises(ValueError, match="invalid literal") as found:
        exec(compile("int('x')", "<nothing>", "exec"))
    assert of_error(found.value.with_traceback(None)) is None
    wide = error_of(tmp_path, f"def f(law):\n    return law.none{' ' * LONGEST}")
    assert of_error(wide) is None  # a line that long is not shown
    told = Mark("elsewhere.py", 1, 1, 1, 2, "x")
    assert of_error(put(ValueError("said elsewhere"), told)) == told


@pytest.mark.parametrize(
    ("decorator", "why", "span"),
    [
        ("derivation('velocty')", "'velocty' is no known quantity: did you mean velocity?", "'velocty'"),
        ("derivation('velocity', law='gausian')", "law='gausian' is no known law", "law='gausian'"),
        ("derivation('velocity', tolerance=0)", "tolerance=0 must be above 0", "tolerance=0"),
        ("derivation('velocity', asume='x')", "unknown option asume: see verify.as_derivation", "asume='x'"),
        ("derivation('velocity')", "unknown argument mu_src", None),
    ],
)
def test_a_refusal_marks_the_word_that_it_names(tmp_path: Path, decorator: str, why: str, span: str | None) -> None:
    file = tmp_path / "theirs.py"
    file.write_text(f"x = 'velocty'\n\n\n@{decorator}\ndef f(law, t, x):\n    return x\n", encoding="utf-8")
    mark = of_word(str(file), 4, why)
    assert mark is None if span is None else under(mark) == span
    assert of_word(str(file), 5, why) is None and of_word(str(tmp_path / "none.py"), 4, why) is None


def test_a_place_that_is_none_is_no_mark() -> None:
    for wrong in ((0, 1, 1, 2), (1, 0, 1, 2), (1, 9, 1, 10), (2, 1, 1, 2), (1, 1, 1, 0)):
        with pytest.raises(ValueError, match="no part of line"):
            Mark("f.py", *wrong, "x = 1")


def test_cells_of_notebooks_have_their_text_in_linecache() -> None:
    name, text = "<ipython-input-7-abc>", "def f(law, t, x):\n    return law.nothing\n"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope: dict[str, Any] = {}
    exec(compile(text, name, "exec"), scope)
    mark = check(scope["f"], "velocity", "gaussian").mark
    assert mark is not None and (mark.line, under(mark)) == (2, "law.nothing")
    assert marked.meant("no words") == ""
