"""A confirmed candidate in words: what the formula equals, and which slip of the pen makes it so."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from verify.derivations.diagnosis.candidate import Candidate, is_difference, is_pure
from verify.derivations.diagnosis.coefficients import Coefficient, recognise
from verify.derivations.diagnosis.factors import EQUAL, factor
from verify.derivations.diagnosis.families import DECOMPOSED
from verify.derivations.diagnosis.features import BETWEEN, ENDS1, SECOND, TRANSPOSED, XT, X
from verify.derivations.diagnosis.hints import HINTS, IN_A, PAIRS
from verify.derivations.diagnosis.moments import SPREAD
from verify.derivations.diagnosis.pieces import RIGHT
from verify.derivations.diagnosis.steppers import REASONS
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation

LIKE = 1e-4  # of a coefficient that is a multiple of the right one; the multiples differ by a half
TOLD_TERMS, TOLD_OTHER = 3.5, 2.5  # costs (search.py) above which a second reading explains nothing to a reader
THREE = np.array([0.2, 0.3, 0.7])  # times that tell multiples of one function apart: none is special, no two add up to 1
SIX = np.array([0.15, 0.2, 0.3, 0.55, 0.7, 0.8])  # times: two would determine a sum of two monomials, four more check it
ONES = {"1": "", "-1": "-"}
_COUPLED = (X, XT)  # terms of coupled ends only
_OF_SEVERAL = (BETWEEN, ENDS1, SECOND, SPREAD, "sum_k s_k (grad r_k)^T")  # terms that one component does not have
CHANGED = {"missing": -1, "doubled": 1, "sign": -2, "halved": -0.5}  # what is added to the term, in multiples of it
HOW = {"missing": "is missing", "doubled": "is counted twice", "sign": "has the wrong sign", "halved": "is halved"}


def cause(c: Candidate, d: Derivation) -> str:
    """A short cause, for tables."""
    changed = [c.change.key] if c.change.key else []
    if is_difference(c, d.quantity.name):
        found = _causes_of_terms(c, d)
    elif len(c.fit.names) == 1:
        found = _causes_of_one(c, d)
    else:
        found = [_sum(c, d), *(HINTS[n][0] for n in c.fit.names if n in HINTS and n != "blend")]
    return "; ".join(changed + found)


def _causes_of_terms(c: Candidate, d: Derivation) -> list[str]:
    """Each term that is added to the quantity, and the quantity's own factor."""
    own = next(k for n, k in c.fit.parts() if n == d.quantity.name)
    terms = [_term_key(d, n, k) for n, k in c.fit.parts() if n != d.quantity.name]
    return terms + ([] if own.is_one else [factor(own)[0]])


def _causes_of_one(c: Candidate, d: Derivation) -> list[str]:
    """Another quantity in its place, and a factor."""
    ((name, k),) = c.fit.parts()
    times = [] if k.is_one else [factor(k)[0]]
    if name == d.quantity.name:
        return times
    instead = "transposed" if TRANSPOSED.get(name) == d.quantity.name else f"{name} for {d.quantity.name}"
    return [instead, *([HINTS[name][0]] if name in HINTS else []), *times]


def told_by(sure: Sequence[Candidate], of: str) -> list[Candidate]:
    """The plainest reading, and beside it the terms that differ, or what else it is."""
    first = sure[0]
    if is_pure(first, of):
        return [first, *[c for c in sure if not is_difference(c, of) and c.cost < TOLD_OTHER][:1]]
    return [first, *[c for c in sure if is_pure(c, of) and c.cost < TOLD_TERMS][:1]]


def explain(told: Sequence[Candidate], d: Derivation, cases: str) -> tuple[str, str]:
    """Words for the confirmed readings of one formula, what it equals first; and the quantity that it is."""
    first = min(told, key=lambda c: is_difference(c, d.quantity.name))
    quantity = next((n for n in first.fit.names if n in QUANTITIES), d.quantity.name)
    reasons = [r for c in told if (r := _reason(c, d))]
    words = f"equals {_sum(first, d)}{_under(first, d)} {cases}"
    return words + (f": {'; '.join(dict.fromkeys(reasons))}" if reasons else ""), quantity


def _under(c: Candidate, d: Derivation) -> str:
    """The change, whose pieces are written for the linear path: elsewhere a and b stand for 1 - t and t."""
    says = c.change.says
    if not d.convention.linear and c.change.way is not RIGHT:
        says = re.sub(r"\bt\b", "b", says.replace("(1 - t)", "a"))
    return f", with {says}," if says else ""


def _sum(c: Candidate, d: Derivation) -> str:
    """2 times the velocity, plus t times mu_0."""
    return " + ".join(_times(k, *_scales(d)) + named(name) for name, k in c.fit.parts()).replace("+ -", "- ")


def _scales(d: Derivation) -> tuple[str, str]:
    return ("(1 - t)", "t") if d.convention.linear else ("a", "b")


def _times(k: Coefficient, a: str = "(1 - t)", b: str = "t") -> str:
    """The coefficient before what it multiplies; nothing for 1."""
    text = k.text(a, b)
    if text in ONES:
        return ONES[text]
    return f"({text}) times " if len(k.terms) > 1 else f"{text} times "


