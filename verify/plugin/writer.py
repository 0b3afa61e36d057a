"""What the tests of a session found becomes a run folder when it ends, and a verdict table on the terminal."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from driftproof.pytest_plugin import KEY, chosen, option, seed
from verify.files.history import Extent, History
from verify.plugin.ending import Ending

WRITTEN = pytest.StashKey[Path]()  # the run folder of the session's claims


class Writer:
    """Gathers the findings, writes the run folder when the session ends: of a quick run, or of a part, beside the whole one."""

    def __init__(self, config: pytest.Config, start: float) -> None:
        self.config = config
        self.start = start
        self.found: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
        self.changes: list[str] = []
        self.past: History | None = None  # of runs whose report goes where it usually does
        self.ending = Ending(config.rootpath / option(config, "report"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        mine: list[Any] = [json.loads(str(value)) for key, value in report.user_properties if key == KEY]
        if report.when == "call" and mine:
            self.found[report.nodeid] = [(suite, rows) for suite, rows in mine]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.found:
            with self.ending.writing(session):
                self._write()

    def _write(self) -> None:
        from verify.record import Record
        from verify.report import run_folder

        everything = [finding for node in sorted(self.found) for finding in self.found[node]]
        claims = [Record(**row) for suite, rows in everything if suite == "claims" for row in rows]
        rows: dict[str, list[dict[str, Any]]] = {}
        for suite, more in everything:
            if suite != "claims":
                rows.setdefault(suite, []).extend(more)
        extent = self._extent(run_folder.whole(claims, rows))
        if not chosen(self.config, "report"):
            self.past = History(self.ending.folder.with_name("history"))
            if extent is not Extent.WHOLE:
                self.ending.folder = self.ending.folder.with_name("partial")
        self.config.stash[WRITTEN] = self.ending.folder
        baseline = None if extent is Extent.QUICK else Path(self.config.rootpath) / "reports"
        about = (seed(self.config), time.perf_counter() - self.start, baseline)
        self.changes = run_folder.finish(self.ending.folder, claims, rows, *about, self.ending.kept, self.past, extent)

    def _extent(self, whole: bool) -> Extent:
        if self.config.getoption("driftproof_quick"):
            return Extent.QUICK
        return Extent.WHOLE if whole else Extent.PARTIAL

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.found:
            terminalreporter.section("driftproof")
            self.ending.tell(terminalreporter, self._lines)

    def _lines(self) -> list[str]:
        from verify import report

        against = [f"against the baseline: {change}" for change in self.changes]
        return [report.summary(self.ending.folder), *against, *(self.past.problems if self.past else [])]
