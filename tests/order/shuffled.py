"""A plugin of pytest, `-p tests.order.shuffled --order SEED`: all items in a random order, the same in every worker."""

import random

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--order", metavar="SEED", default="0", help="the seed of the order of the tests")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    random.Random(config.getoption("--order")).shuffle(items)