def named(name: str) -> str:
    """The denoiser E[x1 | x_t = x]."""
    if name in QUANTITIES:
        words = {"denoiser": " E[x1 | x_t]", "noise": " prediction E[x0 | x_t]"}.get(name, "")
        return f"the {name.replace('_', ' ')}{words}"
    if name in TRANSPOSED:
        return f"the transpose of {named(TRANSPOSED[name])}"
    return name


def _reason(c: Candidate, d: Derivation) -> str:
    names, coefficients = c.fit.names, c.fit.coefficients
    if is_difference(c, d.quantity.name):
        return "; ".join(_term(d, n, k) for n, k in zip(names, coefficients, strict=True) if n != d.quantity.name)
    if len(names) > 1:
        said = [HINTS[n][1] for n in names if n in HINTS and n != "blend" and HINTS[n][1]]
        return "; ".join(said or _other_terms(c, d))
    if names[0] in REASONS:
        return REASONS[names[0]]
    if names[0] != d.quantity.name and (hint := _instead_of(d, names[0])):
        return hint
    if TRANSPOSED.get(names[0]) == d.quantity.name:
        return "rows and columns are exchanged: jacobian[i, j] is du_i/dx_j"
    if names[0] == d.quantity.name and c.fit.coefficients[0].constant == 0 and not coefficients[0].is_one:
        return factor(coefficients[0], *_scales(d))[1]
    return ""


def _instead_of(d: Derivation, name: str) -> str:
    """Why another quantity stands in the place of this one."""
    of = d.quantity.name.split("[")[0]
    if name.split("[")[0] == of:
        return "another component is held"
    words = PAIRS.get((of, name)) or HINTS.get(name, ("", ""))[1]
    return words if d.convention.linear or ("x1 - x0" not in words and "(1 - t)" not in words) else ""


def _other_terms(c: Candidate, d: Derivation) -> list[str]:
    """Which of the quantity's terms are not there, and which stand in their place."""
    unseen = _COUPLED if d.law in ("mixture", "line") else (*_COUPLED, *_OF_SEVERAL)
    right = [n for n in DECOMPOSED.get(d.quantity.name, {}) if n not in unseen]
    missing, others = [n for n in right if n not in c.fit.names], [n for n in c.fit.names if n not in right]
    if c.change.key or not set(right) & set(c.fit.names) or len(missing) != 1:
        return []
    if not others:
        return [f"the term {missing[0]} is missing"]
    return [f"{others[0]} stands for {missing[0]}"] if len(others) == 1 else []


def _right(d: Derivation, name: str, t: np.ndarray) -> np.ndarray | None:
    """The term's coefficient in the right quantity on the linear path, at several t."""
    rule = DECOMPOSED.get(d.quantity.name, {}).get(name)
    return None if rule is None or not d.convention.linear else np.asarray(rule(1 - t, t, -1 + 0 * t, 1 + 0 * t) + 0 * t)


def _kind(d: Derivation, name: str, k: Coefficient) -> str:
    """What adding k times the term does to the quantity: missing, doubled, sign, or changed."""
    right = _right(d, name, THREE)
    if right is None or k.constant or not np.abs(right).max():
        return ""
    extra = _linear(k, THREE)
    return next((word for word, factor in CHANGED.items() if np.allclose(extra, factor * right, rtol=LIKE)), "changed")


def _linear(k: Coefficient, t: np.ndarray) -> Any:
    """The coefficient on the linear path, at several t."""
    return sum(float(q) * (1 - t) ** i * t**j for q, i, j in k.terms)


def _instead(d: Derivation, name: str, k: Coefficient) -> str:
    """What the term's coefficient is, and what it should be."""
    right = _right(d, name, SIX)
    assert right is not None
    found, wanted = (recognise(values, 1 - SIX, SIX, EQUAL) for values in (right + _linear(k, SIX), right))
    return f"{found.text()}, not {wanted.text()}" if found and wanted else f"off by {k.text()}"


def _term_key(d: Derivation, name: str, k: Coefficient) -> str:
    kind = _kind(d, name, k)
    hint = f"; {HINTS[name][0]}" if name in HINTS else ""
    return f"term {kind}: {name}" if kind else f"{k.text()} {name} added{hint}"


def _term(d: Derivation, name: str, k: Coefficient) -> str:
    """What is wrong with a term of the quantity, in a sentence."""
    kind = _kind(d, name, k)
    where = " in A_k" if name in IN_A else ""
    if kind in CHANGED:
        own = Coefficient(tuple((q / Fraction(CHANGED[kind]), i, j) for q, i, j in k.terms)).text()
        size = ONES.get(own, f"{own} ")
        return f"the term {size}{IN_A.get(name, name)} {HOW[kind]}{where}"
    if kind == "changed":
        return f"the coefficient of {IN_A.get(name, name)}{where} is {_instead(d, name, k)}"
    if name in HINTS and HINTS[name][1]:
        return HINTS[name][1]
    own = k.text(*_scales(d))
    return f"{'' if own == '1' else own + ' times '}{named(name)} does not belong there"
