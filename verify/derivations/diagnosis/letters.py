"""A diagnosis in the author's time, sign and letters: the search is made in ours, with the data at t = 1 and x_t = a x0 + b x1."""

import re
from fractions import Fraction

from verify.derivations.conventions import Convention
from verify.derivations.diagnosis.change import Change
from verify.derivations.diagnosis.coefficients import Coefficient
from verify.derivations.diagnosis.features import TRANSPOSED
from verify.derivations.notation import written
from verify.derivations.quantities import QUANTITIES, find
from verify.derivations.statement import Derivation
from verify.regimes.laws import PAIRS

OURS = ("(1 - t)", "t")
DIFFERENCES = {"x1 - x0": "x0 - x1", "x0 - x1": "x1 - x0"}
EXCHANGED = {f"{letter}{i}": f"{letter}{1 - i}" for letter in ("x", "mu_", "Sigma_", "S", "m") for i in (0, 1)}


def scales(c: Convention) -> tuple[str, str]:
    """How the scales of source and data are written in the author's time."""
    if not c.linear or {*c.time} != {0, 1}:
        return "sigma", "alpha"
    return ("t", "(1 - t)") if c.time.backwards else OURS


def retold(words: str, c: Convention) -> str:
    """Words of ours about the linear path, with the author's scales for 1 - t and t."""
    a, b = scales(c)
    if (a, b) == OURS:
        return words
    source = re.sub(r"\(1 - t\)|\b1 - t\b", "\0", words)
    return re.sub(r"\bt\b", b, source).replace("\0", a)


def lettered(words: str, d: Derivation) -> str:
    """Words of ours with the author's letters for the two ends; the ends of a mixture's parameters have letters of their own."""
    if d.convention.swapped:
        own = EXCHANGED if d.law in PAIRS else {k: v for k, v in EXCHANGED.items() if k[0] == "x"}
        words = re.sub("|".join(rf"(?<![A-Za-z_]){k}(?!\d)" for k in own), lambda found: own[found[0]], words)
    words = re.sub("x1 - x0|x0 - x1", lambda f: DIFFERENCES[f[0]], words) if d.convention.time.backwards else words
    return written(words, d)


def told(change: Change, c: Convention) -> str:
    """What a change says."""
    return change.says if change.theirs else retold(change.says, c)


def coefficient(d: Derivation, name: str, k: Coefficient) -> Coefficient:
    """That of a quantity or a term in the author's unit and direction of time, where that is a number."""
    if not d.convention.time.bounded:
        return k
    rate = 1 / Fraction(d.convention.time.data - d.convention.time.source)
    return k.times(_unit(d.quantity.name, rate) / _unit(TRANSPOSED.get(name, name), rate))


def _unit(name: str, rate: Fraction) -> Fraction:
    """What the quantity, or an operand times it, is multiplied by where the rate of our time in theirs is this: g^2 by its size."""
    operand, times, of = name.partition(" times the ")
    name = of.replace(" ", "_") if times else name
    q = find(name) if name.split("[")[0] in QUANTITIES else None
    size = abs(rate) if operand == "g^2/2" else Fraction(1)
    return size if q is None or q.rate is None else size * Fraction(q.rate(rate))


def text_of(d: Derivation, name: str, k: Coefficient) -> str:
    return coefficient(d, name, k).text(*scales(d.convention))


def named(name: str) -> str:
    """The denoiser E[x1 | x_t = x]."""
    if name in QUANTITIES:
        words = {"denoiser": " E[x1 | x_t]", "noise": " prediction E[x0 | x_t]"}.get(name, "")
        return f"the {name.replace('_', ' ')}{words}"
    if name in TRANSPOSED:
        return f"the transpose of {named(TRANSPOSED[name])}"
    return name
