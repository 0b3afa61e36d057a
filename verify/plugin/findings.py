"""What a test hands over: it travels in the test's report, under xdist from the worker to the controller, which alone writes."""

import json
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import Any

import pytest

from driftproof.pytest_plugin import KEY, seed


class Findings:
    """What one test found: records of claims, or rows of a suite."""

    def __init__(self, item: pytest.Item) -> None:
        self._properties = item.user_properties
        self.seed = seed(item.config)
        self.quick = bool(item.config.getoption("driftproof_quick"))

    def claims(self, records: Iterable[Any]) -> None:
        """What `verify.run` gives; TypeError for anything else."""
        found = [*records]
        if other := [r for r in found if not (is_dataclass(r) and hasattr(r, "evidence"))]:
            raise TypeError(f"{other[0]!r} is no record of a claim: hand over what verify.run gives")
        self._add("claims", [asdict(r) for r in found])

    def rows(self, suite: str, rows: list[dict[str, Any]]) -> None:
        """The rows of a suite, of what JSON can write; TypeError for anything else."""
        if not isinstance(suite, str) or not suite.isidentifier():
            raise TypeError(f"{suite!r} is no name of a suite: its rows become NAME.jsonl, so give a word")
        self._add(suite, [*rows])

    def _add(self, suite: str, rows: list[dict[str, Any]]) -> None:
        """What could not be written when the session ends is told here, where it comes from."""
        for row in rows:
            try:
                whole = json.dumps(row)[0] == "{"
            except (TypeError, ValueError, RecursionError):
                whole = False
            if not whole:
                raise TypeError(f"{suite}, {row!r}: a row is a dict of words, numbers, lists and dicts, as JSON has them")
        self._properties.append((KEY, json.dumps([suite, rows])))
