"""Derivatives of trained flows: forward mode, difference quotients at every step, and the formula where the law has one.

    g(x0) = x(1) by RK4,   J z by forward mode,   forward (g(x0 + h z) - g(x0))/h,   central (g(x0 + h z) - g(x0 - h z))/(2h)

Errors are root mean squares over points and outputs, against J z in float64. Predicted for every step: truncation + rounding.
Truncation: sum_j |D(h/2^j) - D(h/2^(j+1))| in float64, D the quotient; where a term sinks into the noise, 2^-p of the one before
it, p the order of D. So kinks (max-pooling), where no order holds, are foreseen too. Rounding: sqrt(2) e/h or e/(sqrt(2) h), e the
noise of g in that dtype, from fourth differences at steps where g is straight (More, Wild 2011). A step resolves J z if the
prediction is below RESOLVED of it. Then the choice as published (Appendix C): float32, unit directions, and an automatic derivative
of the tangent eps u that is not divided by eps.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian
from learned import flow, model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.rounding import UNIT
from verify.papers.causality_delta.recipe import STEP
from verify.suites.autodiff.table import EPS
from verify.suites.common.intervals import at_most
from verify.suites.common.numerics import rms
from verify.suites.probes.kinds import CURVE, Kind
from verify.suites.probes.quotients import DTYPES, Ends, sweeps
from verify.suites.suite import repeat

FACTOR = 2.0  # measured <= FACTOR * predicted: the leading term and the mean noise are not the whole of either
ROUNDINGS = 4.0  # of forward mode in float32: as far apart as this many of its errors, root mean square, and no farther
BATCH = 1024  # numbers of x that go through a network together, at least one point


@dataclass(frozen=True)
class Subject:
    model: str
    points: int
    steps: int  # of RK4
    finest: tuple[int, int]  # smallest step 2^-k in float32, float64


SUBJECTS = (
    Subject("gauss-1d-standard", 64, 10, (22, 36)),
    Subject("gauss-1d", 64, 10, (22, 36)),
    Subject("gauss-2d", 64, 10, (22, 36)),
    Subject("mixture-2d", 64, 10, (22, 36)),
    Subject("mnist-fives", 1, 2, (18, 24)),
)


def rows(seed: int = 0, subjects: tuple[Subject, ...] = SUBJECTS) -> list[Row]:
    """Of each network: sweeps along Gaussian and unit directions, the published choice, and forward mode against the formula."""
    return [{k: _short(v) for k, v in row.items()} for i, s in enumerate(subjects) for row in _rows(s, [seed, i])]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every step as far off as predicted, the published one noise, every judged row as expected?

    UNDECIDED on NaN, or if no step in float64 resolves.
    """
    curves = groups([r for r in table if r["kind"] == Kind.SWEEP])
    for key, curve in curves.items():
        finite = all(math.isfinite(r["error"]) for r in curve)
        if not finite or ("float64" in key and not any(r["resolvable"] for r in curve)):
            return Outcome.UNDECIDED, f"{', '.join(key)}: {'no step resolves it' if finite else 'not finite'}"
        worst = max(curve, key=lambda r: r["error"] / r["predicted"])
        if worst["error"] > FACTOR * worst["predicted"]:
            said = f"error {worst['error']:.3g}, predicted {worst['predicted']:.3g}"
            return Outcome.REFUTED, f"{', '.join(key)}, h = {worst['h']:.2g}: {said}"
    for r in table:
        if r.get("published") and r["h"] == float(STEP) and r["resolvable"]:
            return Outcome.REFUTED, f"{r['model']}: the published step {r['h']:.2g} resolves the derivative"
        if "expected" in r and r["outcome"] != r["expected"]:
            undecided = r["outcome"] == Outcome.UNDECIDED
            return Outcome.UNDECIDED if undecided else Outcome.REFUTED, f"{r['model']}, {r['kind']}: {r['value']:.3g}"
    return (Outcome.HOLDS, "") if curves else (Outcome.UNDECIDED, "no rows")


