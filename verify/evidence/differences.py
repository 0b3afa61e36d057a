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
from verify.claim import PLACES, Case, Formula, Regime, Test, cases
from verify.evidence.kinds import DIFFERENCES_UNITS, DIGITS
from verify.evidence.rate import direction, rows, shifted
from verify.evidence.rounding import UNIT, radius, rounding_balls
from verify.evidence.worst import Seen, judge, worst
from verify.record import Finding

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
    claimed = directional(test, formula, f64)
    third, fifth = _truncation(test, fine)
    predicted = Prediction(third, fifth, _rounding(test, coarse))
    size = np.maximum(_largest(np.abs(claimed)), 1.0)
    seen: list[Seen] = []
    if not np.isfinite(claimed).all():
        seen.append((float("nan"), f"t = {f64.when}: the formula is not finite"))
    resolved = np.zeros(len(claimed), dtype=bool)
    for h in _steps(test, f64):
        use = (predicted.error(h) <= RESOLVED * size) & (predicted.next_term(h) <= predicted.error(h) / 2)
        units = _error(test, f64, h, claimed) / predicted.error(h)
        at = f"t = {f64.when}, point {{}}, h = {h:.2g}: {{:.3g}} predicted errors"
        seen += [(float(units[i]), at.format(i, units[i])) for i in np.flatnonzero(use)]
        resolved |= use
    return seen, resolved


def _steps(test: Test, case: Case) -> list[float]:
    """Those that stay within [0, 1] on both sides, where the derivative is one in t."""
    return [h for h in STEPS if test.options["along"] != "t" or h <= case.when <= 1 - h]


def _largest(errors: Any) -> Any:
    """Over the entries of each point."""
    return errors.reshape(len(errors), -1).max(-1)


def directional(test: Test, formula: Formula, case: Case) -> Any:
    """The claimed derivative along the direction, (n, ...)."""
    f = rows(case, case.value(formula))
    f = f if test.options["along"] == "t" else f @ case.ar.array(direction(case.x.shape[-1]))
    return np.broadcast_to(f, rows(case, case.value(test.subject)).shape)


def _error(test: Test, case: Case, h: float, claimed: Any) -> Any:
    return _largest(np.abs((shifted(test, case, h) - shifted(test, case, -h)) / (2 * h) - claimed))


def _truncation(test: Test, case: Case) -> list[Any]:
    """max_i |g_i^(3)| and max_i |g_i^(5)| along the direction, by differences in 80 digits."""
    h = case.ar.array(1) / 10**EXPONENT
    odd = [shifted(test, case, k * h) - shifted(test, case, -k * h) for k in (1, 2, 3)]
    third, fifth = (odd[1] - 2 * odd[0]) / (2 * h**3), (odd[2] - 4 * odd[1] + 5 * odd[0]) / (2 * h**5)
    return [_largest(np.abs(case.ar.floats(e))) for e in (third, fifth)]


def _rounding(test: Test, case: Case) -> Any:
    with case.ar.scope():
        return _largest(radius(rows(case, case.value(test.subject)), least=UNIT))
