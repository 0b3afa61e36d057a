"""A figure: panels with their labels, and what an axis can show."""

import math
import re
from dataclasses import dataclass
from typing import Any

from verify.drawing.style import Draw


@dataclass(frozen=True)
class Plot:
    """A file of its own, and a panel each on the page."""

    name: str
    title: str
    panels: list[tuple[str, Draw]]


def slug(text: str) -> str:
    """Text as the part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"


def positive(value: Any) -> float:
    """What a logarithmic axis can show; else nothing is drawn there."""
    return float(value) if isinstance(value, int | float) and 0 < value < math.inf else math.nan
