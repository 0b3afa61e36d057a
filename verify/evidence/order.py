"""Order: `test.subject` grows or falls like a power of a distance h, and `formula` is its exponent.

In 80 digits, at distances h near 2^-40 and near 2^-60 from an end of time, t = h or 1 - h; with the option `reciprocal` t = 1/h,
for what tends to infinity. The observed order log2 |g(h)/g(h/2)| of each entry meets the exponent in both windows; with the option
`at_least` it does not fall short of it: |g| <= C h^exponent for some constant C, whichever. Where the two windows differ by more
than the bound, as for h log h, there is no exponent yet: UNDECIDED.

A family of laws is looked at along its parameter: `subject(law, h, x)` makes the member of h, and `called` is what to call it.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Case, Formula, Regime, Test, cases
from verify.evidence.kinds import AT_WINDOWS, DIGITS, ORDER_BOUND, WINDOWS
from verify.evidence.worst import Seen, exponent, judge, like, worst
from verify.record import Finding
from verify.sharing import shared


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    if not set(regime.times) <= {0, 1}:
        raise ValueError(f"regime {regime.name!r} has the times {list(map(str, regime.times))}: an order is taken at 0 or 1")
    looks = [_look(test, formula, case) for case in cases(regime, arithmetic.digits(DIGITS))]
    tested = sum(first.size for _, (first, _) in looks)
    settled = all((abs(first - second) <= ORDER_BOUND).all() for _, (first, second) in looks)
    return judge(
        worst(s for seen, _ in looks for s in seen),
        ORDER_BOUND,
        unit="exponent - order" if test.options.get("at_least") else "|order - exponent|",
        scope=f"orders at {tested} entries, h = {AT_WINDOWS}, {DIGITS} digits",
        arithmetic="digits",
        dtype=f"{DIGITS} digits",
        decided=bool(tested) and settled,
    )


def _look(test: Test, formula: Formula, case: Case) -> tuple[list[Seen], list[Any]]:
    """How far each entry's order is from its exponent, in both windows; and the orders."""
    claimed = case.ar.floats(np.asarray(case.value(formula)))
    found = [_orders(test, case, window) for window in WINDOWS]
    least = test.options.get("at_least", False)
    seen: list[Seen] = []
    for window, order in zip(WINDOWS, found, strict=True):
        wanted = np.broadcast_to(claimed, order.shape) if order.size else order
        for i, short in np.ndenumerate(wanted - order):
            at = f"{test.options.get('called', 't')} -> {_end(test, case)}, entry {list(i)}, h = 2^-{window}"
            said = f"{at}: it {like(order[i])}; claimed {exponent(float(wanted[i]))}{' or faster' if least else ''}"
            seen.append((float(np.maximum(short, 0) if least else abs(short)), said))
    return seen, found


@shared
def _orders(test: Test, case: Case, window: int) -> Any:
    """log2 |g(h)/g(h/2)| at h = 2^-window; NaN where g vanishes."""
    ar = case.ar
    big, small = (_sizes(test, case, w) for w in (window, window + 1))
    flat = [float(ar.floats(ar.log(p / q))) if p != 0 and q != 0 else np.nan for p, q in zip(big.flat, small.flat, strict=True)]
    return np.reshape(np.array(flat, dtype=float), big.shape) / np.log(2)


def _sizes(test: Test, case: Case, window: int) -> Any:
    """|g| at h = 2^-window from the end of time, or at 1/h."""
    t = _time(test, case, case.ar.array(1) / 2**window)
    return np.asarray(abs(np.asarray(case.value(test.subject, t=case.ar.array(t)))), dtype=object)


def _time(test: Test, case: Case, h: Any) -> Any:
    if test.options.get("reciprocal"):
        return 1 / h
    return h if case.when == 0 else 1 - h


def _end(test: Test, case: Case) -> str:
    return "infinity" if test.options.get("reciprocal") else str(case.when)
