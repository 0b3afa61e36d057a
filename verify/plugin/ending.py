"""How a session ends: what was found is written and summed up; what goes wrong there is a line each, and no pass."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from verify.files.kept import Kept


class Ending:
    """Of one plugin: `with ending.writing(session): ...` when the session finishes, then `ending.tell(reporter, lines)`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.written = folder, Kept(), False

    @contextmanager
    def writing(self, session: pytest.Session) -> Iterator[None]:
        self.session = session
        with self.kept.after("no report", "give another folder with --driftproof-report DIR, or mend what it names"):
            yield
            self.written = True
        self._no_pass()

    def tell(self, reporter: Any, lines: Callable[[], list[str]]) -> None:
        """The lines, if there is something to sum up; each problem; where the report is, if it is whole."""
        if self.written:
            with self.kept.after("no summary", f"the records are whole: look into {self.folder}"):
                for line in lines():
                    reporter.write_line(line)
        for problem in self.kept.problems:
            reporter.write_line(problem, red=True)
        if not self.kept.problems:
            reporter.write_line(f"report: {self.folder / 'index.html'}")
        self._no_pass()

    def _no_pass(self) -> None:
        if self.kept.problems and not self.session.exitstatus:
            interrupted = self.kept.interrupted
            self.session.exitstatus = pytest.ExitCode.INTERRUPTED if interrupted else pytest.ExitCode.TESTS_FAILED
