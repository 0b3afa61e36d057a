"""What the rows of the probes say together."""

import math
from itertools import product

from verify.claim import Outcome
from verify.drawing.tables import Row, groups
from verify.papers.causality_delta.recipe import STEP
from verify.suites.autodiff.table import EPS
from verify.suites.probes.kinds import CURVE, DIRECTIONS, TANGENTS, Kind
from verify.suites.probes.quotients import DTYPES, ORDER

FACTOR = 2.0  # measured <= FACTOR * predicted: the leading term and the mean noise are not the whole of either


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every step as far off as predicted, the published one noise, every judged row as expected?

    UNDECIDED on NaN, if no step in float64 resolves, or if a network lacks a curve, the published step or a tangent.
    """
    curves = groups([r for r in table if r["kind"] == Kind.SWEEP], *CURVE)
    if not curves:
        return Outcome.UNDECIDED, "no rows"
    faults = [_fault_of_curve(", ".join(key), curve, "float64" in key) for key, curve in curves.items()]
    faults += [_fault_of_row(r) for r in table]
    faults += [_missing(name, mine) for (name,), mine in groups(table, "model").items()]
    return next((fault for fault in faults if fault), (Outcome.HOLDS, ""))


def _fault_of_curve(name: str, curve: list[Row], fine: bool) -> tuple[Outcome, str] | None:
    """Not finite, nowhere resolved though in float64, or farther off than predicted."""
    if not all(math.isfinite(r[key]) for r in curve for key in ("error", "predicted")):
        return Outcome.UNDECIDED, f"{name}: not finite"
    if fine and not any(r["resolvable"] for r in curve):
        return Outcome.UNDECIDED, f"{name}: no step resolves it"
    worst = max(curve, key=lambda r: r["error"] / r["predicted"])
    if worst["error"] <= FACTOR * worst["predicted"]:
        return None
    return Outcome.REFUTED, f"{name}, h = {worst['h']:.2g}: error {worst['error']:.3g}, predicted {worst['predicted']:.3g}"


def _fault_of_row(r: Row) -> tuple[Outcome, str] | None:
    """A published step that resolves the derivative, or another outcome than expected."""
    if _is_published(r) and r["resolvable"]:
        return Outcome.REFUTED, f"{r['model']}: the published step {r['h']:.2g} resolves the derivative"
    if "expected" not in r or r["outcome"] == r["expected"]:
        return None
    outcome = Outcome.UNDECIDED if r["outcome"] == Outcome.UNDECIDED else Outcome.REFUTED
    return outcome, f"{r['model']}, {r['kind']}: {r['value']:.3g}"


def _missing(name: str, mine: list[Row]) -> tuple[Outcome, str] | None:
    """The first curve or tangent without rows of one network, or its published step."""
    curves, tangents = groups(mine, *CURVE[1:]), {(r["kind"], r["eps"]) for r in mine if "expected" in r and "eps" in r}
    lost = [", ".join(key) for key in product(DIRECTIONS, ORDER, DTYPES) if key not in curves]
    lost += [f"{kind}, eps = {eps:.2g}" for kind, eps in product(sorted(TANGENTS), map(float, EPS)) if (kind, eps) not in tangents]
    if not any(map(_is_published, mine)):
        lost.append("the published step")
    return (Outcome.UNDECIDED, f"{name}, {lost[0]}: no rows") if lost else None


def _is_published(r: Row) -> bool:
    return bool(r.get("published")) and r["h"] == float(STEP)
