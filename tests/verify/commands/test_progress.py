"""What lasts is told on a terminal, and only there: never in what is piped, and nothing of it is left."""

import inspect
import io
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from time import sleep

import pytest

from verify import commands
from verify.cli import main
from verify.commands import meanwhile, progress

AT_ONCE = {
    "completion": "prints a script",
    "init": "writes a file",
    "open": "opens a page",
    "settings": "no command",
    "train": "has its own bar, with the time that is left",
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Called in the test itself, since pytest puts its own streams in place between a test's phases."""

    def begin() -> Terminal:
        found = Terminal()
        monkeypatch.setattr(sys, "stderr", found)
        monkeypatch.setattr(commands, "AFTER", 0.0)
        monkeypatch.setenv("TERM", "xterm")
        for name in ("CI", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        return found

    return begin


def shown(terminal: Terminal, name: str) -> bool:
    """Once it is, as the terminal's own thread tells it; a minute is long enough to say that it is not."""
    return any(name in terminal.getvalue() or sleep(0.01) for _ in range(6000))


def test_on_a_terminal_it_is_told_and_erased(at_terminal: Callable[[], Terminal], capsys: pytest.CaptureFixture[str]) -> None:
    terminal = at_terminal()
    assert meanwhile("the [red]work[/red]", lambda: shown(terminal, "the [red]work[/red]"))
    assert terminal.getvalue().endswith("\x1b[2K") and "\x1b[?25h" in terminal.getvalue()  # the line erased, the cursor there
    assert capsys.readouterr().out == ""


def test_what_is_printed_meanwhile_goes_where_it_belongs(
    at_terminal: Callable[[], Terminal], capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = at_terminal()
    with progress() as begin:
        begin("one")
        assert shown(terminal, "one")
        print("a row of the table")
        begin("another")
        assert shown(terminal, "another")
    assert capsys.readouterr().out == "a row of the table\n" and "a row" not in terminal.getvalue()


def test_what_is_done_within_a_second_is_not_told(at_terminal: Callable[[], Terminal], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal()
    monkeypatch.setattr(commands, "AFTER", 1e6)
    assert meanwhile("short", lambda: 7) == 7 and "short" not in terminal.getvalue()


@pytest.mark.parametrize("how", ["piped", "ci", "quiet"])
def test_elsewhere_nothing_is_told(at_terminal: Callable[[], Terminal], monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    terminal = at_terminal()
    monkeypatch.setattr(Terminal, "isatty", lambda self: how != "piped")
    if how == "ci":
        monkeypatch.setenv("CI", "true")
    assert meanwhile("a while", lambda: 7, quiet=how == "quiet") == 7 and terminal.getvalue() == ""


def test_an_error_passes_and_the_line_is_erased(at_terminal: Callable[[], Terminal]) -> None:
    terminal = at_terminal()

    def work() -> None:
        assert shown(terminal, "what fails")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        meanwhile("what fails", work)
    assert terminal.getvalue().endswith("\x1b[2K")


def silent(names: list[str], known: dict[str, str]) -> list[str]:
    """Modules of commands that tell nothing of what they do, and are not known to be done at once."""
    texts = {name: inspect.getsource(import_module(f"verify.commands.{name}")) for name in names}
    return [name for name, text in texts.items() if "progress(" not in text and "meanwhile(" not in text and name not in known]


def test_every_command_that_lasts_tells_what_it_does() -> None:
    names = [module.name for module in iter_modules(commands.__path__)]
    assert len(names) > 12 and silent(names, AT_ONCE) == [] and set(AT_ONCE) <= set(names)
    assert silent(names, {}) == sorted(AT_ONCE)


def test_a_command_tells_and_prints_the_same(at_terminal: Callable[[], Terminal], capsys: pytest.CaptureFixture[str]) -> None:
    terminal = at_terminal()
    assert main(["list", "operations"]) == 0
    said = capsys.readouterr().out
    terminal.isatty = lambda: False  # type: ignore[method-assign]
    assert main(["list", "operations"]) == 0
    assert said == capsys.readouterr().out and "law.ar.solve" in said
