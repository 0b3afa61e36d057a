"""How far a field is from the closed form u of its law: in the mean over all times, and at the end of its flow.

    error = sqrt(E|v - u|^2 / E|u|^2), t uniform, x_t from p_t;   excess = E|x1 - x0 - v|^2 - E|x1 - x0 - u|^2 = E|v - u|^2

One time is drawn from each of STRATA slices of (0, 1), with DRAWS points each; intervals are normal, at 95 %, their standard errors
from differences between neighbouring slices.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian
from analytic._laws import closed_forms
from analytic.arithmetic import Law
from learned import flow
from verify.drawing.tables import Row
from verify.routes.draws import sample
from verify.suites.common.intervals import Z
from verify.suites.laws.kinds import Kind

STRATA, DRAWS = 64, 2048  # 131 072 draws: the mean loss is known to 1/360 of its deviation
POINTS = 64  # of the end map, each with its whole Jacobian
STEPS = 50  # of RK4 along the network; `solver` of a row says what they leave
FINER = 4  # times as many along the closed-form field, so that it errs 4^4 times less
ORDER = 4  # of RK4


def drift_of(law: Law) -> Any:
    return closed_forms(law).drift


def field_of(velocity: Any) -> Callable[[Any, Any], Any]:
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


def losses(law: Law, field: Any, published: Any, random: Any) -> Losses:
    found = Losses([], [], [], [], [], [])
    for i in range(STRATA):
        t = np.asarray((i + random.random()) / STRATA)
        draw = sample(law, t, DRAWS, random)
        u, v = drift_of(law)(law, t, draw.xt), field(t, draw.xt)
        of_v = (draw.velocity - v) ** 2
        found.t.append(float(t))
        found.gap.append(((v - u) ** 2).sum(1).mean())
        found.size.append((u**2).sum(1).mean())
        found.loss.append(((draw.velocity - u) ** 2).sum(1).mean())
        found.excess.append(of_v.sum(1).mean() - found.loss[-1])
        if published:
            found.wrong.append(((draw.velocity - published(law, t, draw.xt)) ** 2 - of_v).sum(1).mean())
    return found


def error(found: Losses) -> tuple[float, float]:
    """sqrt(E|v - u|^2 / E|u|^2), and half its interval: d(value^2) = 2 value d(value)."""
    value = math.sqrt(np.mean(found.gap) / np.mean(found.size))
    half = half_of(np.array(found.gap) - value**2 * np.array(found.size))
    return value, half / float(np.mean(found.size)) / (2 * value)


def half_of(values: Any) -> float:
    """Half the interval of the mean: neighbours in time differ by their noise, and little else."""
    return float(Z * math.sqrt(np.mean(np.diff(values) ** 2) / 2 / len(values)))


def end_map(law: Law, trained: Any, random: Any) -> dict[Kind, Row]:
    """|J - J*| over |J*|, root mean squares over source points, and of the ends: J by forward mode, J* closed or as converged."""
    x0 = torch.from_numpy(random.standard_normal((POINTS, len(law.m0))))
    y, J = _pushed(trained.velocity, x0, STEPS)
    exact, J_exact, how = _exact_end_map(law, trained, x0)
    halved = _pushed(trained.velocity, x0, STEPS // 2)[1]
    row = {"n": POINTS, "solver": float(np.abs(halved - J).max() / (2**ORDER - 1)), "against": how}
    return {
        Kind.JACOBIAN: row | {"value": _apart(J, J_exact, J_exact)},
        Kind.END: row | {"value": _apart(y, exact, exact)},
        Kind.CORRELATION: row | {"value": _correlation(J), "closed": _correlation(J_exact)},
    }


def _correlation(J: Any) -> float:
    """Of the first and the last coordinate, by S = E[J J^T]; 1 on a line."""
    S = np.einsum("nij,nkj->ik", J, J)
    return float(S[0, -1] / math.sqrt(S[0, 0] * S[-1, -1]))


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
