"""Order: `test.subject` grows or falls like a power of a distance h, and `formula` is its exponent.

In 80 digits, at distances h near 2^-40 and near 2^-60 from an end of time, t = h or 1 - h; with the option `reciprocal` t = 1/h,
for what tends to infinity. The observed order log2 |g(h)/g(h/2)| of each entry meets the exponent in both windows. Where the two
differ from one another by more than the bound, as for h log h, there is no exponent yet: UNDECIDED.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import AT_WINDOWS, DIGITS, ORDER_BOUND, WINDOWS
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar = arithmetic.digits(DIGITS)
    if not set(regime.times) <= {0, 1}:
        raise ValueError(f"regime {regime.name!r} has the times {list(map(str, regime.times))}: an order is taken at 0 or 1")
    worst, witness, settled, tested = 0.0, "", True, 0
    for case in cases(regime, ar):
        claimed = ar.floats(np.asarray(case.value(formula)))
        found = [_orders(test, case, ar, window) for window in WINDOWS]
        tested += found[0].size
        settled &= bool((abs(found[0] - found[1]) <= ORDER_BOUND).all())
        for window, order in zip(WINDOWS, found, strict=True):
            for i, gap in np.ndenumerate(order - claimed if order.size else order):
                if not (abs(gap) <= worst or np.isnan(worst)):
                    worst, stated = abs(float(gap)), f"order {order[i]:.4f}, not {order[i] - gap:.4f}"
                    witness = f"t -> {_end(test, case)}, entry {list(i)}, h = 2^-{window}: {stated}"
    scope = f"orders at {tested} entries, h = {AT_WINDOWS}, {DIGITS} digits"
    decided = bool(tested) and settled and not np.isnan(worst)
    outcome = Outcome.UNDECIDED if not decided else Outcome.HOLDS if worst <= ORDER_BOUND else Outcome.REFUTED
    return Finding(
        outcome,
        worst,
        ORDER_BOUND,
        "|order - exponent|",
        scope,
        "digits",
        "" if outcome is Outcome.HOLDS else witness,
        f"{DIGITS} digits",
    )


def _orders(test: Test, case: Any, ar: Any, window: int) -> Any:
    """log2 |g(h)/g(h/2)| at h = 2^-window; NaN where g vanishes."""
    values = []
    for w in (window, window + 1):
        h = ar.array(1) / 2**w
        t = 1 / h if test.options.get("reciprocal") else h if case.when == 0 else 1 - h
        values.append(np.asarray(abs(np.asarray(case.value(test.subject, t=ar.array(t)))), dtype=object))
    big, small = values
    flat = [float(ar.floats(ar.log(p / q))) if p != 0 and q != 0 else np.nan for p, q in zip(big.flat, small.flat, strict=True)]
    return np.reshape(np.array(flat, dtype=float), big.shape) / np.log(2)


def _end(test: Test, case: Any) -> str:
    return "infinity" if test.options.get("reciprocal") else str(case.when)
