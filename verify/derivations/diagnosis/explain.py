"""A confirmed candidate in words: what the formula equals, and which slip of the pen makes it so."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from verify.derivations.diagnosis.families import DECOMPOSED
from verify.derivations.diagnosis.features import TRANSPOSED
from verify.derivations.diagnosis.fit import Coefficient, recognise
from verify.derivations.diagnosis.hints import HINTS, IN_A, PAIRS
from verify.derivations.diagnosis.search import Candidate, is_difference, is_pure
from verify.derivations.diagnosis.steppers import REASONS
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation

STEPS = range(-12, 0)


def cause(c: Candidate, d: Derivation) -> str:
    """A short cause, for tables."""
    parts = [c.change.key] if c.change.key else []
    names, coefficients = c.fit.names, c.fit.coefficients
    if d.quantity.name in names and len(names) > 1:
        i = names.index(d.quantity.name)
        parts += [_term_key(d, n, k) for j, (n, k) in enumerate(zip(names, coefficients, strict=True)) if j != i]
        return "; ".join(parts + ([] if coefficients[i].is_one else [_factor_key(coefficients[i])]))
    if len(names) == 1:
        if names[0] != d.quantity.name:
            parts.append("transposed" if TRANSPOSED.get(names[0]) == d.quantity.name else f"{names[0]} for {d.quantity.name}")
            parts += [HINTS[names[0]][0]] if names[0] in HINTS else []
        if not coefficients[0].is_one:
            parts.append(_factor_key(coefficients[0]))
        return "; ".join(parts)
    return "; ".join([*parts, _sum(c, d), *(HINTS[n][0] for n in names if n in HINTS and not (n == "blend" and len(names) > 1))])


def told_by(sure: Sequence[Candidate], of: str) -> list[Candidate]:
    """The plainest reading, and beside it the terms that differ, or what else it is."""
    first = sure[0]
    pure = [c for c in sure if is_pure(c, of) and c.cost < 3.5]
    if is_pure(first, of):
        return [first, *[c for c in sure if not is_difference(c, of) and c.cost < 2.5][:1]]
    return [first, *pure[:1]]


def explain(told: Sequence[Candidate], d: Derivation, cases: str) -> tuple[str, str]:
    """Words for the confirmed readings of one formula, what it equals first; and the quantity that it is."""
    first = min(told, key=lambda c: is_difference(c, d.quantity.name))
    quantity = next((n for n in first.fit.names if n in QUANTITIES), d.quantity.name)
    reasons = [r for c in told if (r := _reason(c, d))]
    words = f"equals {_sum(first, d)}{_under(first)} {cases}"
    return words + (f": {'; '.join(dict.fromkeys(reasons))}" if reasons else ""), quantity


def _under(c: Candidate) -> str:
    return f", with {c.change.says}," if c.change.says else ""


def _sum(c: Candidate, d: Derivation) -> str:
    """2 times the velocity, plus t times mu_0."""
    a, b = ("(1 - t)", "t") if d.convention.linear else ("a", "b")
    parts = []
    for name, k in zip(c.fit.names, c.fit.coefficients, strict=True):
        text = k.text(a, b)
        size = "" if text == "1" else "-" if text == "-1" else f"({text}) times " if len(k.terms) > 1 else f"{text} times "
        parts.append(size + named(name))
    return " + ".join(parts).replace("+ -", "- ")


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
        return "; ".join(HINTS[n][1] for n in names if n in HINTS and n != "blend" and HINTS[n][1])
    if names[0] in REASONS:
        return REASONS[names[0]]
    if names[0] != d.quantity.name and (hint := PAIRS.get((d.quantity.name, names[0])) or HINTS.get(names[0], ("", ""))[1]):
        return hint
    if TRANSPOSED.get(names[0]) == d.quantity.name:
        return "rows and columns are exchanged: jacobian[i, j] is du_i/dx_j"
    if names[0] == d.quantity.name and c.fit.coefficients[0].constant == 0 and not coefficients[0].is_one:
        return _factor(coefficients[0])
    return ""


def _factor(k: Coefficient) -> str:
    (q, i, j), *rest = k.terms
    if rest or i or j:
        return f"the factor {k.text()} does not belong there"
    if q == -1:
        return "the sign is wrong"
    if _step(q):
        return f"the tangent was scaled by the step {float(abs(q)):.0e} and never divided by it"
    if abs(q - 1) < 1e-3:
        return f"a relative error of {float(q - 1):.3g}: a constant that is slightly off, or a fudge such as + 1e-8"
    return f"the factor {k.text()} does not belong there"


def _step(q: Any) -> bool:
    return any(abs(abs(float(q)) / 10.0**p - 1) < 1e-9 for p in STEPS if p < -1)


def _factor_key(k: Coefficient) -> str:
    (q, i, j), *rest = k.terms
    if not (rest or i or j or k.constant):
        if q == -1:
            return "sign"
        if _step(q):
            return f"missing division by the step; factor {float(q):.0e}"
        if abs(q - 1) < 1e-3:
            return f"off by a factor {k.text()}"
    return f"factor {k.text()}"


def _right(d: Derivation, name: str, t: np.ndarray) -> np.ndarray | None:
    """The term's coefficient in the right quantity on the linear path, at several t."""
    rule = DECOMPOSED.get(d.quantity.name, {}).get(name)
    return None if rule is None or d.convention.path != "linear" else np.asarray(rule(1 - t, t, -1 + 0 * t, 1 + 0 * t) + 0 * t)


