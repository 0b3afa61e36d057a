"""A trained torch module as a velocity field: module(x, t), module(t, x) or module([x, t])."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np

from analytic.arithmetic import Law, Points, Time
from verify.derivations.coordinates.clock import Clock
from verify.derivations.observed_call import quiet
from verify.derivations.statement import Derivation, Given, Runnable
from verify.derivations.stating.argument_names import MEANING
from verify.derivations.stating.call_style import Style
from verify.derivations.stating.results import plain_array
from verify.regimes.laws import LAWS


@dataclass(frozen=True)
class Module(Runnable):
    """f(law, t, x) -> float64 array; agrees if its mean squared error per coordinate is below `tolerance`."""

    module: Any
    order: tuple[str, ...]
    time: Clock
    tolerance: float
    dtype: str = "float32"
    trained: bool = True

    def __call__(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Any:
        import torch

        weight = next(iter(self.module.parameters()), torch.zeros(()))
        x = torch.as_tensor(np.asarray(x, dtype=float), dtype=weight.dtype, device=weight.device)
        column = torch.full((len(x), 1), float(self.time.at(t)), dtype=x.dtype, device=x.device)
        training, size = self.module.training, tuple(x.shape)
        self.module.eval()
        try:
            with quiet(), torch.no_grad():
                value = self._called(x, column)
        finally:
            self.module.train(training)
        a = plain_array(value, Style("torch", str(x.dtype).split(".")[1], True, "column", False, False))
        if a.shape != size:
            raise ValueError(f"the module returns shape {a.shape} for x of shape {size}: a velocity has the shape of x")
        return a

    def _called(self, x: Any, column: Any) -> Any:
        import torch

        if len(self.order) == 1:
            return self.module(torch.cat([x, column], dim=1))
        at, problems = {"x": x}, []
        for t in (column, column[:, 0], column[0, 0]):
            try:
                value = self.module(*({**at, "t": t}[name] for name in self.order))
            except (RuntimeError, ValueError, IndexError, TypeError) as e:
                problems.append(str(e))
                continue
            if value.shape == x.shape:
                return value
            problems.append(f"returns shape {tuple(value.shape)}")
        raise ValueError(f"the module takes t neither as (n, 1), nor (n,), nor a number: {problems[0]}")


def of_module(stated: Derivation, module: Any, tolerance: Any = None, rename: Mapping[str, str] | None = None) -> Derivation:
    """The module as a derivation of the velocity of one given law."""
    if tolerance is None or not 0 < float(tolerance) < inf:
        needed = "a trained module needs tolerance=: the mean squared error per coordinate that counts as agreement"
        raise TypeError(f"{needed}, a finite number above 0, not {tolerance!r}")
    if stated.quantity.shape != "(..., d)":
        name, shape = stated.quantity.name, stated.quantity.shape
        raise TypeError(f"a trained module gives a vector at each x, (..., d): {name} is {shape}; state of='velocity'")
    if not stated.regimes:
        raise TypeError("a trained module is compared with the law it was trained on: pass parameters={'weights': ..., ...}")
    if not stated.convention.time.bounded:
        raise ValueError("a trained module is compared at uniform times: state a path whose source is at a finite time")
    if not LAWS[stated.law].path:
        raise ValueError("law='transport' cannot be drawn from here: state it as law='gaussian' with T=")
    names = [p.name for p in inspect.signature(module.forward).parameters.values() if p.default is p.empty]
    meanings = [MEANING.get((rename or {}).get(n, n), n) for n in names]
    return replace(stated, formula=Module(module, _order(meanings), stated.convention.time, float(tolerance)))


def _order(meanings: list[str]) -> tuple[str, ...]:
    """As the names say; where they do not, the point comes first."""
    if sorted(meanings) == ["t", "x"]:
        return tuple(meanings)
    return ("x",) if len(meanings) == 1 else ("x", "t")
