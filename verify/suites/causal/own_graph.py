"""The tables of a graph of one's own, in the form that is asked for."""

import json
from collections.abc import Callable
from pathlib import Path

from verify.drawing.tables import Row
from verify.suites.causal import reading, section, table

FORMS: dict[str, Callable[[list[Row]], str]] = {
    "markdown": section.markdown,
    "latex": section.latex,
    "json": lambda rows: json.dumps(rows, indent=1),
}


def printed(path: Path, form: str) -> str:
    return FORMS[form](table.answered(reading.load(path)))
