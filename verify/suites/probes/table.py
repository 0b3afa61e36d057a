"""Derivatives of trained flows: forward mode, difference quotients at every step, and the formula where the law has one.

    g(x0) = x(1) by RK4,   J z by forward mode,   forward (g(x0 + h z) - g(x0))/h,   central (g(x0 + h z) - g(x0 - h z))/(2h)

Errors are root mean squares over points and outputs, against J z in float64. Predicted for every step: truncation + rounding.
Truncation: sum_j |D(h/2^j) - D(h/2^(j+1))| in float64, D the quotient; where a term sinks into the noise, 2^-p of the one before
it, p the order of D. So kinks (max-pooling), where no order holds, are foreseen too. Rounding: sqrt(2) e/h or e/(sqrt(2) h), e the
noise of g in that dtype, from fourth differences at steps where g is straight (More, Wild 2011). A step resolves J z if the
prediction is below RESOLVED of it. Then the choice as published (Appendix C): float32, unit directions, and an automatic derivative
of the tangent eps u that is not divided by eps.
"""

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
from verify.suites.autodiff.table import EPS
from verify.suites.common.intervals import at_most
from verify.suites.common.numerics import rms
from verify.suites.probes.judging import FACTOR
from verify.suites.probes.kinds import DIRECTIONS, Kind
from verify.suites.probes.quotients import DTYPES, sweeps
from verify.suites.suite import repeat

ROUNDINGS = 4.0  # of forward mode in float32: as far apart as this many of its errors, root mean square, and no farther
H = 2.0**-12  # a central quotient is straight there to 2^-24 or so, and its noise, 2^-53/h, far below
ROUNDED = 100  # units: ten steps of RK4 add some forty sums, each of a few roundings
BATCH = 1024  # numbers of x that go through a network together, at least one point


@dataclass(frozen=True)
class Subject:
    model: str
    points: int
    steps: int  # of RK4
    finest: tuple[int, int]  # smallest step 2^-k in float32, float64: next to x0 itself, where no digit is left; earlier if dear


# Points and steps that take seconds; of MNIST, whose network takes a thousand times as long, fewer of both.
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


def _short(value: Any) -> Any:
    """Three digits: what is left of rounding errors on another machine is fewer."""
    return float(f"{value:.3g}") if isinstance(value, float) else value


@dataclass(frozen=True)
class Flow:
    """A trained flow in both precisions, and source points x0 of it."""

    subject: Subject
    trained: dict[str, Any]
    x0: Any

    @classmethod
    def loaded(cls, s: Subject, random: np.random.Generator) -> "tuple[Flow, Any]":
        """The flow, and a Gaussian direction at each source point."""
        trained = {d: model.load(s.model, dtype=getattr(torch, d)) for d in DTYPES}
        x0, z = random.standard_normal((2, s.points, *trained["float64"].card["shape"]))
        return cls(s, trained, x0), z

    @property
    def outputs(self) -> int:
        return int(self.x0[0].size)

    def ends(self, dtype: str, z: Any, at: list[float]) -> Any:
        """g(x0 + h z) for each h, the product and the sum in that dtype."""
        x, d = self._of(dtype, self.x0), self._of(dtype, z)
        parts = torch.split(torch.cat([x + h * d for h in at]), max(1, BATCH // self.outputs))
        velocity, steps = self.trained[dtype].velocity, self.subject.steps
        y = torch.cat([flow.integrate(velocity, part, steps=steps, method="rk4") for part in parts])
        return y.double().numpy().reshape(len(at), self.subject.points, -1)

    def pushed(self, dtype: str, z: Any) -> Any:
        """J z by forward mode in that dtype."""
        x, d = self._of(dtype, self.x0), self._of(dtype, z)
        Jz = flow.push(self.trained[dtype].velocity, x, d[None], steps=self.subject.steps, method="rk4")[1][0]
        return Jz.double().numpy().reshape(self.subject.points, -1)

    def _of(self, dtype: str, a: Any) -> Any:
        return torch.as_tensor(a, dtype=getattr(torch, dtype))


def _rows(s: Subject, seed: list[int]) -> Iterator[Row]:
    g, z = Flow.loaded(s, np.random.default_rng(seed))
    unit = z / np.sqrt((z.reshape(s.points, -1) ** 2).sum(1)).reshape(-1, *[1] * (z.ndim - 1))
    base: Row = {"suite": "probes", "model": s.model, "seed": seed[0], "device": "cpu", "n": s.points}
    base["repeat"] = repeat("probes")
    for name, d in zip(DIRECTIONS, (z, unit), strict=True):
        yield from sweeps(base | {"directions": name}, s.finest, g.ends, d, g.pushed("float64", d))
    Ju = {dtype: g.pushed(dtype, unit) for dtype in DTYPES}
    yield from _slip(base, lambda eps: g.pushed("float32", eps * unit), Ju)
    if g.outputs > 1:
        yield from _transposed(base, g, unit)
    yield from _formula(base, g, unit, Ju["float64"])


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


def _transposed(base: Row, g: Flow, z: Any) -> Iterator[Row]:
    """A near miss: J^T z, by reverse mode, is not what the quotient tends to."""
    x, w, s = torch.as_tensor(g.x0), torch.as_tensor(z), g.subject
    turned = flow.pull(g.trained["float64"].velocity, x, w[None], steps=s.steps, method="rk4")[1][0].numpy().reshape(s.points, -1)
    up, down, up2, down2 = g.ends("float64", z, [H, -H, H / 2, -H / 2])
    quotient, halved = (up - down) / (2 * H), (up2 - down2) / H
    bound = FACTOR * rms(quotient - halved) * 4 / 3  # of an error of order 2, a quarter is left at half the step
    row = base | {"kind": Kind.TRANSPOSE.value, "dtype": "float64", "h": H, "size": rms(quotient)}
    yield at_most(row, rms(quotient - turned), bound, Outcome.REFUTED)


def _formula(base: Row, g: Flow, z: Any, Jz: Any) -> Iterator[Row]:
    """Where the law is a Gaussian: J* z, closed. Forward mode through its field is that, to the solver's error."""
    trained = g.trained["float64"]
    if trained.preset.data["kind"] != "gaussian":
        return
    law = trained.data_law()
    exact = z @ np.asarray(gaussian.flow_matrix(law.law(arithmetic.float64()), 1)).T
    field, x, d = flow.field_of(law.law(arithmetic.torch())), torch.as_tensor(g.x0), torch.as_tensor(z)[None]
    steps = g.subject.steps
    once, twice = (flow.push(field, x, d, steps=n, method="rk4")[1][0].numpy() for n in (steps, 2 * steps))
    row = base | {"dtype": "float64", "size": rms(exact)}
    solver = rms(once - twice) * 16 / 15  # of order 4, a sixteenth is left at half the step
    bound = FACTOR * solver + ROUNDED * UNIT * rms(exact)
    yield at_most(row | {"kind": Kind.FIELD.value}, rms(once - exact), bound)
    yield row | {"kind": Kind.NETWORK.value, "value": rms(Jz - exact)}
