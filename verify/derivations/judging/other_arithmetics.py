"""A formula that balls accept, tried in the other arithmetics: digits, float64, and torch where the user's file has imported it.

The verdict is on the mathematics and stands; what an arithmetic finds is a record of its own, and a note if it is not well.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from analytic import arithmetic
from verify.claim import Outcome, Regime
from verify.derivations import cases
from verify.derivations.judging.in_floats import in_floats
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.seen import Seen
from verify.derivations.statement import Derivation
from verify.evidence.worst import outcome_of

LAWS = 8  # generic ones: an arithmetic whose operation is wrong shows it on any of them
DIGITS = 60  # far from the precision of any float, so that one in the text is seen
WITHIN = 1e-45  # generic laws lose a few digits; a wrong constant, or a float in the text, is off by 1e-17 or more


@dataclass(frozen=True)
class OtherArithmetic:
    name: str
    outcome: Outcome
    measure: float
    unit: str
    words: str


def other_arithmetics(d: Derivation, seed: int) -> Iterator[OtherArithmetic]:
    """What each other arithmetic in which the formula runs finds on a few generic laws."""
    tries: dict[str, Callable[[Derivation, tuple[Regime, ...]], OtherArithmetic]] = {"digits": _digits}
    tries |= {"float64": _float64} if d.formula.floats else {}
    tries |= {"torch": _torch} if d.formula.floats and d.formula.torch else {}
    for name, attempt in tries.items():
        try:
            yield attempt(d, d.regimes or tuple(cases.fresh(d.law, d.needs, seed, LAWS)))
        except Exception as e:
            said = f"in {name} it raises {type(e).__name__}: {e}"
            yield OtherArithmetic(name, Outcome.UNDECIDED, float("nan"), "", said)


def _digits(d: Derivation, regimes: tuple[Regime, ...]) -> OtherArithmetic:
    ar, gaps = arithmetic.digits(DIGITS), []
    for r in regimes:
        law, t, x = r.law(ar), ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        known = at_every_point(d.quantity, np.asarray(d.reference(law, t, x)), len(x))
        gap = ar.floats(np.asarray(aligned(np.asarray(d.formula(law, t, x)), known) - known))
        gaps.append(float(np.max(np.abs(gap) / np.maximum(1, np.abs(ar.floats(known))))))
    worst = float(np.max(gaps, initial=0.0))  # NaN if one of them is
    return OtherArithmetic("digits", outcome_of(worst, WITHIN, bool(gaps)), worst, "relative", f"to {worst:.1g} in {DIGITS} digits")


def _float64(d: Derivation, regimes: tuple[Regime, ...], name: str = "float64") -> OtherArithmetic:
    seen = Seen()
    for r in regimes:
        seen.add(in_floats(d, r, r.times[0]))
    return _said(name, seen)


def _torch(d: Derivation, regimes: tuple[Regime, ...]) -> OtherArithmetic:
    return _float64(replace(d, formula=d.formula.in_torch()), regimes, "torch")


def _said(name: str, seen: Seen) -> OtherArithmetic:
    nan = float("nan")
    if seen.difference:
        said = f"in {name}: {seen.error or f'{seen.difference.found}, not {seen.difference.certified}'}"
        return OtherArithmetic(name, Outcome.REFUTED, nan, "ulps", said)
    if seen.error or not seen.agree:
        return OtherArithmetic(name, Outcome.UNDECIDED, nan, "ulps", f"in {name}: {seen.error or 'nothing to compare'}")
    most = max(u for u, *_ in seen.ulps)
    return OtherArithmetic(name, Outcome.HOLDS, most, "ulps", f"to {most:.2g} ulps in {name}")
