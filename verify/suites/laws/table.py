"""Networks trained on laws with a closed form: velocity, loss, end map and paths, against the closed form u.

    error = sqrt(E|v - u|^2 / E|u|^2), t uniform, x_t from p_t;   excess = E|x1 - x0 - v|^2 - E|x1 - x0 - u|^2 = E|v - u|^2

One time is drawn from each of STRATA slices of (0, 1), with DRAWS points each; intervals are normal, at 95 %, their standard errors
from differences between neighbouring slices. The error is judged by the upper end of its interval against the bound that the
presets promise, the loss of u by whether five standard errors reach the floor that is known in closed form. The same network
refutes the field that the published code calls analytic (`slips.line_drift`): its loss is larger than the network's.
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian, mixture
from learned import flow, model
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.papers.causality_delta import slips
from verify.routes.draws import sample
from verify.suites.common.intervals import Z, judged, short
from verify.suites.laws.kinds import DRAWN, Field, Kind

MODELS = {DRAWN: 0.03, "gauss-1d": 0.03, "gauss-2d": 0.05, "mixture-2d": 0.05}  # name: bound on the error
STRATA, DRAWS, POINTS, STEPS = 64, 2048, 64, 50
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


def _drift(law: Any) -> Any:
    return gaussian.drift if isinstance(law, gaussian.Pair) else mixture.drift


def _numpy(velocity: Any) -> Callable[[Any, Any], Any]:
    """v(t, x) on NumPy arrays, t a number or (n,)."""

    def field(t: Any, x: Any) -> Any:
        with torch.no_grad():
            return velocity(torch.from_numpy(x), torch.as_tensor(t, dtype=torch.float64)).numpy()

    return field


def _velocity(base: Row, law: Any, field: Any, bound: float, card: Row, random: Any) -> Iterator[Row]:
    gap, size, excess, loss, wrong = [], [], [], [], []
    for i in range(STRATA):
        t = np.asarray((i + random.random()) / STRATA)
        draw = sample(law, t, DRAWS, random)
        u, v = _drift(law)(law, t, draw.xt), field(t, draw.xt)
        gap.append(((v - u) ** 2).sum(1).mean())
        size.append((u**2).sum(1).mean())
        loss.append(((draw.velocity - u) ** 2).sum(1).mean())
        excess.append(((draw.velocity - v) ** 2).sum(1).mean() - loss[-1])
        if base["model"] == DRAWN:
            published = slips.line_drift(law, t, draw.xt)
            wrong.append((((draw.velocity - published) ** 2) - (draw.velocity - v) ** 2).sum(1).mean())
        yield base | {"kind": Kind.AT.value, "t": float(t), "value": math.sqrt(gap[-1]), "size": math.sqrt(size[-1])}
    value = math.sqrt(np.mean(gap) / np.mean(size))
    half = _half(np.array(gap) - value**2 * np.array(size)) / float(np.mean(size)) / (2 * value)  # d(value^2) = 2 value d(value)
    trained = {
        "floor": card.get("floor"),
        "steps": card.get("steps"),
        "seconds": card.get("seconds"),
        "repeat": card.get("retrain"),
    }
    base = base | {"n": STRATA * DRAWS}
    yield judged(base | {"kind": Kind.ERROR.value} | trained, value, half, below=bound)
    mean, each = float(np.mean(excess)) / len(law.m0), _half(excess) / len(law.m0)
    yield base | {"kind": Kind.EXCESS.value, "value": mean, "low": mean - each, "high": mean + each}
    far = abs(float(np.mean(loss)) / len(law.m0) - card["floor"])
    row = base | {"kind": Kind.FLOOR.value}
    yield judged(row, far, below=5 / Z * _half(loss) / len(law.m0))
    if wrong:
        row = base | {"kind": Kind.PUBLISHED.value}
        yield judged(row, float(np.mean(wrong)), _half(wrong), below=0.0, expected=Outcome.REFUTED)


def _half(values: Any) -> float:
    """Half the interval of the mean: neighbours in time differ by their noise, and little else."""
    return float(Z * math.sqrt(np.mean(np.diff(values) ** 2) / 2 / len(values)))


def _end_map(base: Row, law: Any, trained: Any, random: Any) -> Iterator[Row]:
    """|J - J*| over |J*|, root mean squares over source points: J by forward mode along RK4, J* closed or as converged."""
    d = len(law.m0)
    x0 = torch.from_numpy(random.standard_normal((POINTS, d)))
    unit = torch.eye(d, dtype=torch.float64)[:, None, :].expand(d, POINTS, d).contiguous()

    def pushed(field: Any, steps: int) -> tuple[Any, Any]:
        y, J = flow.push(field, x0, unit, steps=steps, method="rk4")
        return y.detach().numpy(), J.detach().permute(1, 2, 0).numpy()  # (n, i, j)

    velocity, data = trained.velocity, trained.data_law()
    y, J = pushed(velocity, STEPS)
    if isinstance(law, gaussian.Pair):
        exact, J_exact, how = (
            gaussian.flow(law, 0, 1, x0.numpy()),
            gaussian.flow_matrix(law, 1) + np.zeros((POINTS, d, d)),
            "closed form",
        )
    else:
        exact, J_exact = pushed(flow.field_of(data.law(arithmetic.torch())), 4 * STEPS)
        how = "closed-form field, RK4, 200 steps"
    coarse = pushed(velocity, STEPS // 2)
    solver = float(np.abs(coarse[1] - J).max() / 15)  # of RK4, by halving the step
    for kind, found, wanted, size in ((Kind.JACOBIAN, J, J_exact, J_exact), (Kind.END, y, exact, exact)):
        error = np.sqrt(
            ((found - wanted) ** 2).sum(tuple(range(1, found.ndim))).mean() / (size**2).sum(tuple(range(1, size.ndim))).mean()
        )
        yield base | {"kind": kind.value, "value": float(error), "n": POINTS, "solver": solver, "against": how}


def _paths(base: Row, law: Any, field: Any) -> Iterator[Row]:
    """x(t) from nine quantiles of the source: the network's flow and the published field's (RK4), and the closed form."""
    x0 = np.linspace(-2, 2, 9)[:, None]
    fields = {Field.NETWORK: field}
    if base["model"] == DRAWN:
        fields[Field.PUBLISHED] = lambda t, x: slips.line_drift(law, t, x)
    found = {name: _rk4(f, x0) for name, f in fields.items()}
    found[Field.CLOSED] = [gaussian.flow(law, 0, np.asarray(float(t)), x0) for t in TIMES]
    for name, xs in found.items():
        for t, x in zip(TIMES, xs, strict=True):
            yield base | {"kind": Kind.PATH.value, "field": name.value, "t": float(t), "x": [short(float(v)) for v in x[:, 0]]}


def _rk4(field: Any, x: Any, within: int = 5) -> list[Any]:
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
