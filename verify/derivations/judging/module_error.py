"""A trained module against the closed form: its mean squared error, with an interval.

    E |v(x_t, t) - u(t, x_t)|^2,  t uniform on [0, 1], x_t drawn from the law;  divided by d, so that it is an error per coordinate

AGREES if the upper end of the 99.9 % interval is below the tolerance, REFUTED if the lower end is above it, else UNDECIDED.
A tolerance above SMALL times the same mean of |u|^2 lets nothing agree: a field that is wrong by a tenth would.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.stats import t as student

from analytic import arithmetic
from verify.claim import Outcome
from verify.derivations.answer import Answer, answer_of, record_of, undecided
from verify.derivations.judging.approximation import SMALL
from verify.derivations.statement import Derivation
from verify.routes.draws import sample

LEVEL = 1e-3  # of the interval: a right module is REFUTED, or a wrong one AGREES, once in two thousand
TIMES, DRAWS = 64, 512  # seconds; a slice of [0, 1] for each time, independent of the others: the interval is of TIMES means
GRID = 1024  # times are multiples of 1/(GRID TIMES), which floats hold exactly


DRAWN = f"{TIMES} times x {DRAWS} points"


@dataclass(frozen=True)
class Error:
    """The mean squared error per coordinate, and its interval."""

    mean: float
    low: float
    high: float
    d: int
    square: float  # the mean square of the quantity per coordinate, at the same draws
    finite: bool = True  # are the module's own values?

    def outcome(self, tolerance: float) -> Outcome:
        if self.high < tolerance:
            return Outcome.HOLDS if tolerance <= SMALL * self.square else Outcome.UNDECIDED
        return Outcome.REFUTED if self.low > tolerance else Outcome.UNDECIDED

    def open(self, tolerance: float) -> str:
        """Why neither is decided."""
        if self.high >= tolerance:
            return "the interval holds the tolerance: draw more, or state another"
        size = f"a hundredth of the mean square {self.square:.3g} of the quantity itself"
        return f"the tolerance {tolerance:.3g} is more than {size}: state at most {SMALL * self.square:.2g}"

    def words(self, tolerance: float) -> str:
        interval = f"{100 * (1 - LEVEL):g} % interval [{self.low:.3g}, {self.high:.3g}], tolerance {tolerance:.3g}"
        return f"mean squared error per coordinate {self.mean:.3g}, {interval}; {DRAWN} of p_t, d = {self.d}"


def judge_module(d: Derivation, seed: int) -> Answer:
    """The mean squared error with its interval, against the tolerance."""
    try:
        error = error_of(d, seed)
    except Exception as e:
        return undecided(d, f"raises {type(e).__name__}: {e}", seed)
    known: dict[str, Any] = {"evidence": "network", "arithmetic": "torch", "regime": "the given law"}
    if not error.finite:
        why = "returns NaN or infinity at a finite input"
        return answer_of(
            d,
            (record_of(d, seed, **known, outcome="REFUTED", scope=DRAWN, witness=why, measure=np.inf, bound=d.formula.tolerance),),
            seed,
            DRAWN,
            why,
        )
    if not np.isfinite(error.high):
        return undecided(d, "the closed form, or the square of the error, is beyond float64 here", seed)
    outcome, scope = error.outcome(d.formula.tolerance), error.words(d.formula.tolerance)
    why = error.open(d.formula.tolerance) if outcome is Outcome.UNDECIDED else ""
    record = record_of(
        d,
        seed,
        **known,
        outcome=outcome.value,
        scope=scope,
        measure=error.mean,
        bound=d.formula.tolerance,
        unit="mean squared error",
    )
    return answer_of(d, (record,), seed, scope, why)


def error_of(d: Derivation, seed: int) -> Error:
    """The error at TIMES times, one drawn in each slice of [0, 1], at DRAWS points of the law each."""
    random, ar = np.random.default_rng(seed), arithmetic.float64()
    theirs = d.convention.theirs(d.regimes[0].law(ar))
    means, squares, finite = [], [], True
    for i in range(TIMES):
        t = Fraction(int(1 + random.integers(0, GRID - 2)) + GRID * i, GRID * TIMES)
        x = sample(theirs, np.asarray(float(d.convention.time.at(t))), DRAWS, random).xt
        found, known = np.asarray(d.formula(theirs, float(t), x)), np.asarray(d.reference(theirs, float(t), x))
        finite = finite and bool(np.isfinite(found).all())
        with np.errstate(over="ignore", invalid="ignore"):  # the caller tells
            means.append(float(np.mean((found - known) ** 2)))
            squares.append(float(np.mean(known**2)))
    with np.errstate(invalid="ignore"):  # of infinite means, which the caller tells
        mean = float(np.mean(means))
        half = float(student.isf(LEVEL / 2, TIMES - 1) * np.std(means, ddof=1) / np.sqrt(TIMES))
    return Error(mean, max(mean - half, 0.0), mean + half, len(theirs.m0), float(np.mean(squares)), finite)
