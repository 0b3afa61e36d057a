"""Where mathtext puts the glyphs of a formula, and their outlines, kept from run to run: all of a report take it five seconds.

They lie in the user's cache, in a file for each version of matplotlib. What cannot be read there is made again, and what cannot be
written is not kept: the pages are the same.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from learned.files.atomic import sweep, write_whole
from learned.files.places import cache as folder

EM = 100.0  # units of an em in matplotlib's outlines
FONTS = "cm"
FORMAT = 1  # of the file: another number for other contents
OUTLINE = re.compile(r"[MLQCZ \d.-]*")
Layout = tuple[float, float, float, list[Any], list[Any]]


class Layouts:
    """`of(latex)`, and `outlines` by the names of glyphs in it."""

    def __init__(self, file: Path) -> None:
        self.file, self.new = file, False
        self.laid: dict[str, Any] = {}
        self.outlines: dict[str, str] = {}
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            found = json.loads(file.read_text(encoding="utf-8"))
            if all(OUTLINE.fullmatch(path) for path in found["outlines"].values()):
                self.laid, self.outlines = dict(found["laid"]), dict(found["outlines"])

    @classmethod
    @cache
    def kept(cls) -> "Layouts":
        """Those of this process."""
        return cls(folder() / f"formulas-{FORMAT}-{FONTS}-{EM:g}-matplotlib-{version('matplotlib')}.json")

    def of(self, latex: str) -> Layout | None:
        """Width, height above and depth below the baseline, glyphs (name, x, y, scale), rectangles; None if it cannot be parsed."""
        if latex not in self.laid:
            self.laid[latex], self.new = self._laid(latex), True
        return self.laid[latex]  # type: ignore[no-any-return]

    def keep(self) -> None:
        """What is new, for the next run."""
        if self.new:
            self.new = False
            with suppress(OSError):
                sweep(self.file.parent, self.file.name)
                write_whole(self.file, json.dumps({"laid": self.laid, "outlines": self.outlines}))

    def _laid(self, latex: str) -> Layout | None:
        from matplotlib import rc_context
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        with rc_context({"mathtext.fontset": FONTS}):
            prop = FontProperties(size=EM)
            try:
                width, height, descent, _, _ = text_to_path.mathtext_parser.parse(f"${latex}$", 72, prop)
                glyphs, shapes, rects = text_to_path.get_glyphs_mathtext(prop, f"${latex}$")
            except (ValueError, KeyError, RuntimeError):
                return None
        named = []
        for glyph, *place in glyphs:
            if (name := _name(glyph)) not in self.outlines:
                self.outlines[name] = "".join(_segments(*shapes[glyph]))
            named.append([name, *map(float, place)])
        boxes = [list(map(float, (v[0][0], v[0][1], v[2][0] - v[0][0], v[2][1] - v[0][1]))) for v, _ in rects]
        return float(width), float(height) - float(descent), float(descent), named, boxes


def _name(glyph: str) -> str:
    return "g-" + re.sub(r"[^A-Za-z0-9]+", "-", str(glyph))


def _segments(vertices: Any, codes: Any) -> Iterator[str]:
    i = 0
    letters = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}
    while i < len(codes):
        letter, n = letters[int(codes[i])]
        yield letter if letter == "Z" else letter + " ".join(f"{number(x)} {number(y)}" for x, y in vertices[i : i + n])
        i += n


def number(value: float) -> str:
    """To a hundredth, without what says nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0.", "-.") if value else "0"
