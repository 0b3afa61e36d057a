"""Networks trained on laws with a closed form: velocity, loss, end map and paths, against the closed form u.

    error = sqrt(E|v - u|^2 / E|u|^2), t uniform, x_t from p_t;   excess = E|x1 - x0 - v|^2 - E|x1 - x0 - u|^2 = E|v - u|^2

One time is drawn from each of STRATA slices of (0, 1), with DRAWS points each; intervals are normal, at 95 %, their standard errors
from differences between neighbouring slices. The error is judged by the upper end of its interval against the bound that the
presets promise, the loss of u by whether five standard errors reach the floor that is known in closed form. The same network
refutes the field that the published code calls analytic (`slips.line_drift`): its loss is larger than the network's.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian
from analytic._laws import closed_forms
from analytic.arithmetic import Law
from learned import flow, model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta import slips
from verify.routes.draws import sample
from verify.suites.common.intervals import Z, judged, short
from verify.suites.laws.kinds import DRAWN, Field, Kind

TRAINED = {"floor": "floor", "steps": "steps", "seconds": "seconds", "repeat": "retrain"}  # of a row, by what the card calls it
MODELS = {DRAWN: 0.03, "gauss-1d": 0.03, "gauss-2d": 0.05, "mixture-2d": 0.05}  # name: bound on the error
STRATA, DRAWS = 64, 2048  # 131 072 draws: the mean loss is known to 1/360 of its deviation
POINTS = 64  # of the end map, each with its whole Jacobian
STEPS = 50  # of RK4 along the network; `solver` of a row says what they leave
FINER = 4  # times as many along the closed-form field, so that it errs 4^4 times less
ORDER = 4  # of RK4
SIGMAS = 5  # standard errors within which the loss of u must reach its floor: missed by chance once in two million
WITHIN = 5  # steps of RK4 between neighbours of TIMES
SPREAD, LINES = 2, 9  # paths start at so many points within two deviations of the source
TIMES = tuple(Fraction(i, 20) for i in range(21))


def rows(seed: int = 0, names: tuple[str, ...] = tuple(MODELS)) -> list[Row]:
    """Of each network: its error over all times and at each, the end map's Jacobian, and paths on a line."""
    return [{k: short(v) for k, v in row.items()} for name in names for row in _rows(name, seed)]


def _rows(name: str, seed: int) -> Iterator[Row]:
    trained = model.load(name, dtype=torch.float64)
    law = trained.data_law().law(arithmetic.float64())
    base: Row = {"suite": "laws", "model": name, "seed": seed, "dtype": "float64", "device": "cpu"}
    field = _numpy(trained.velocity)
    yield from _velocity(base, law, field, MODELS[name], trained.card, np.random.default_rng([seed, 1]))
    yield from _end_map(base, law, trained, np.random.default_rng([seed, 2]))
    if isinstance(law, gaussian.Pair) and len(law.m0) == 1:
        yield from _paths(base, law, field)


def _drift(law: Law) -> Any:
    return closed_forms(law).drift


def _numpy(velocity: Any) -> Callable[[Any, Any], Any]:
    """v(t, x) on NumPy arrays, t a number or (n,)."""

    def field(t: Any, x: Any) -> Any:
        with torch.no_grad():
            return velocity(torch.from_numpy(x), torch.as_tensor(t, dtype=torch.float64)).numpy()

    return field


@dataclass(frozen=True)
class Losses:
    """Means over DRAWS points, one for each slice of time: |v - u|^2, |u|^2, the loss of u, and what v loses more."""

    t: list[float]
    gap: list[float]
    size: list[float]
    loss: list[float]
    excess: list[float]
    wrong: list[float]  # what the published field loses more than v, where there is one


def _losses(law: Law, field: Any, published: Any, random: Any) -> Losses:
    found = Losses([], [], [], [], [], [])
    for i in range(STRATA):
        t = np.asarray((i + random.random()) / STRATA)
        draw = sample(law, t, DRAWS, random)
        u, v = _drift(law)(law, t, draw.xt), field(t, draw.xt)
        of_v = (draw.velocity - v) ** 2
        found.t.append(float(t))
        found.gap.append(((v - u) ** 2).sum(1).mean())
        found.size.append((u**2).sum(1).mean())
        found.loss.append(((draw.velocity - u) ** 2).sum(1).mean())
        found.excess.append(of_v.sum(1).mean() - found.loss[-1])
        if published:
            found.wrong.append(((draw.velocity - published(law, t, draw.xt)) ** 2 - of_v).sum(1).mean())
    return found


