"""Step sweeps: the error of finite differences against the certified derivative, beside the error predicted for every step.

Measured: |quotient - J z| in float32 (torch) or float64 (NumPy), J z the formula in balls of 256 bits. Predicted: M h/2 or
M h^2/6 + rounding (verify.suites.common.numerics). A step resolves the derivative if the prediction is below RESOLVED of its size.
Beyond the powers of two, one row is the published choice: a forward difference in float32 with step 1e-6.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from analytic import arithmetic, mixture
from verify.claim import Formula, Outcome, Regime
from verify.drawing.tables import Row, groups
from verify.evidence.rate import direction
from verify.evidence.rounding import radius
from verify.evidence.worst import outcome_of
from verify.papers.causality_delta.instance import published
from verify.papers.causality_delta.recipe import STEP
from verify.regimes import ANISOTROPIC
from verify.suites.common import numerics

FACTOR = 2.0  # measured <= FACTOR * predicted at every step that resolves: M varies over the interval
FINEST = {"float32": 26, "float64": 40}  # steps 2^-k: beyond the best of both quotients, where rounding is the whole error
SCHEMES = {"forward": 1, "central": 2}  # name: order of truncation
STRAIGHT = 2.0**-6  # steps from which on the leading term of the truncation is most of it
CLEAN = 1e-3  # rounding, of the truncation: it turns the slope by less than a thousandth
SLOPE = 0.05  # the next term of the truncation bends the line: order p is met to within this


def subjects() -> list[Regime]:
    """The published instance at t = 1/2, and an anisotropic source at t = 1/2; one point each."""
    one, half = published(), Fraction(1, 2)
    return [
        Regime("published mixture, t = 1/2", one.about(2), one.law, (half,), (tuple(one.points[2][0]),)),
        Regime("anisotropic mixture, t = 1/2", ANISOTROPIC.about, ANISOTROPIC.law, (half,), ANISOTROPIC.points[:1]),
    ]


def rows(device: str = "cpu", formula: Formula = mixture.jacobian, field: Formula = mixture.drift) -> list[Row]:
    """A row for each subject, scheme, dtype and step; `formula` is the Jacobian held to be that of `field`."""
    table = []
    for subject in subjects():
        claimed, M2, M3 = _exact(subject, formula, field)
        for scheme in SCHEMES:
            for dtype in FINEST:
                where = device if dtype == "float32" else "cpu"
                M = M3 if scheme == "central" else M2
                table += _marked(list(_curve(subject, scheme, dtype, where, claimed, M, field)))
    return table


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is the error what is predicted at every step that resolves, the published not being one? UNDECIDED on NaN, or without any."""
    faults = [_fault(curve) for curve in _curves(table)]
    for r in published_choice(table):
        if r["resolvable"]:
            faults.append((Outcome.REFUTED, f"{r['subject']}: the published step {r['h']:.2g} resolves the derivative"))
    faults += [(Outcome.UNDECIDED, what) for what in _missing(table)]
    return next((fault for fault in faults if fault), (Outcome.HOLDS, ""))


def _fault(curve: list[Row]) -> tuple[Outcome, str] | None:
    """Not finite, nowhere resolved, or farther off than predicted where it is."""
    name, used = f"{curve[0]['subject']}, {curve[0]['scheme']}, {curve[0]['dtype']}", [r for r in curve if r["resolvable"]]
    if not all(math.isfinite(r[key]) for r in curve for key in ("error", "predicted")):
        return Outcome.UNDECIDED, f"{name}: not finite"
    if not used:
        return Outcome.UNDECIDED, f"{name}: no step resolves it"
    worst = max(used, key=lambda r: r["error"] / r["predicted"])
    if worst["error"] <= FACTOR * worst["predicted"]:
        return None
    return Outcome.REFUTED, f"{name}, h = {worst['h']:.2g}: error {worst['error']:.3g}, predicted {worst['predicted']:.2g}"


def _missing(table: list[Row]) -> Iterator[str]:
    """Curves, and the published step, that a subject lacks."""
    if not table:
        yield "no rows"
    for (subject,), mine in groups(table, "subject").items():
        curves = groups(mine, "scheme", "dtype")
        yield from (f"{subject}, {', '.join(key)}: no rows" for key in product(SCHEMES, FINEST) if key not in curves)
        if not published_choice(mine):
            yield f"{subject}: no published step"