def _kind(d: Derivation, name: str, k: Coefficient) -> str:
    """What adding k times the term does to the quantity: missing, doubled, sign, or changed."""
    t = np.array([0.2, 0.3, 0.7])
    right = _right(d, name, t)
    if right is None or k.constant:
        return ""
    extra = sum(float(q) * (1 - t) ** i * t**j for q, i, j in k.terms)
    if not np.abs(right).max():
        return ""
    for factor, word in ((-1, "missing"), (1, "doubled"), (-2, "sign"), (-0.5, "halved")):
        if np.allclose(extra, factor * right, rtol=1e-4):
            return word
    return "changed"


def _instead(d: Derivation, name: str, k: Coefficient) -> str:
    """What the term's coefficient is, and what it should be."""
    t = np.array([0.15, 0.2, 0.3, 0.55, 0.7, 0.8])
    right = _right(d, name, t)
    assert right is not None
    found = recognise(right + sum(float(q) * (1 - t) ** i * t**j for q, i, j in k.terms), 1 - t, t, 1e-9)
    wanted = recognise(right, 1 - t, t, 1e-9)
    return f"{found.text()}, not {wanted.text()}" if found and wanted else f"off by {k.text()}"


def _term_key(d: Derivation, name: str, k: Coefficient) -> str:
    kind = _kind(d, name, k)
    hint = f"; {HINTS[name][0]}" if name in HINTS else ""
    return f"term {kind}: {name}" if kind else f"{k.text()} {name} added{hint}"


def _term(d: Derivation, name: str, k: Coefficient) -> str:
    right = {"missing": -1, "doubled": 1, "sign": -2, "halved": -0.5}
    kind = _kind(d, name, k)
    if kind in right:
        own = Coefficient(tuple((q / _exact(right[kind]), i, j) for q, i, j in k.terms)).text()
        term = f"the term {'' if own == '1' else '-' if own == '-1' else own + ' '}{IN_A.get(name, name)}"
        how = {"missing": "is missing", "doubled": "is counted twice", "sign": "has the wrong sign", "halved": "is halved"}
        return f"{term} {how[kind]}" + (" in A_k" if name in IN_A else "")
    if kind == "changed":
        where = " in A_k" if name in IN_A else ""
        return f"the coefficient of {IN_A.get(name, name)}{where} is {_instead(d, name, k)}"
    if name in HINTS and HINTS[name][1]:
        return HINTS[name][1]
    own = k.text()
    return f"{'' if own == '1' else own + ' times '}{named(name)} does not belong there"


def _exact(v: float) -> Any:
    from fractions import Fraction

    return Fraction(v)
