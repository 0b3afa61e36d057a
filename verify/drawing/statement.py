"""A formula in LaTeX as inline SVG, by matplotlib's mathtext; one outline per glyph, shared by the whole page.

Sizes are in em, so a statement takes its final room at once. What mathtext cannot parse is shown as its source.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markupsafe import Markup

EM = 100.0  # units of an em in matplotlib's outlines
END = r"(?![a-zA-Z])"
SPELLING = [
    (r"(?<!\\)\\ ", r"\\;"),
    (rf"\\[tdc]frac{END}", r"\\frac"),
    (r"\\frac\s*(\d)\s*(\d)", r"\\frac{\1}{\2}"),
    (rf"\\[bB]ig+[lrm]?{END}", ""),
    (rf"\\[lr]?Vert{END}", r"\\|"),
    (rf"\\[lr]?vert{END}", "|"),
    (rf"\\(le|ge|ne){END}", r"\\\1q"),
    (rf"\\(?:limits|nolimits|displaystyle|textstyle){END}", ""),
    (rf"\\iff{END}", r"\\Leftrightarrow"),
    (rf"\\bm{END}", r"\\boldsymbol"),
    (rf"\\tr{END}", r"\\mathrm{tr}"),
    (r"\\(mathsf|mathrm|mathbb|mathbf|mathcal|boldsymbol)\s+([A-Za-z]|\\[a-zA-Z]+)", r"\\\1{\2}"),
]
MATRIX = re.compile(r"\\begin\{([pbv]?)matrix\}(.*?)\\end\{\1matrix\}", re.DOTALL)
FENCES = {"p": ("(", ")"), "b": ("[", "]"), "v": ("|", "|"), "": (".", ".")}
RELATIONS = ("=", r"\leq", r"\geq", r"\neq", r"\approx", r"\Rightarrow", r"\Longrightarrow", r"\Leftrightarrow", r"\sim")


class Typesetter:
    """Formulas of one page. `defs()` holds the outlines that they use."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def __call__(self, latex: str) -> Markup:
        if not latex:
            return Markup("")
        pieces = Markup("")
        for latex_piece in split(spelled(latex)):
            piece = self._piece(latex_piece)
            if piece is None:
                return Markup('<code class="tex">{}</code>').format(latex)
            if latex_piece.startswith(RELATIONS):
                pieces += Markup("<wbr>")
            elif pieces:
                pieces += Markup(" &ensp;")
            pieces += piece
        return Markup('<span class="math" role="img" aria-label="{}">{}</span>').format(latex, pieces)

    def defs(self) -> Markup:
        shapes = "".join(f'<path id="{name}" d="{outline(name)}"/>' for name in sorted(self._used))
        return Markup(f'<svg class="glyphs" width="0" height="0" aria-hidden="true"><defs>{shapes}</defs></svg>')

    def _piece(self, latex: str) -> Markup | None:
        found = layout(latex)
        if found is None:
            return None
        width, height, descent, glyphs, rects = found
        self._used |= {g[0] for g in glyphs}
        body = "".join(f'<use href="#{n}" transform="translate({_n(x)} {_n(y)})scale({_n(s)})"/>' for n, x, y, s in glyphs)
        body += "".join(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"/>' for x, y, w, h in rects)
        size = f"width:{_n(width / EM)}em;height:{_n((height + descent) / EM)}em;vertical-align:{_n(-descent / EM)}em"
        box = f"0 {_n(-height)} {_n(width)} {_n(height + descent)}"
        return Markup(f'<svg style="{size}" viewBox="{box}"><g transform="scale(1 -1)">{body}</g></svg>')


def spelled(latex: str) -> str:
    """The same formula in the part of LaTeX that mathtext reads."""
    for old, new in SPELLING:
        latex = re.sub(old, new, latex)
    return MATRIX.sub(_matrix, " ".join(latex.split()))


def _matrix(found: re.Match[str]) -> str:
    left, right = FENCES[found[1]]
    rows = r"\\".join(r"\ \ ".join(cell.strip() for cell in row.split("&")) for row in found[2].split(r"\\"))
    return rf"\left{left}\substack{{{rows}}}\right{right}"


def split(latex: str) -> list[str]:
    """Pieces between which a line may break: at wide spaces and before relations, outside braces and fences."""
    pieces, depth, fences = [""], 0, 0
    for token in re.findall(r"\\[a-zA-Z]+|\\.|.", latex, re.DOTALL):
        depth += (token == "{") - (token == "}")
        fences += (token in (r"\left", "(", "[", r"\{")) - (token in (r"\right", ")", "]", r"\}"))
        outside = depth == 0 and fences <= 0
        if outside and token in (r"\quad", r"\qquad"):
            pieces.append("")
        elif outside and token in RELATIONS and pieces[-1].strip():
            pieces.append(token)
        else:
            pieces[-1] += token
    bare = [re.sub(r"^(\s|\\;)+|(\s|\\;)+$", "", p) for p in pieces]
    return [p for p in bare if p]


@cache
def layout(latex: str) -> tuple[float, float, float, list[Any], list[Any]] | None:
    """Width, height above and depth below the baseline, glyphs (name, x, y, scale), rectangles; None if it cannot be parsed."""
    from matplotlib import rc_context
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    with rc_context({"mathtext.fontset": "cm"}):
        prop = FontProperties(size=EM)
        try:
            width, height, descent, _, _ = text_to_path.mathtext_parser.parse(f"${latex}$", 72, prop)
            glyphs, shapes, rects = text_to_path.get_glyphs_mathtext(prop, f"${latex}$")
        except (ValueError, KeyError, RuntimeError):
            return None
    named = []
    for name, x, y, scale in glyphs:
        _SHAPES[_name(name)] = shapes[name]
        named.append((_name(name), x, y, scale))
    boxes = [(v[0][0], v[0][1], v[2][0] - v[0][0], v[2][1] - v[0][1]) for v, _ in rects]
    return float(width), float(height) - float(descent), float(descent), named, boxes


_SHAPES: dict[str, Any] = {}


def _name(glyph: str) -> str:
    return "g-" + re.sub(r"[^A-Za-z0-9]+", "-", str(glyph))


@cache
def outline(name: str) -> str:
    """The SVG path of a glyph."""
    return "".join(_segments(*_SHAPES[name]))


def _segments(vertices: Any, codes: Any) -> Iterator[str]:
    i = 0
    letters = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}
    while i < len(codes):
        letter, n = letters[int(codes[i])]
        yield letter if letter == "Z" else letter + " ".join(f"{_n(x)} {_n(y)}" for x, y in vertices[i : i + n])
        i += n


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0.", "-.") if value else "0"
