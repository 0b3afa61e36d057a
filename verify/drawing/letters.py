"""Letters that are typed in prose, x_t, gamma_k, S_k^-1, 10^-4, as a page shows them: Greek, lowered, raised."""

import re

from markupsafe import Markup, escape

SMALL = "alpha beta gamma delta eps theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
LARGE = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
GREEK = dict(zip(f"{SMALL} {LARGE}".split(), "αβγδεθκλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))
_LETTER = re.compile(rf"(?<![\w.`])({'|'.join(GREEK)}|[A-Za-z])(?:_([A-Za-z]{{2,5}}|[A-Za-z0-9](?:\d|,\d)?)(?!\w)|(?!\w|\.\w))")
_POWER = re.compile(r"(?<=[\w)\]>|])\^(-?\d+(?:[/.]\d+)?|-?[A-Za-z](?!\w)|\([^()]*\))")


def raised(text: str) -> Markup:
    """The text escaped, with its letters as a page shows them. What looks like no formula stays: file_name, a word, a.b."""
    return Markup(_POWER.sub(_up, _LETTER.sub(_letter, str(escape(text)))))


def prose(text: str) -> Markup:
    """Escaped, letters as in formulas; what stands between `backticks` is code."""
    parts = str(text).split("`")
    if len(parts) % 2 == 0:
        return raised(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else raised(part) for i, part in enumerate(parts))


def _letter(found: re.Match[str]) -> str:
    name, below = found[1], found[2]
    letter = GREEK.get(name, name)
    return f"{letter}<sub>{GREEK.get(below, below)}</sub>" if below else letter


def _up(found: re.Match[str]) -> str:
    above = found[1].removeprefix("(").removesuffix(")")
    return f"<sup>{above.replace('-', '−')}</sup>"