def groups(sweeps: list[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Rows by network, directions, quotient and dtype."""
    out: dict[tuple[str, ...], list[Row]] = {}
    for r in sweeps:
        out.setdefault(tuple(r[key] for key in CURVE), []).append(r)
    return out


def _short(value: Any) -> Any:
    """Three digits: what is left of rounding errors on another machine is fewer."""
    return float(f"{value:.3g}") if isinstance(value, float) else value


def _rows(s: Subject, seed: list[int]) -> Iterator[Row]:
    trained = {d: model.load(s.model, dtype=getattr(torch, d)) for d in DTYPES}
    shape, random = trained["float64"].card["shape"], np.random.default_rng(seed)
    x0, z = random.standard_normal((2, s.points, *shape))
    unit = z / np.sqrt((z.reshape(s.points, -1) ** 2).sum(1)).reshape(-1, *[1] * len(shape))
    base: Row = {
        "suite": "probes",
        "model": s.model,
        "seed": seed[0],
        "device": "cpu",
        "n": s.points,
        "repeat": repeat("probes"),
    }

    def ends(dtype: str, z: Any, at: list[float]) -> Any:
        """The step times the direction, and its sum with x0, in that dtype."""
        kind, field = getattr(torch, dtype), trained[dtype].velocity
        x, d = (torch.as_tensor(a, dtype=kind) for a in (x0, z))
        both = torch.cat([x + h * d for h in at])
        parts = torch.split(both, max(1, BATCH // x0[0].size))
        y = torch.cat([flow.integrate(field, part, steps=s.steps, method="rk4") for part in parts])
        return y.double().numpy().reshape(len(at), s.points, -1)

    def pushed(dtype: str, z: Any) -> Any:
        x, d = (torch.as_tensor(a, dtype=getattr(torch, dtype)) for a in (x0, z))
        return (
            flow.push(trained[dtype].velocity, x, d[None], steps=s.steps, method="rk4")[1][0].double().numpy().reshape(s.points, -1)
        )

    for name, d in (("Gaussian", z), ("unit", unit)):
        Jz = pushed("float64", d)
        yield from sweeps(base | {"directions": name}, s.finest, ends, d, Jz)
    Ju = {dtype: pushed(dtype, unit) for dtype in DTYPES}
    yield from _slip(base, lambda eps: pushed("float32", eps * unit), Ju)
    if x0[0].size > 1:
        yield from _transposed(base, trained["float64"], s, x0, unit, ends)
    yield from _formula(base, s, trained["float64"], x0, unit, Ju["float64"])


def _slip(base: Row, pushed: Callable[[float], Any], Ju: dict[str, Any]) -> Iterator[Row]:
    """J(eps u) = eps J u: pushed and not divided by eps it is off by all of J u; divided, by the rounding of forward mode."""
    error, size = rms(Ju["float32"] - Ju["float64"]), rms(Ju["float64"])
    yield base | {"kind": Kind.FLOAT32.value, "dtype": "float32", "value": error, "size": size}
    for eps in map(float, EPS):
        found = pushed(eps)
        row = base | {"dtype": "float32", "eps": eps, "ratio": rms(found) / size, "size": size}
        wrong = rms(found - Ju["float64"])
        yield at_most(row | {"kind": Kind.UNDIVIDED.value}, wrong, ROUNDINGS * error, Outcome.REFUTED)
        yield at_most(row | {"kind": Kind.DIVIDED.value}, rms(found / eps - Ju["float64"]), ROUNDINGS * error)


def _transposed(base: Row, trained: Any, s: Subject, x0: Any, z: Any, ends: Ends) -> Iterator[Row]:
    """A near miss: J^T z, by reverse mode, is not what the quotient tends to."""
    x, w = torch.as_tensor(x0), torch.as_tensor(z)
    turned = flow.pull(trained.velocity, x, w[None], steps=s.steps, method="rk4")[1][0].numpy().reshape(s.points, -1)
    h = 2.0**-12
    up, down, up2, down2 = ends("float64", z, [h, -h, h / 2, -h / 2])
    quotient, halved = (up - down) / (2 * h), (up2 - down2) / h
    bound = FACTOR * rms(quotient - halved) * 4 / 3
    row = base | {"kind": Kind.TRANSPOSE.value, "dtype": "float64", "h": h, "size": rms(quotient)}
    yield at_most(row, rms(quotient - turned), bound, Outcome.REFUTED)


def _formula(base: Row, s: Subject, trained: Any, x0: Any, z: Any, Jz: Any) -> Iterator[Row]:
    """Where the law is a Gaussian: J* z, closed. Forward mode through its field is that, to the solver's error."""
    if trained.preset.data["kind"] != "gaussian":
        return
    law = trained.data_law()
    exact = z @ np.asarray(gaussian.flow_matrix(law.law(arithmetic.float64()), 1)).T
    field, x, d = flow.field_of(law.law(arithmetic.torch())), torch.as_tensor(x0), torch.as_tensor(z)[None]
    once, twice = (flow.push(field, x, d, steps=n, method="rk4")[1][0].numpy() for n in (s.steps, 2 * s.steps))
    row = base | {"dtype": "float64", "size": rms(exact)}
    bound = FACTOR * rms(once - twice) * 16 / 15 + 100 * UNIT * rms(exact)
    yield at_most(row | {"kind": Kind.FIELD.value}, rms(once - exact), bound)
    yield row | {"kind": Kind.NETWORK.value, "value": rms(Jz - exact)}
