"""Which functions of `analytic/` each question enters, and how long it takes: recorded once by a profiler, kept beside the tree."""

import hashlib
import importlib
import pkgutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from cProfile import Profile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import verify
from tests.children import Send, each, heard
from tests.mutants import kept
from tests.mutants.asking import TESTS, Question, Stage, failed, questions, sees
from tests.planting import forget
from tests.sources import PACKAGES, ROOT


@dataclass(frozen=True)
class Entry:
    question: Question
    seconds: float
    enters: frozenset[str]  # mixture.drift, atoms.atoms.<locals>.prox


def entries(say: Callable[[str], None] = lambda line: None) -> list[Entry]:
    """Every question; as recorded, if no source has changed since, and what is not recorded yet asked once.

    What fails although nothing is planted is said, and left out.
    """
    path = Path(tempfile.gettempdir()) / f"driftproof-entered-{_digest()}.jsonl"
    done = {row["asked"] for row in kept.rows(path)}
    ahead = [q for q in (None, *questions()) if _key(q) not in done]  # None: all tests, which take longest
    if ahead:
        preload()
        for i, key in enumerate(each(partial(_recorded, path), ahead), 1):
            say(f"{i} of {len(ahead)}: who enters what, {key}")
    return [_entry(row) for block in kept.rows(path) for row in block["found"]]


def _key(question: Question | None) -> str:
    return f"{question.stage.value}: {question.name}" if question else Stage.TESTS.value


def _row(entry: Entry) -> kept.Row:
    return {**asdict(entry), "enters": sorted(entry.enters)}


def _entry(row: kept.Row) -> Entry:
    return Entry(Question(Stage(row["question"]["stage"]), row["question"]["name"]), row["seconds"], frozenset(row["enters"]))


def preload() -> None:
    """Import all that questions need, so that children have it."""
    for module in pkgutil.walk_packages(verify.__path__, "verify."):
        if not module.name.rpartition(".")[2].startswith(("test_", "conftest")):
            importlib.import_module(module.name)


def entered(profile: Profile) -> frozenset[str]:
    """The functions of `analytic/` that ran, by name."""
    codes: Any = (entry.code for entry in profile.getstats() if hasattr(entry.code, "co_filename"))
    return frozenset(name for code in codes if (name := _name(code.co_filename, code.co_qualname)))


def _recorded(path: Path, question: Question | None) -> str:
    """The question asked in a child, its row kept."""
    ask = partial(_ask_tests, TESTS) if question is None else partial(_ask, question)
    found = [row for message in heard(ask) for row in message]
    if not found:
        raise RuntimeError(f"no answer: {_key(question)}")
    kept.add(path, {"asked": _key(question), "found": [_row(entry) for entry, by in found if not by]})
    wrong = [f"{entry.question.name}, {by}" for entry, by in found if by]
    return (
        f"{_key(question)}; not asked, since it fails although nothing is planted: {'; '.join(wrong)}" if wrong else _key(question)
    )


def _ask(question: Question, send: Send) -> None:
    profile = Profile(time.process_time)
    by = profile.runcall(sees, question)
    send([(Entry(question, _seconds(profile), entered(profile)), by)])


def _ask_tests(names: Iterable[str], send: Send) -> None:
    profiles = _Profiles()
    by = failed([*names], lambda name: None, profiles)
    found = {name: Entry(Question(Stage.TESTS, name), seconds, frozenset(run)) for name, (seconds, run) in profiles.found.items()}
    send([(entry, by if by.startswith(name) else "") for name, entry in found.items()])


class _Profiles:
    """Of each test, with its fixtures and all its parameters, what it enters when nothing is kept from the tests before it."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[float, set[str]]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        forget()
        profile = Profile(time.process_time)
        profile.enable()
        try:
            return (yield)  # type: ignore[return-value]
        finally:
            profile.disable()
            seconds, names = self.found.get(name := item.nodeid.partition("[")[0], (0.0, set()))
            self.found[name] = (seconds + _seconds(profile), names | entered(profile))


def _seconds(profile: Profile) -> float:
    return float(sum(entry.inlinetime for entry in profile.getstats()))


def _name(file: str, qualified: str) -> str:
    """Of a lambda or a comprehension the function that it stands in; empty outside of functions and of `analytic/`."""
    home = ROOT / "analytic"
    if not file.startswith(f"{home}/"):
        return ""
    parts = qualified.split(".<locals>.")
    while parts and parts[-1].rpartition(".")[2].startswith("<"):
        parts.pop()
    module = ".".join(Path(file).relative_to(home).with_suffix("").parts)
    return f"{module}.{'.<locals>.'.join(parts)}" if parts else ""


def _digest() -> str:
    """Of every source that a question reads."""
    found = hashlib.sha256()
    of: Callable[[str], Iterable[Path]] = lambda folder: (ROOT / folder).rglob("*.py")  # noqa: E731
    for path in sorted(p for folder in (*PACKAGES, "tests/analytic") for p in of(folder)):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
