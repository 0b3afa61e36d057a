"""Differences: central differences of `test.subject` in float64 over a sweep of steps, against `formula`.

Predicted error at step h: |g'''| h^2/6 (truncation, g''' from 80 digits) + rho/h (rounding; rho is the radius of g in balls
of 53 bits). Steps so long that the next term of the truncation, |g^(5)| h^4/120, exceeds half of that are not used, nor are
steps at which the prediction exceeds 1e-4 of the derivative: they resolve nothing. If no step is left, the derivative is
unresolvable at this dtype, and the outcome is UNDECIDED.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Function, Regime, Test, cases
from verify.evidence.kinds import DIFFERENCES_UNITS, DIGITS
from verify.evidence.rate import direction, rows, shifted
from verify.evidence.rounding import UNIT, radius, rounding_balls
from verify.evidence.worst import Seen, judge, worst
from verify.record import Finding
from verify.sharing import shared

# From where a smooth g is straight to where float64 leaves no digit: the best step, (3 u)^(1/3) or 2^-17, lies in the middle.
STEPS = tuple(2.0**-k for k in range(6, 40, 2))
# Of the derivative. Chosen: the best step of a g of size 1 errs by about u^(2/3), 2e-11; what errs by seven digits more is noise,
# and an error of a near miss that is larger is seen.
RESOLVED = 1e-4
EXPONENT = 9  # differences of step 10^-9 for derivatives 3 and 5: the next term is 1e-18 of them, rounding 10^(5 * 9 - 80)


@dataclass(frozen=True)
class Prediction:
    """Bounds of the third and fifth derivative along the direction, and of the rounding of g, at each point."""

    third: Any
    fifth: Any
    rounding: Any

    def error(self, h: float) -> Any:
        """Of the central difference of step h: truncation and rounding, a unit of float64 at least."""
        return (self.third * h**2 / 6 + self.rounding / h).clip(UNIT)

    def next_term(self, h: float) -> Any:
        return self.fifth * h**4 / 120


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    looks = [_look(test, formula, *case) for case in _cases(test, regime)]
    points = sum(len(resolved) for _, resolved in looks)
    unresolved = sum(int((~resolved).sum()) for _, resolved in looks)
    left = f"; {unresolved} unresolvable in float64" if unresolved else ""
    return judge(
        worst(s for seen, _ in looks for s in seen),
        DIFFERENCES_UNITS,
        unit="predicted errors",
        scope=f"central differences at {points} {PLACES[regime.takes]}, {len(STEPS)} steps{left}",
        arithmetic="float64",
        dtype="float64",
        decided=points > unresolved,
    )


def _cases(test: Test, regime: Regime) -> list[tuple[Case, Case, Case]]:
    """In floats, digits and rounding balls; without the ends of time for a derivative in t, which has no step to both sides."""
    each = zip(*(cases(regime, ar) for ar in (arithmetic.float64(), arithmetic.digits(DIGITS), rounding_balls())), strict=True)
    return [case for case in each if test.options["along"] != "t" or case[0].when not in (0, 1)]


def _look(test: Test, formula: Formula, f64: Case, fine: Case, coarse: Case) -> tuple[list[Seen], Any]:
    """Errors in predicted ones, at every step that resolves the derivative; and at which points some step does."""
    subject, along = test.subject, test.options["along"]
    claimed = directional(test, formula, f64)
    third, fifth = _truncation(subject, along, fine)
    predicted = Prediction(third, fifth, _rounding(subject, coarse))
    size = np.maximum(_largest(np.abs(claimed)), 1.0)
    seen: list[Seen] = []
    if not np.isfinite(claimed).all():
        seen.append((float("nan"), f"t = {f64.when}: the formula is not finite"))
    resolved = np.zeros(len(claimed), dtype=bool)
    for h, quotient in _quotients(subject, along, f64):
        use = (predicted.error(h) <= RESOLVED * size) & (predicted.next_term(h) <= predicted.error(h) / 2)
        units = _largest(np.abs(quotient - claimed)) / predicted.error(h)
        at = f"t = {f64.when}, point {{}}, h = {h:.2g}: {{:.3g}} predicted errors"
        seen += [(float(units[i]), at.format(i, units[i])) for i in np.flatnonzero(use)]
        resolved |= use
    return seen, resolved


@shared
def _quotients(subject: Function, along: str, case: Case) -> list[tuple[float, Any]]:
    """Steps that stay within [0, 1] on both sides, where the derivative is one in t, and the central difference of each."""
    steps = [h for h in STEPS if along != "t" or h <= case.when <= 1 - h]
    ends = [(h, *(shifted(subject, along, case, [s])[0] for s in (h, -h))) for h in steps]
    return [(h, (above - below) / (2 * h)) for h, above, below in ends]


def _largest(errors: Any) -> Any:
    """Over the entries of each point."""
    return errors.reshape(len(errors), -1).max(-1)


def directional(test: Test, formula: Formula, case: Case) -> Any:
    """The claimed derivative along the direction, (n, ...)."""
    f = rows(case, case.value(formula))
    f = f if test.options["along"] == "t" else f @ case.ar.array(direction(case.x.shape[-1]))
    return np.broadcast_to(f, rows(case, case.value(test.subject)).shape)


@shared
def _truncation(subject: Function, along: str, case: Case) -> list[Any]:
    """max_i |g_i^(3)| and max_i |g_i^(5)| along the direction, by differences in 80 digits."""
    h = case.ar.array(1) / 10**EXPONENT
    values = shifted(subject, along, case, [k * h for k in (1, -1, 2, -2, 3, -3)])
    odd = [above - below for above, below in zip(values[::2], values[1::2], strict=True)]
    third, fifth = (odd[1] - 2 * odd[0]) / (2 * h**3), (odd[2] - 4 * odd[1] + 5 * odd[0]) / (2 * h**5)
    return [_largest(np.abs(case.ar.floats(e))) for e in (third, fifth)]


@shared
def _rounding(subject: Function, case: Case) -> Any:
    with case.ar.scope():
        return _largest(radius(rows(case, case.value(subject)), least=UNIT))
