"""Questions that can see a mutant: claims as stated, their random evidence, suites, tests."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from tests.slips.noticing import RANDOM
from tests.sources import ROOT
from verify import suites
from verify.claim import Claim, Formula, Outcome, Test
from verify.claims import catalogue, find
from verify.evidence import decide
from verify.evidence.kinds import KINDS

SEED = 0  # of random evidence
TESTS = ("tests/analytic",)
Started = Callable[[str], None]  # told of each question before it is asked


class Stage(StrEnum):
    """Whom a mutant meets."""

    CLAIMS = "claims"
    DRAWS = "claims, by draws"
    SUITES = "suites"
    TESTS = "tests"


@dataclass(frozen=True)
class Question:
    """`name` is the id of a claim, a suite, or a test as pytest names it, without its parameters."""

    stage: Stage
    name: str


@cache
def questions() -> tuple[Question, ...]:
    """All but the tests, whose names pytest knows."""
    return (
        *(Question(Stage.CLAIMS, id) for id in catalogue()),
        *(Question(Stage.DRAWS, id) for id, claim in catalogue().items() if claim.expect is Outcome.HOLDS and _tests(claim, True)),
        *(Question(Stage.SUITES, name) for name in suites.catalogue()),
    )


def sees(question: Question) -> str:
    """Who sees that something is wrong, in words; empty if nobody does. What warns raises, as under pytest."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", ".torch.jit.script. is deprecated", FutureWarning)
        warnings.filterwarnings("ignore", "There is a performance drop", UserWarning)
        if question.stage is Stage.SUITES:
            return _suite(question.name)
        claim = find(question.name)
        by = _draws(claim) if question.stage is Stage.DRAWS else _stated(claim)
    return f"{claim.id}, {by}" if by else ""


def failed(names: list[str], started: Started, *plugins: object) -> str:
    """The first of these tests that fails; RuntimeError where pytest itself cannot run them. What they print is lost."""
    settings.register_profile("no clock", deadline=None, suppress_health_check=[*HealthCheck])  # a busy machine sees no mutant
    settings.load_profile("no clock")
    watch = _Watch(started)
    quiet = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # this process has it all
    code = pytest.main([*quiet, "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), *names], [watch, *plugins])
    if not watch.failed and code != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest ends with {code!r}: {' '.join(names)}")
    return watch.failed


def _tests(claim: Claim, random: bool) -> list[Test]:
    return sorted((t for t in claim.tests if (t.kind in RANDOM) == random), key=lambda t: KINDS[t.kind].cost)


def _stated(claim: Claim) -> str:
    """The kind of deterministic evidence that no longer finds of a claim, and of a false one of its repairs, what it should."""
    if claim.expect is Outcome.HOLDS:
        return _unlike(claim.formula, _tests(claim, False))
    repaired = (_unlike(f, _tests(claim, False)) for f in claim.repairs.values())
    by = _unlike(claim.formula, list(claim.right_where)) or next(filter(None, repaired), "")
    return by or ("" if _refuted(claim) else "not refuted")


def _draws(claim: Claim) -> str:
    return _unlike(claim.formula, _tests(claim, True))


def _unlike(formula: Formula, tests: list[Test]) -> str:
    """The kind of the first test that does not accept the formula, "error" where it raises."""
    for test in tests:
        for regime in test.regimes:
            try:
                found = decide(test, formula, regime, SEED)
            except Exception:
                return "error"
            if found.outcome is not Outcome.HOLDS:
                return test.kind
    return ""


def _refuted(claim: Claim) -> bool:
    """By some evidence in some regime, as a verdict asks."""
    return any(_finds(t, claim.formula) for t in _tests(claim, False) or claim.tests)


def _finds(test: Test, formula: Formula) -> bool:
    for regime in test.regimes:
        try:
            if decide(test, formula, regime, SEED).outcome is Outcome.REFUTED:
                return True
        except Exception:
            continue
    return False


def _suite(name: str) -> str:
    suite = suites.catalogue()[name]
    try:
        outcome, _ = suite.decide(suite.rows(SEED))
    except Exception:
        return "error"
    return "" if outcome is Outcome.HOLDS else str(outcome.value)


class _Watch:
    """What pytest runs and what fails first."""

    def __init__(self, started: Started) -> None:
        self.started, self.failed = started, ""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.started(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid
