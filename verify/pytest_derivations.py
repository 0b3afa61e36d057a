"""`pytest --driftproof`: a user's derivation files as tests, one for each derivation or free claim.

Without the flag nothing is collected. Each flag has an ini twin: `--driftproof-files` (driftproof_files: patterns of file names),
`--driftproof-budget` (driftproof_budget: seconds for each derivation). REFUTED and UNDECIDED fail, with the answer as the message.
"""

import time
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from _pytest.pathlib import bestrelpath

KEY = "driftproof-derivations"
PATTERNS = ("derivation_*.py", "*_derivation.py")


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("driftproof")
    group.addoption("--driftproof", action="store_true", help="check the derivation files of this repository as well")
    group.addoption("--driftproof-files", metavar="PATTERNS", help=f"names of derivation files (default: {' '.join(PATTERNS)})")
    group.addoption("--driftproof-budget", metavar="SECONDS", help="time for each derivation (default: 30)")
    parser.addini("driftproof_files", "names of derivation files", type="args", default=list(PATTERNS))
    parser.addini("driftproof_budget", "seconds for each derivation", default="30")


def wanted(path: Path, config: pytest.Config) -> bool:
    """Is this a derivation file? One named test_* is left to pytest."""
    given = config.getoption("driftproof_files")
    patterns = given.split() if given else config.getini("driftproof_files")
    ours = path.suffix == ".py" and not path.name.startswith("test_")
    return ours and any(fnmatch(path.name, pattern) for pattern in patterns)


def budget(config: pytest.Config) -> float:
    given = str(config.getoption("driftproof_budget") or config.getini("driftproof_budget"))
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise pytest.UsageError(f"--driftproof-budget {given!r}: the budget is a number of seconds above 0")
    return value


class DerivationFile(pytest.File):
    """A file that states derivations. It is executed when it is collected: in a child process first, which may hang or die."""

    def collect(self) -> Iterator[pytest.Item]:
        from verify.derivation import load
        from verify.derivations.guard import beside, label, raised, stated, usage

        try:
            stated(_near(self.path), budget(self.config))
        except ValueError as e:
            raise self.CollectError(str(e).replace("with --budget", "with --driftproof-budget")) from None
        beside(self.path)
        try:
            found = load(_near(self.path))
        except KeyboardInterrupt:
            raise
        except BaseException as e:  # SystemExit too: the file is the user's, and the session goes on
            said = str(e) if usage(e, self.path) else f"{self.path.name} {raised(e, self.path)}"
            raise self.CollectError(said) from None
        for thing in found:
            yield DerivationItem.from_parent(self, name=label(thing), thing=thing)


def _near(path: Path) -> Path:
    """As a user would type it here."""
    return Path(bestrelpath(Path.cwd(), path))


class NotEstablished(Exception):
    """A derivation that is refuted or undecided; the message is the whole answer."""


class DerivationItem(pytest.Item):
    def __init__(self, *, thing: Any, **more: Any) -> None:
        super().__init__(**more)
        self.thing = thing

    def runtest(self) -> None:
        from verify.check import check_all
        from verify.derivations.guard import placed
        from verify.plugin import seed
        from verify.report.answer import row, text

        chosen = seed(self.config)
        answer = row(check_all([self.thing], seed=chosen, budget=budget(self.config))[0])
        answer = placed(answer, _near(self.path), chosen)
        self.user_properties.append((KEY, answer))
        if answer["verdict"] not in ("PROVED", "AGREES"):
            raise NotEstablished(text(answer))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        return str(excinfo.value) if isinstance(excinfo.value, NotEstablished) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        line = str(getattr(self.thing, "where", "")).rpartition(":")[2]
        return self.path, int(line) - 1 if line.isdecimal() else None, self.name


class Derivations:
    """Registered by --driftproof: collects the files, gathers the answers, adds them to the run folder when the session ends."""

    def __init__(self, config: pytest.Config) -> None:
        from verify.plugin import option

        self.config, self.start = config, time.time()
        self.found: dict[str, Any] = {}
        self.problem = ""
        self.folder = config.rootpath / option(config, "report")

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        return DerivationFile.from_parent(parent, path=file_path) if wanted(file_path, self.config) else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.found.update((report.nodeid, value) for key, value in report.user_properties if key == KEY)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """After the claims of the same session, if any, were written."""
        if self.found and not hasattr(self.config, "workerinput"):
            try:
                self._write()
            except OSError as e:
                self.problem, session.exitstatus = str(e), pytest.ExitCode.TESTS_FAILED

    def _write(self) -> None:
        from verify import records, report
        from verify.plugin import seed

        records.write_lines(self.folder / "derivations.jsonl", [self.found[node] for node in sorted(self.found)])
        if not (self.folder / "verdicts.jsonl").exists():
            started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.start))
            seconds = round(time.time() - self.start, 1)
            about = {"environment": records.environment(), "seed": seed(self.config), "started": started, "seconds": seconds}
            records.write_lines(self.folder / "run.json", [about])
        report.render(self.folder)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.found:
            return
        from verify.report import derivations

        terminalreporter.section("your derivations")
        if self.problem:
            terminalreporter.write_line(f"no report: {self.problem}", red=True)
            return
        for line in derivations.lines(self.folder):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"report: {self.folder / 'index.html'}")
