"""The pytest plugin: tests hand over what they found, the run folder is written at the end, a verdict table is printed.

`--quick` takes the cheapest evidence only. Flags with an ini twin: `--driftproof-report DIR` (driftproof_report),
`--driftproof-seed N` (driftproof_seed), and those of verify.plugin.derivations, which with `--driftproof` makes tests
of a user's own files.
Under xdist the workers' findings travel in the test reports, and only the controller writes.
"""

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from verify.plugin import derivations
from verify.plugin.ending import Ending
from verify.plugin.options import budget, option, seed

KEY = "driftproof"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("driftproof", "driftproof: verdicts on flow-matching theory")
    group.addoption("--driftproof-report", metavar="DIR", help="where the report goes (default: reports/latest)")
    group.addoption("--driftproof-seed", metavar="N", help="the seed of all random evidence (default: 0)")
    group.addoption(
        "--quick",
        action="store_true",
        dest="driftproof_quick",
        help="the cheapest evidence of each claim in one regime, and no suites",
    )
    derivations.add_options(parser)
    parser.addini("driftproof_report", "where the report goes", default="reports/latest")
    parser.addini("driftproof_seed", "the seed of all random evidence", default="0")


class Findings:
    """What one test found: records of claims, or rows of a suite."""

    def __init__(self, item: pytest.Item) -> None:
        self._properties = item.user_properties
        self.seed = seed(item.config)
        self.quick = bool(item.config.getoption("driftproof_quick"))

    def claims(self, records: Iterable[Any]) -> None:
        """What `verify.run` gives; TypeError for anything else."""
        found = [*records]
        if other := [r for r in found if not (is_dataclass(r) and hasattr(r, "evidence"))]:
            raise TypeError(f"{other[0]!r} is no record of a claim: hand over what verify.run gives")
        self._add("claims", [asdict(r) for r in found])

    def rows(self, suite: str, rows: list[dict[str, Any]]) -> None:
        """The rows of a suite, of what JSON can write; TypeError for anything else."""
        if not isinstance(suite, str) or not suite.isidentifier():
            raise TypeError(f"{suite!r} is no name of a suite: its rows become NAME.jsonl, so give a word")
        self._add(suite, [*rows])

    def _add(self, suite: str, rows: list[dict[str, Any]]) -> None:
        """What could not be written when the session ends is told here, where it comes from."""
        for row in rows:
            try:
                whole = json.dumps(row)[0] == "{"
            except (TypeError, ValueError, RecursionError):
                whole = False
            if not whole:
                raise TypeError(f"{suite}, {row!r}: a row is a dict of words, numbers, lists and dicts, as JSON has them")
        self._properties.append((KEY, (suite, rows)))


@pytest.fixture
def findings(request: pytest.FixtureRequest) -> Findings:
    """Hand over what a test found: `findings.claims(records)`, `findings.rows(suite, rows)`; `findings.seed`, `findings.quick`."""
    return Findings(request.node)


def pytest_configure(config: pytest.Config) -> None:
    seed(config)
    if budget(config) and config.getoption("driftproof"):
        config.pluginmanager.register(derivations.Derivations(config), derivations.KEY)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Writer(config), "driftproof-writer")


class Writer:
    """Gathers the findings and writes the run folder when the session ends."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.start = time.perf_counter()
        self.found: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
        self.changes: list[str] = []
        self.folder = config.rootpath / option(config, "report")
        self.ending = Ending(self.folder)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        mine: list[Any] = [value for key, value in report.user_properties if key == KEY]
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
        seconds = time.perf_counter() - self.start
        baseline = None if self.config.getoption("driftproof_quick") else Path(self.config.rootpath) / "reports"
        self.changes = run_folder.finish(self.folder, claims, rows, seed(self.config), seconds, baseline, self.ending.kept)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.found:
            terminalreporter.section("driftproof")
            self.ending.tell(terminalreporter, self._lines)

    def _lines(self) -> list[str]:
        from verify import report

        return [report.summary(self.folder), *(f"against the baseline: {change}" for change in self.changes)]
