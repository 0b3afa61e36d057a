"""Table 4 of a trained field v(x, t), against the closed forms of the law that it was trained on.

    N_ij = (v_i(x + h e_j) - v_i(x - h e_j))/(2h), h for each point and axis that which balances truncation and rounding

in float64 (learned.probe.differences). A value is a mean over the points of a Frobenius distance: |N - J|, |N - A_k| with the most
probable k, |N - sum_k gamma_k A_k|, and |sum_k gamma_k A_k - J|, which needs no network. `noise_floor` is the predicted error of N:
sqrt(d sum_j e_j^2), e_j that of the largest entry of column j. Points are draws of x_t, where the field has learned.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analytic import arithmetic
from analytic.exact import fractions
from learned import model
from learned.probe.directions import axes
from learned.probe.quotients import differences
from verify.drawing.tables import Row
from verify.papers.causality_delta.instance import Exact, Instance
from verify.routes.draws import sample
from verify.suites.table4.kinds import Formula, Trained
from verify.suites.table4.table import Block, chosen, mean_norm

Field = Callable[[torch.Tensor, Any], torch.Tensor]


def load(name: str | Path) -> tuple[Field, dict[str, Any]]:
    """The field of a model that comes with the library, or of a folder that training wrote, and the law that it was trained on."""
    trained = model.load(name, dtype=torch.float64)
    p = trained.data_law().parameters
    law = p if "weights" in p else {"weights": [1], "means": [p["mean"]], "covs": [p["cov"]]}
    return trained.velocity, {**law, "name": trained.preset.name}


def of_callable(given: Any) -> Field:
    """A torch module, as a copy in float64, or a function: v(x, t) of x (n, d) and t (n,)."""
    inner = deepcopy(given).double().eval() if isinstance(given, torch.nn.Module) else given
    return lambda x, t: inner(x, torch.full((len(x),), float(t), dtype=x.dtype))


def points(instance: Instance, n: int, seed: int) -> tuple[Exact, ...]:
    """n draws of x_t at each time of the instance, (times, n, d)."""
    law = instance.law(arithmetic.float64())
    return tuple(
        fractions(sample(law, np.asarray(float(t)), n, np.random.default_rng([seed, i])).xt) for i, t in enumerate(instance.times)
    )


def rows(instance: Instance, field: Field) -> list[Row]:
    return [row for i in range(len(instance.times)) for row in _rows(Block(Formula.RIGHT, instance, i, "cpu"), field)]


def _rows(b: Block, field: Field) -> Iterator[Row]:
    f64, (t, x) = arithmetic.float64(), b.at
    J, blend = b.of("jacobian", f64), b.of("blend", f64)
    A = chosen(b, f64, b.of("responsibilities", f64).argmax(-1))
    N, floor = _numerical(field, float(t), torch.tensor(np.asarray(x, dtype=float)))
    known = {"suite": "table4", "instance": b.instance.name, "formula": Trained.FORMULA.value, "t": float(t), "printed": None}
    more = {"scale": mean_norm(J), "seed": b.instance.seed, "dtype": "float64", "device": "cpu", "repeat": b.instance.repeat}
    for column, D in (
        (Trained.ANALYTIC, N - J),
        (Trained.INTERVENTION, N - A),
        (Trained.BLEND, N - blend),
        (Trained.CLOSED_FORM, blend - J),
    ):
        noise = None if column is Trained.CLOSED_FORM else floor
        yield {**known, "column": column.value, "value": mean_norm(D), "noise_floor": noise, **more}


def _numerical(field: Field, t: float, x: torch.Tensor) -> tuple[Any, float]:
    """N (n, d, d), and its predicted error."""

    def at(a: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return field(a, t)

    v = _called(at, x)
    if not isinstance(v, torch.Tensor) or v.shape != x.shape or v.dtype != x.dtype:
        got = f"{tuple(v.shape)} {v.dtype}" if isinstance(v, torch.Tensor) else type(v).__name__
        raise ValueError(f"the field returns {got} of x {tuple(x.shape)} {x.dtype}: give v(x, t) of the shape and dtype of x")
    if not torch.isfinite(v).all():
        raise ValueError(f"the field is not finite at t = {t:g}: leave that time out of times")
    found = [differences(at, x, e) for e in axes(x, range(x.shape[1]))]
    error = torch.stack([f.error for f in found])  # (d, n)
    return torch.stack([f.estimate for f in found], -1).numpy(), float((x.shape[1] * (error**2).sum(0)).sqrt().mean())


def _called(at: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> Any:
    try:
        return at(x)
    except Exception as e:
        said = f"the field raises {type(e).__name__} ({e})"
        raise ValueError(f"{said}: it is called as v(x, t), x {tuple(x.shape)} and t ({len(x)},) in float64") from None
