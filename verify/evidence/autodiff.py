"""Autodiff: torch's forward and reverse Jacobians of `test.subject`, and a JVP, against `formula`.

The error is in units of the radius that `formula` has in balls of 53 bits (see float64.py); differentiation repeats each
operation of the subject a few times, hence a few units.
"""

from typing import Any

import numpy as np
import torch

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Outcome, Regime, Test, cases
from verify.evidence.float64 import radius, rounding
from verify.evidence.kinds import AUTODIFF_UNITS
from verify.evidence.rate import direction
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, coarse = arithmetic.torch(torch.float64), rounding()
    worst, witness, blurred, entries = 0.0, "", 0, 0
    with coarse.scope():
        for case, ball in zip(cases(regime, ar), cases(regime, coarse), strict=True):
            claimed = np.asarray(case.value(formula))
            predicted = radius(ball.value(formula))
            entries += predicted.size
            blurred += int((~np.isfinite(predicted)).sum())
            for mode, found, claim, unit in derivatives(test, case, claimed, predicted):
                units = float(np.max(np.abs(found - claim) / unit, initial=0.0))
                if not (units <= worst or np.isnan(worst)):
                    worst, witness = units, f"t = {case.when}, {mode}: {units:.3g} predicted errors"
    scope = f"jacfwd, jacrev and jvp at {regime.size} {PLACES[regime.takes]}"
    outcome = (
        Outcome.UNDECIDED
        if blurred or not entries or np.isnan(worst)
        else Outcome.HOLDS
        if worst <= AUTODIFF_UNITS
        else Outcome.REFUTED
    )
    return Finding(
        outcome, worst, AUTODIFF_UNITS, "predicted errors", scope, "torch", "" if outcome is Outcome.HOLDS else witness, "float64"
    )


def derivatives(test: Test, case: Case, claimed: Any, predicted: Any) -> list[tuple[str, Any, Any, Any]]:
    """(mode, what autodiff finds, what is claimed, its predicted error) for each mode, all points together."""
    g, law = test.subject, case.law
    if test.options["along"] == "t":
        one = torch.ones_like(case.t)
        rate: Any = lambda *x: torch.func.jvp(lambda s: g(law, s, *x), (case.t,), (one,))[1]  # noqa: E731
        found = torch.func.vmap(rate)(case.x) if "x" in case.takes else rate()
        return [("jvp in t", np.asarray(found), claimed, predicted)]
    point = lambda x: g(law, case.t, x)  # noqa: E731
    z = torch.tensor(direction(case.x.shape[-1]), dtype=case.x.dtype)
    return [
        ("jacfwd", np.asarray(torch.func.vmap(torch.func.jacfwd(point))(case.x)), claimed, predicted),
        ("jacrev", np.asarray(torch.func.vmap(torch.func.jacrev(point))(case.x)), claimed, predicted),
        (
            "jvp",
            np.asarray(torch.func.jvp(point, (case.x,), (z.expand_as(case.x),))[1]),
            claimed @ z.numpy(),
            predicted @ z.abs().numpy(),
        ),
    ]
