"""A formula in LaTeX as inline SVG, by matplotlib's mathtext; one outline per glyph, shared by the whole page.

Sizes are in em, so a statement takes its final room at once. What mathtext cannot parse is shown as its source.
"""

import re

from markupsafe import Markup

from verify.drawing.layouts import EM, Layouts, number

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
        self._layouts = Layouts.kept()

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
        self._layouts.keep()
        shapes = "".join(f'<path id="{name}" d="{self._layouts.outlines[name]}"/>' for name in sorted(self._used))
        return Markup(f'<svg class="glyphs" width="0" height="0" aria-hidden="true"><defs>{shapes}</defs></svg>')

    def _piece(self, latex: str) -> Markup | None:
        found = self._layouts.of(latex)
        if found is None:
            return None
        width, height, descent, glyphs, rects = found
        self._used |= {g[0] for g in glyphs}
        body = "".join(
            f'<use href="#{n}" transform="translate({number(x)} {number(y)})scale({number(s)})"/>' for n, x, y, s in glyphs
        )
        body += "".join(f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"/>' for x, y, w, h in rects)
        size = f"width:{number(width / EM)}em;height:{number((height + descent) / EM)}em;vertical-align:{number(-descent / EM)}em"
        box = f"0 {number(-height)} {number(width)} {number(height + descent)}"
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
