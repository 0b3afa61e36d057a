"""Autodiff: torch's forward and reverse Jacobians of `test.subject`, and a JVP, against `formula`.

The error is in units of the radius that `formula` has in balls of 53 bits (see rounding.py); differentiation repeats each
operation of the subject a few times, hence a few units.
"""

from typing import Any

import numpy as np
import torch

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Function, Regime, Test, cases
from verify.evidence.kinds import AUTODIFF_UNITS
from verify.evidence.rate import direction
from verify.evidence.rounding import UNIT, radius, rounding_balls
from verify.evidence.worst import Seen, judge, worst
from verify.record import Finding
from verify.sharing import shared


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, coarse = arithmetic.torch(torch.float64), rounding_balls()
    with coarse.scope():
        looks = [_look(test, formula, *case) for case in zip(cases(regime, ar), cases(regime, coarse), strict=True)]
    entries = sum(predicted.size for _, predicted in looks)
    blurred = any(not np.isfinite(predicted).all() for _, predicted in looks)
    return judge(
        worst(s for seen, _ in looks for s in seen),
        AUTODIFF_UNITS,
        unit="predicted errors",
        scope=f"jacfwd, jacrev and jvp at {regime.size} {PLACES[regime.takes]}",
        arithmetic="torch",
        dtype="float64",
        decided=bool(entries) and not blurred,
    )


def _look(test: Test, formula: Formula, case: Case, ball: Case) -> tuple[list[Seen], Any]:
    """The largest error of each mode, in predicted ones; and what was predicted."""
    claimed = np.asarray(case.value(formula))
    predicted = radius(ball.value(formula), least=UNIT)
    seen = []
    for mode, found in _derivatives(test.subject, test.options["along"], case):
        z = direction(case.x.shape[-1]) if mode == "jvp" else None
        claim, unit = (claimed, predicted) if z is None else (claimed @ np.array(z, dtype=float), predicted @ np.abs(z))
        units = float(np.max(np.abs(found - claim) / unit, initial=0.0))
        seen.append((units, f"t = {case.when}, {mode}: {units:.3g} predicted errors"))
    return seen, predicted


@shared
def _derivatives(subject: Function, along: str, case: Case) -> list[tuple[str, Any]]:
    """What each mode of autodiff finds, all points together."""
    if along == "t":
        return [("jvp in t", np.asarray(_rate(subject, case)))]

    def point(x: Any) -> Any:
        return subject(case.law, case.t, x)

    z = torch.tensor(direction(case.x.shape[-1]), dtype=case.x.dtype)
    modes = (("jacfwd", torch.func.jacfwd), ("jacrev", torch.func.jacrev))
    found = [(mode, np.asarray(torch.func.vmap(jacobian(point))(case.x))) for mode, jacobian in modes]
    return [*found, ("jvp", np.asarray(torch.func.jvp(point, (case.x,), (z.expand_as(case.x),))[1]))]


def _rate(g: Function, case: Case) -> Any:
    """dg/dt, the points first where there are any."""

    def rate(*x: Any) -> Any:
        return torch.func.jvp(lambda t: g(case.law, t, *x), (case.t,), (torch.ones_like(case.t),))[1]

    return torch.func.vmap(rate)(case.x) if "x" in case.takes else rate()
