"""`pytest --driftproof`: a user's derivation files as tests, one for each derivation or free claim.

What judges is imported when a file is collected. REFUTED, GUARDED and UNDECIDED fail, with the answer as the message.
"""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.pathlib import bestrelpath

from driftproof.pytest_plugin import budget, option, seed
from verify.derivations.file_names import PATTERNS, states_derivations
from verify.files.environment import environment
from verify.files.lines import write_lines
from verify.files.whole_folder import all_at_once
from verify.plugin.ending import Ending
from verify.plugin.writer import WRITTEN

if TYPE_CHECKING:
    from verify.derivations.isolation.child import Child

KEY = "driftproof-derivations"


def wanted(path: Path, config: pytest.Config) -> bool:
    """Is this a derivation file, by the patterns that were given?"""
    given = config.getoption("driftproof_files")
    return states_derivations(path, given.split() if given else config.getini("driftproof_files") or PATTERNS)


class DerivationFile(pytest.File):
    """A file that states derivations: executed once, in a child process, which may hang or die, and which decides its items."""

    child: "Child"

    def collect(self) -> Iterator[pytest.Item]:
        from verify.derivations.isolation.file_child import answer_row, child_of_file
        from verify.derivations.isolation.peer import Ended, Failed

        self.child = child_of_file(near(self.path), None, seed(self.config), budget(self.config))
        gatherer: Any = self.config.pluginmanager.get_plugin(KEY)
        gatherer.children.append(self.child)
        try:
            names = self.child.load()
        except Failed as e:
            raise self.CollectError(e.why if e.usage else f"{self.path.name} {e.why}") from None
        except Ended as e:
            raise self.CollectError(f"{self.path.name} {e}") from None
        for n, name in enumerate(names):
            yield DerivationItem.from_parent(self, name=name, child=self.child, number=n, answer=answer_row)

    def teardown(self) -> None:
        """After its last item; one that comes later after all executes the file again."""
        self.child.close()


def near(path: Path) -> Path:
    """As a user would type it here."""
    return Path(bestrelpath(Path.cwd(), path))


class NotEstablished(Exception):
    """A derivation that is refuted or undecided; the message is the whole answer."""


class DerivationItem(pytest.Item):
    def __init__(self, *, child: "Child", number: int, answer: Callable[..., dict[str, Any]], **more: Any) -> None:
        super().__init__(**more)
        self.child, self.number, self.answer = child, number, answer

    def runtest(self) -> None:
        from verify.drawing.answer import text

        found = self.answer(self.child, self.number, near(self.path), seed(self.config))
        self.user_properties.append((KEY, json.dumps(found)))
        if found["verdict"] not in ("PROVED", "AGREES"):
            raise NotEstablished(text(found))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        return str(excinfo.value) if isinstance(excinfo.value, NotEstablished) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        line = self.child.places[self.number].rpartition(":")[2]
        return self.path, int(line) - 1 if line.isdecimal() else None, self.name


class Derivations:
    """Registered by --driftproof: collects the files, gathers the answers, adds them to the run folder when the session ends."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.start = config, time.time()
        self.children: list[Child] = []
        self.found: dict[str, Any] = {}
        self.ending = Ending(config.rootpath / option(config, "report"))

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        return DerivationFile.from_parent(parent, path=file_path) if wanted(file_path, self.config) else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.found.update((report.nodeid, json.loads(str(value))) for key, value in report.user_properties if key == KEY)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Files none of whose items will run."""
        run = {id(item.child) for item in session.items if isinstance(item, DerivationItem)}
        for child in self.children:
            if id(child) not in run:
                child.close()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """After the claims of the same session, if any, were written."""
        for child in self.children:
            child.close()
        if self.found and not hasattr(self.config, "workerinput"):
            self.ending.folder = self.config.stash.get(WRITTEN, self.ending.folder)
            with self.ending.writing(session):
                self._write()

    def _write(self) -> None:
        from verify.report.build import HANDBOOK, build_or_tell

        with all_at_once(self.ending.folder, (HANDBOOK,)) as fresh:
            write_lines(fresh / "derivations.jsonl", [self.found[node] for node in sorted(self.found)])
            if not (fresh / "verdicts.jsonl").exists():
                started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.start))
                seconds = round(time.time() - self.start, 1)
                about = {"environment": environment(), "seed": seed(self.config), "started": started, "seconds": seconds}
                write_lines(fresh / "run.json", [about])
            build_or_tell(fresh, self.ending.folder, self.ending.kept)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.found:
            terminalreporter.section("your derivations")
            self.ending.tell(terminalreporter, self._lines)

    def _lines(self) -> list[str]:
        from verify.report import derivations

        return derivations.lines(self.ending.folder)
