"""A plugin of pytest, `-p tests.order.shuffled --order SEED`: tests in a random order, the same in every worker.

`--bucket module` keeps the tests of a module together, so that what it sets up once is set up once: minutes, not hours, for all.
"""

import random
from collections import defaultdict

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--order", metavar="SEED", default="0", help="the seed of the order of the tests")
    parser.addoption("--bucket", choices=("all", "module"), default="all", help="what is mixed: all tests, or those of a module")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chance, buckets = random.Random(config.getoption("--order")), defaultdict[str, list[pytest.Item]](list)
    for item in items:
        buckets[item.nodeid.partition("::")[0] if config.getoption("--bucket") == "module" else ""].append(item)
    mixed = list(buckets.values())
    chance.shuffle(mixed)
    for bucket in mixed:
        chance.shuffle(bucket)
    items[:] = [item for bucket in mixed for item in bucket]
