"""One thread a process, unless the user says otherwise: the matrices are small, and threads that wait for each other are slow."""

import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("driftproof").addoption("--quick", action="store_true", dest="driftproof_quick", help="--driftproof-quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The suites first: each takes as long as many claims, and whoever ends first takes over what waits."""
    items.sort(key=lambda item: item.path.stem != "test_suites")
