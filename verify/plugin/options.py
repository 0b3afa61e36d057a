"""The values of pytest's options, each a flag or its ini twin."""

import pytest

ADVICE = "give another folder with --driftproof-report DIR"  # where a report cannot be written


def option(config: pytest.Config, name: str) -> str:
    return str(config.getoption(f"driftproof_{name}") or config.getini(f"driftproof_{name}"))


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