def _velocity(base: Row, law: Law, field: Any, bound: float, card: Row, random: Any) -> Iterator[Row]:
    """The error at each time and over all, the excess of the loss, and whether the loss of u reaches its floor."""
    found, d = _losses(law, field, slips.line_drift if base["model"] == DRAWN else None, random), len(law.m0)
    for t, gap, size in zip(found.t, found.gap, found.size, strict=True):
        yield base | {"kind": Kind.AT.value, "t": t, "value": math.sqrt(gap), "size": math.sqrt(size)}
    trained = {name: card.get(key) for name, key in TRAINED.items()}
    base = base | {"n": STRATA * DRAWS}
    yield judged(base | {"kind": Kind.ERROR.value} | trained, *_error(found), below=bound)
    mean, each = float(np.mean(found.excess)) / d, _half(found.excess) / d
    yield base | {"kind": Kind.EXCESS.value, "value": mean, "low": mean - each, "high": mean + each}
    far = abs(float(np.mean(found.loss)) / d - card["floor"])
    yield judged(base | {"kind": Kind.FLOOR.value}, far, below=SIGMAS / Z * _half(found.loss) / d)
    if found.wrong:
        row = base | {"kind": Kind.PUBLISHED.value}
        yield judged(row, float(np.mean(found.wrong)), _half(found.wrong), below=0.0, expected=Outcome.REFUTED)


def _error(found: Losses) -> tuple[float, float]:
    """sqrt(E|v - u|^2 / E|u|^2), and half its interval: d(value^2) = 2 value d(value)."""
    value = math.sqrt(np.mean(found.gap) / np.mean(found.size))
    half = _half(np.array(found.gap) - value**2 * np.array(found.size))
    return value, half / float(np.mean(found.size)) / (2 * value)


def _half(values: Any) -> float:
    """Half the interval of the mean: neighbours in time differ by their noise, and little else."""
    return float(Z * math.sqrt(np.mean(np.diff(values) ** 2) / 2 / len(values)))


def _end_map(base: Row, law: Law, trained: Any, random: Any) -> Iterator[Row]:
    """|J - J*| over |J*|, root mean squares over source points: J by forward mode along RK4, J* closed or as converged."""
    x0 = torch.from_numpy(random.standard_normal((POINTS, len(law.m0))))
    y, J = _pushed(trained.velocity, x0, STEPS)
    exact, J_exact, how = _exact_end_map(law, trained, x0)
    halved = _pushed(trained.velocity, x0, STEPS // 2)[1]
    row = base | {"n": POINTS, "solver": float(np.abs(halved - J).max() / (2**ORDER - 1)), "against": how}
    yield row | {"kind": Kind.JACOBIAN.value, "value": _apart(J, J_exact, J_exact)}
    yield row | {"kind": Kind.END.value, "value": _apart(y, exact, exact)}


def _pushed(field: Any, x0: Any, steps: int) -> tuple[Any, Any]:
    """Ends of RK4 and their Jacobians, (n, i) and (n, i, j)."""
    n, d = x0.shape
    unit = torch.eye(d, dtype=torch.float64)[:, None, :].expand(d, n, d).contiguous()
    y, J = flow.push(field, x0, unit, steps=steps, method="rk4")
    return y.detach().numpy(), J.detach().permute(1, 2, 0).numpy()


def _exact_end_map(law: Law, trained: Any, x0: Any) -> tuple[Any, Any, str]:
    """Ends and Jacobians, and how they were found."""
    if isinstance(law, gaussian.Pair):
        same = np.zeros((*x0.shape, x0.shape[1]))
        return gaussian.flow(law, 0, 1, x0.numpy()), gaussian.flow_matrix(law, 1) + same, "closed form"
    field = flow.field_of(trained.data_law().law(arithmetic.torch()))
    return *_pushed(field, x0, FINER * STEPS), f"closed-form field, RK4, {FINER * STEPS} steps"


def _apart(found: Any, wanted: Any, size: Any) -> float:
    """Root mean square of the difference, over that of `size`."""
    axes = tuple(range(1, found.ndim))
    return float(np.sqrt(((found - wanted) ** 2).sum(axes).mean() / (size**2).sum(axes).mean()))


def _paths(base: Row, law: Law, field: Any) -> Iterator[Row]:
    """x(t) from nine quantiles of the source: the network's flow and the published field's (RK4), and the closed form."""
    x0 = np.linspace(-SPREAD, SPREAD, LINES)[:, None]
    fields = {Field.NETWORK: field}
    if base["model"] == DRAWN:
        fields[Field.PUBLISHED] = lambda t, x: slips.line_drift(law, t, x)
    found = {name: _rk4(f, x0) for name, f in fields.items()}
    found[Field.CLOSED] = [gaussian.flow(law, 0, np.asarray(float(t)), x0) for t in TIMES]
    for name, xs in found.items():
        for t, x in zip(TIMES, xs, strict=True):
            yield base | {"kind": Kind.PATH.value, "field": name.value, "t": float(t), "x": [short(float(v)) for v in x[:, 0]]}


def _rk4(field: Any, x: Any, within: int = WITHIN) -> list[Any]:
    """x at each of TIMES, `within` steps of RK4 between neighbours."""
    out, h = [x], float(TIMES[1] - TIMES[0]) / within
    for t in TIMES[:-1]:
        for i in range(within):
            s = float(t) + i * h
            a = field(np.asarray(s), x)
            b = field(np.asarray(s + h / 2), x + h / 2 * a)
            c = field(np.asarray(s + h / 2), x + h / 2 * b)
            x = x + h / 6 * (a + 2 * b + 2 * c + field(np.asarray(s + h), x + h * c))
        out.append(x)
    return out
