"""A plugin of pytest: `-p tests.profile.session --spent FILE` writes what each test costs, a row each, as soon as it has ended.

    seconds    of computing, of this process and of its children that have ended; imports are the import's, not the test's
    evidence   {kind: [seconds, times]} of what decided formulas in the test
    started    processes, threads left out

One process: without xdist. What a child does, and what it imports, is not seen beyond its seconds.
"""

import json
import sys
from collections.abc import Callable, Generator
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

import pytest

from tests.profile.clock import spent
from verify import runner

STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system"}  # audit events
Modules = dict[str, float]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spent", type=Path, metavar="FILE", required=True, help="rows of what each test costs")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Session(config.getoption("spent")), "spent")


class Imports:
    """In front of `sys.meta_path`: the seconds that executing a module takes, without those of the modules that it imports."""

    def __init__(self) -> None:
        self.seconds: Modules = {}
        self._inner: list[float] = []

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader.exec_module = self._timed(name, spec.loader.exec_module)  # type: ignore[method-assign]
        return spec

    def _timed(self, name: str, run: Callable[[Any], None]) -> Callable[[Any], None]:
        def timed(module: Any) -> None:
            start = spent()
            self._inner.append(0.0)
            try:
                run(module)
            finally:
                whole, inner = spent() - start, self._inner.pop()
                self.seconds[name] = whole - inner
                if self._inner:
                    self._inner[-1] += whole

        return timed

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


class Session:
    """What is measured, and the rows."""

    def __init__(self, path: Path) -> None:
        self.file, self.imports = path.open("w", encoding="utf-8"), Imports()
        self.evidence: dict[str, list[float]] = {}
        self.started = self.failed = 0
        sys.meta_path.insert(1, self.imports)  # type: ignore[arg-type]  # pytest's, which rewrites assertions, stays the first
        sys.addaudithook(self._heard)
        self._decide = runner.decide
        runner.decide = self._decided  # type: ignore[assignment]

    def _heard(self, event: str, _: Any) -> None:
        self.started += event in STARTS

    def _decided(self, test: Any, *args: Any) -> Any:
        start, imported = spent(), self.imports.total
        try:
            return self._decide(test, *args)
        finally:
            of = self.evidence.setdefault(test.kind, [0.0, 0])
            of[0] += spent() - start - (self.imports.total - imported)
            of[1] += 1

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.evidence, self.started = {}, 0
        start, imported = spent(), self.imports.total
        found = yield
        seconds = spent() - start - (self.imports.total - imported)
        self._write({"test": item.nodeid, "seconds": seconds, "started": self.started, "evidence": self.evidence})
        return found

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed += report.failed

    def pytest_unconfigure(self) -> None:
        runner.decide = self._decide
        sys.meta_path.remove(self.imports)  # type: ignore[arg-type]
        self._write({"imports": self.imports.seconds})
        self._write({"whole": spent(), "failed": self.failed})
        self.file.close()

    def _write(self, row: dict[str, Any]) -> None:
        self.file.write(json.dumps(row) + "\n")
        self.file.flush()
