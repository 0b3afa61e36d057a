"""One thread a process, unless the user says otherwise: the matrices are small, and threads that wait for each other are slow."""

import os

import pytest

from verify.suites import catalogue

os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("driftproof").addoption("--quick", action="store_true", dest="driftproof_quick", help="--driftproof-quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, that no worker waits for another in the end: measurements made again, the other suites, the claims."""
    long = [f"[{name}]" for name, suite in catalogue().items() if suite.measurements]

    def last(item: pytest.Item) -> int:
        if item.path.stem != "test_suites":
            return 2
        return int(not item.name.endswith(tuple(long)))

    items.sort(key=last)
