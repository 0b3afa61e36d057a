"""A confirmed candidate in words: what the formula equals, and which slip of the pen makes it so."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from verify.derivations.diagnosis.candidate import Candidate, is_difference, is_pure
from verify.derivations.diagnosis.coefficients import Coefficient, recognise
from verify.derivations.diagnosis.ends import SIX, of_rates, path_at, values_at
from verify.derivations.diagnosis.factors import EQUAL, factor
from verify.derivations.diagnosis.families import DECOMPOSED
from verify.derivations.diagnosis.features import BETWEEN, ENDS1, SECOND, TRANSPOSED, XT, X
from verify.derivations.diagnosis.hints import HINTS, IN_A, PAIRS
from verify.derivations.diagnosis.letters import lettered, named, retold, scales, text_of, told
from verify.derivations.diagnosis.moments import SPREAD
from verify.derivations.diagnosis.steppers import REASONS
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation
from verify.regimes.laws import MIXED

LIKE = 1e-4  # of a coefficient that is a multiple of the right one; the multiples differ by a half
TOLD_TERMS, TOLD_OTHER = 3.5, 2.5  # costs (search.py) above which a second reading explains nothing to a reader
THREE = np.array([0.2, 0.3, 0.7])  # times that tell multiples of one function apart: none is special, no two add up to 1
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
    rates = [wrong for c in told if (wrong := of_rates(d, c.fit))]
    reasons = rates or [r for c in told if (r := _reason(c, d))]
    words = f"equals {_sum(first, d)}{_under(first, d)} {cases}"
    return lettered(words + (f": {'; '.join(dict.fromkeys(reasons))}" if reasons else ""), d), quantity


def _under(c: Candidate, d: Derivation) -> str:
    says = told(c.change, d.convention)
    return f", with {says}," if says else ""


def _sum(c: Candidate, d: Derivation) -> str:
    """2 times the velocity, plus t times mu_0."""
    return " + ".join(_times(d, name, k) + _named(d, name) for name, k in c.fit.parts()).replace("+ -", "- ")


def _named(d: Derivation, name: str) -> str:
    return retold(named(name), d.convention)


def _times(d: Derivation, name: str, k: Coefficient) -> str:
    """The coefficient before what it multiplies; nothing for 1."""
    text = text_of(d, name, k)
    if text in ONES:
        return ONES[text]
    return f"({text}) times " if len(k.terms) > 1 else f"{text} times "


def _reason(c: Candidate, d: Derivation) -> str:
    names, coefficients = c.fit.names, c.fit.coefficients
    if is_difference(c, d.quantity.name):
        return "; ".join(_term(d, n, k) for n, k in zip(names, coefficients, strict=True) if n != d.quantity.name)
    if len(names) > 1:
        said = [HINTS[n][1] for n in names if n in HINTS and n != "blend" and HINTS[n][1]]
        if any("unconditional" in n for n in names):  # beside something that is subtracted
            said = []
        return "; ".join(said or _other_terms(c, d))
    if names[0] in REASONS:
        return REASONS[names[0]]
    if names[0] != d.quantity.name and (hint := _instead_of(d, names[0])):
        return hint
    if TRANSPOSED.get(names[0]) == d.quantity.name:
        return "rows and columns are exchanged: jacobian[i, j] is du_i/dx_j"
    if names[0] == d.quantity.name and c.fit.coefficients[0].constant == 0 and not coefficients[0].is_one:
        return factor(coefficients[0], *scales(d.convention))[1]
    return ""


def _instead_of(d: Derivation, name: str) -> str:
    """Why another quantity stands in the place of this one."""
    of = d.quantity.name.split("[")[0]
    if name.split("[")[0] == of:
        return "another component is held"
    words = PAIRS.get((of, name)) or HINTS.get(name, ("", ""))[1]
    return retold(words, d.convention) if d.convention.linear or "x1 - x0" not in words else ""


def _other_terms(c: Candidate, d: Derivation) -> list[str]:
    """Which of the quantity's terms are not there, and which stand in their place."""
    unseen = _COUPLED if d.law in MIXED else (*_COUPLED, *_OF_SEVERAL)
    right = [n for n in DECOMPOSED.get(d.quantity.name, {}) if n not in unseen]
    missing, others = [n for n in right if n not in c.fit.names], [n for n in c.fit.names if n not in right]
    if c.change.key or not set(right) & set(c.fit.names) or len(missing) != 1:
        return []
    if not others:
        return [f"the term {missing[0]} is missing"]
    return [f"{others[0]} stands for {missing[0]}"] if len(others) == 1 else []


def _right(d: Derivation, name: str, t: np.ndarray) -> np.ndarray | None:
    """The term's coefficient in the right quantity, at several t."""
    rule = DECOMPOSED.get(d.quantity.name, {}).get(name)
    return None if rule is None else np.asarray(rule(*path_at(d, t)) + 0 * t)


def _kind(d: Derivation, name: str, k: Coefficient) -> str:
    """What adding k times the term does to the quantity: missing, doubled, sign, or changed."""
    right = _right(d, name, THREE)
    if right is None or k.constant or not np.abs(right).max():
        return ""
    extra = values_at(d, k, THREE)
    return next((word for word, factor in CHANGED.items() if np.allclose(extra, factor * right, rtol=LIKE)), "changed")


def _instead(d: Derivation, name: str, k: Coefficient) -> str:
    """What the term's coefficient is, and what it should be."""
    right = _right(d, name, SIX)
    assert right is not None
    a, b, *_ = path_at(d, SIX)
    found, wanted = (recognise(values, a, b, EQUAL) for values in (right + values_at(d, k, SIX), right))
    said = [text_of(d, name, c) if c else "" for c in (found, wanted, k)]
    return f"{said[0]}, not {said[1]}" if found and wanted else f"off by {said[2]}"


def _term_key(d: Derivation, name: str, k: Coefficient) -> str:
    kind = _kind(d, name, k)
    hint = f"; {HINTS[name][0]}" if name in HINTS else ""
    return f"term {kind}: {name}" if kind else f"{k.text()} {name} added{hint}"


def _term(d: Derivation, name: str, k: Coefficient) -> str:
    """What is wrong with a term of the quantity, in a sentence."""
    kind = _kind(d, name, k)
    where = " in A_k" if name in IN_A else ""
    if kind in CHANGED:
        own = text_of(d, name, k.times(1 / Fraction(CHANGED[kind])))
        size = ONES.get(own, f"{own} ")
        return f"the term {size}{IN_A.get(name, name)} {HOW[kind]}{where}"
    if kind == "changed":
        return f"the coefficient of {IN_A.get(name, name)}{where} is {_instead(d, name, k)}"
    if name in HINTS and HINTS[name][1]:
        return retold(HINTS[name][1], d.convention)
    own = text_of(d, name, k)
    own = f"({own})" if len(k.terms) > 1 else own
    return f"{'' if own == '1' else own + ' times '}{_named(d, name)} does not belong there"
