"""The tables of a graph of one's own, in the form that is asked for."""

import json
from collections.abc import Callable
from pathlib import Path

from verify.drawing.tables import Row
from verify.suites.causal import reading, section, table
from verify.suites.causal.kinds import FORMS

WRITTEN: dict[str, Callable[[list[Row]], str]] = dict(
    zip(FORMS, (section.markdown, section.latex, lambda rows: json.dumps(rows, indent=1)), strict=True)
)


def printed(path: Path, form: str) -> str:
    return WRITTEN[form](table.answered(reading.load(path)))
