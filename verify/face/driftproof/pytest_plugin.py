"""Driftproof's pytest plugin, under a name that no other project has.

Pytest loads it wherever the library is installed. Nothing else of the library is imported before one of the flags, or the fixture
`findings`, asks for it; a module `verify`, `analytic` or `learned` of a project stays its own. Each flag but the switches has an
ini twin: `--driftproof-seed N` is `driftproof_seed`.
"""

import time
from collections.abc import Generator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pytest

from driftproof import in_front

if TYPE_CHECKING:
    from verify.plugin.findings import Findings

KEY = "driftproof"
VALUES = {
    "report": ("DIR", "where the report goes", "reports/latest"),
    "seed": ("N", "the seed of all random evidence", "0"),
    "budget": ("SECONDS", "seconds of computing for each derivation", "30"),
}
NEAR = 0.8  # of difflib, a letter or two: --quik is not as near to --driftproof-quick (0.5)
ASKED = ("driftproof", *(f"driftproof_{name}" for name in ("quick", "files", *VALUES)))  # dests of the flags


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("driftproof", "driftproof: verdicts on flow-matching theory")
    group.addoption("--driftproof", action="store_true", help="check the derivation files of this repository as well")
    group.addoption(
        "--driftproof-quick",
        action="store_true",
        help="of Driftproof's own claims the cheapest evidence in one regime, and no suites (in its checkout also --quick)",
    )
    for name, (value, help, default) in VALUES.items():
        group.addoption(f"--driftproof-{name}", metavar=value, help=f"{help} (default: {default})")
        parser.addini(f"driftproof_{name}", help, default=default)
    help = "names of derivation files (default: those that `driftproof check FOLDER` takes)"
    group.addoption("--driftproof-files", metavar="PATTERNS", help=help)
    parser.addini("driftproof_files", help, type="args", default=[])


def option(config: pytest.Config, name: str) -> str:
    """The flag, or its ini twin."""
    return str(config.getoption(f"driftproof_{name}") or config.getini(f"driftproof_{name}"))


def chosen(config: pytest.Config, name: str) -> bool:
    """Does it say anything but the default?"""
    return bool(config.getoption(f"driftproof_{name}")) or config.getini(f"driftproof_{name}") != VALUES[name][2]


def seed(config: pytest.Config) -> int:
    given = option(config, "seed")
    if not given.isdecimal():
        raise pytest.UsageError(f"--driftproof-seed {given!r}: the seed is a whole number, 0 or larger")
    return int(given)


def budget(config: pytest.Config) -> float:
    given = option(config, "budget")
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise pytest.UsageError(f"--driftproof-budget {given!r}: the budget is a number of seconds above 0")
    return value


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(parser: pytest.Parser, args: list[str]) -> Generator[None]:
    """A flag that nobody knows, and that is nearly one of ours, is told the right one; any other is left to pytest."""
    yield
    known, unknown = parser.parse_known_and_unknown_args(args)
    ours = [name for option in parser.getgroup("driftproof").options for name in option.names()]  # with --quick of the checkout
    for flag in unknown if not known.help else ():
        if near := get_close_matches(flag.partition("=")[0], ours, 1, NEAR):
            raise pytest.UsageError(f"unrecognized arguments: {flag}; did you mean {near[0]}?")


def pytest_configure(config: pytest.Config) -> None:
    seed(config)
    budget(config)
    asked = [name for name in ASKED if config.getoption(name)]
    if asked and (other := in_front(config.rootpath)):
        raise pytest.UsageError(f"--{asked[0].replace('_', '-')}: {other}")
    if config.getoption("driftproof"):
        from verify.plugin import derivations

        config.pluginmanager.register(derivations.Derivations(config), derivations.KEY)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Waiting(config), "driftproof-waiting")


@pytest.fixture
def findings(request: pytest.FixtureRequest) -> "Findings":
    """Hand over what a test found: `findings.claims(records)`, `findings.rows(suite, rows)`; `findings.seed`, `findings.quick`."""
    if other := in_front(request.config.rootpath):
        raise ImportError(other)
    from verify.plugin.findings import Findings

    return Findings(request.node)


class _Waiting:
    """For the first findings of a session: then what writes the run folder is imported."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.start = config, time.perf_counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if any(key == KEY for key, _ in report.user_properties):
            from verify.plugin.writer import Writer

            plugins: Any = self.config.pluginmanager
            plugins.unregister(self)
            plugins.register(writer := Writer(self.config, self.start), "driftproof-writer")
            writer.pytest_runtest_logreport(report)