def published_choice(table: list[Row]) -> list[Row]:
    """The rows of the published step and dtype: none of them resolvable."""
    return [r for r in table if r["published"]]


def slopes(table: list[Row]) -> list[Row]:
    """Measured orders of truncation: the slope of log error over log h where float64 rounding is below 1/1000 of truncation."""
    found = []
    for curve in _curves([r for r in table if r["dtype"] == "float64"]):
        used = [r for r in curve if r["h"] <= STRAIGHT and r["rounding"] <= CLEAN * r["truncation"] and r["error"] > 0]
        if len(used) < 2:
            order = math.nan
        else:
            order = float(np.polyfit([math.log2(r["h"]) for r in used], [math.log2(r["error"]) for r in used], 1)[0])
        expected = SCHEMES[curve[0]["scheme"]]
        far = abs(order - expected)
        outcome = outcome_of(far, SLOPE)
        cells = {"suite": "slopes", "subject": curve[0]["subject"], "scheme": curve[0]["scheme"], "dtype": "float64"}
        found.append({**cells, "order": order, "expected": expected, "bound": SLOPE, "steps": len(used), "outcome": outcome.value})
    return found


def _curves(table: list[Row]) -> list[list[Row]]:
    keys = dict.fromkeys((r["subject"], r["scheme"], r["dtype"]) for r in table)
    return [[r for r in table if (r["subject"], r["scheme"], r["dtype"]) == key] for key in keys]


def _exact(subject: Regime, formula: Formula, field: Formula) -> tuple[Any, Any, Any]:
    """J z, certified and then rounded once, and |d^2 f|, |d^3 f| along z, each (d,)."""
    ar, t, x = arithmetic.balls(numerics.FINE), subject.times[0], _points(subject)
    z = direction(len(x[0]))
    with ar.scope():
        law = subject.law(ar)
        J = formula(law, ar.array(t), ar.array(x))
        M2, M3 = (numerics.higher(field, law, t, x, z, p)[0] for p in (2, 3))
        return numerics.floats(ar, J @ ar.array(z))[0], M2, M3


def _curve(subject: Regime, scheme: str, dtype: str, device: str, claimed: Any, M: Any, field: Formula) -> Iterator[Row]:
    central, size = scheme == "central", float(np.abs(claimed).max())
    steps = [(Fraction(1, 2**k), False) for k in range(FINEST[dtype] + 1)]
    steps += [(STEP, True)] if (scheme, dtype) == ("forward", "float32") else []
    for h, as_published in steps:
        found, rounding = _measured(subject, dtype, device, h, central, field)
        cut = float(numerics.truncation(M, h, central).max())
        predicted = cut + rounding
        row: Row = {"suite": "sweep", "subject": subject.name, "scheme": scheme, "dtype": dtype, "device": device, "h": float(h)}
        row |= {"error": float(np.abs(found - claimed).max()), "truncation": cut, "rounding": rounding, "predicted": predicted}
        row |= {"size": size, "resolvable": bool(predicted <= numerics.RESOLVED * size), "optimal": False}
        yield {**row, "published": as_published, "fraction": numerics.RESOLVED, "factor": FACTOR, "repeat": "driftproof sweep"}


def _measured(subject: Regime, dtype: str, device: str, h: Fraction, central: bool, field: Formula) -> tuple[Any, float]:
    """The quotient at the point, and the radius that it has in balls of that precision."""
    t, x = subject.times[0], _points(subject)
    ar, balls = numerics.of_precision(dtype, device)
    z = direction(len(x[0]))
    found = numerics.floats(ar, numerics.quotient(field, subject.law(ar), t, x, z, h, central))[0]
    with balls.scope():
        return found, float(radius(numerics.quotient(field, subject.law(balls), t, x, z, h, central)).max())


def _marked(curve: list[Row]) -> list[Row]:
    """The step with the smallest predicted error, among the powers of two."""
    best = min((r for r in curve if not r["published"]), key=lambda r: r["predicted"])
    best["optimal"] = True
    return curve


def _points(subject: Regime) -> list[list[Any]]:
    return [list(p) for p in subject.points]
