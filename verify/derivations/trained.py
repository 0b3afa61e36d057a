"""A trained torch module as a velocity field: its mean squared error against the closed form, with an interval.

    E |v(x_t, t) - u(t, x_t)|^2,  t uniform on [0, 1], x_t drawn from the law;  divided by d, so that it is an error per coordinate

AGREES if the upper end of the 99.9 % interval is below `tolerance`, REFUTED if the lower end is above it, else UNDECIDED.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from scipy.stats import t as student

from analytic import arithmetic
from verify.derivation import Derivation
from verify.derivations.calling import Style, plain_array
from verify.derivations.names import MEANING
from verify.derivations.watch import quiet
from verify.record import Record
from verify.routes.draws import sample

if TYPE_CHECKING:
    from verify.check import Answer

LEVEL = 1e-3
TIMES, DRAWS = 64, 512


@dataclass
class Module:
    """f(law, t, x) -> float64 array, from module(x, t), module(t, x) or module([x, t])."""

    module: Any
    order: tuple[str, ...]

    def __call__(self, law: Any, t: Any, x: Any) -> Any:
        weight = next(iter(self.module.parameters()), torch.zeros(()))
        x = torch.as_tensor(np.asarray(x, dtype=float), dtype=weight.dtype, device=weight.device)
        column = torch.full((len(x), 1), float(t), dtype=x.dtype, device=x.device)
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


def of_module(stated: Derivation, module: Any, tolerance: Any = None, rename: Any = None) -> Derivation:
    """The module as a derivation of the velocity of one given law."""
    import inspect

    if tolerance is None or not float(tolerance) > 0:
        raise TypeError("a trained module needs tolerance=: the mean squared error per coordinate that counts as agreement")
    if not stated.regimes:
        raise TypeError("a trained module is compared with the law it was trained on: pass parameters={'weights': ..., ...}")
    if stated.law == "transport":
        raise ValueError("law='transport' cannot be drawn from here: state it as law='gaussian' with T=")
    names = [p.name for p in inspect.signature(module.forward).parameters.values() if p.default is p.empty]
    meanings = [MEANING.get((rename or {}).get(n, n), n) for n in names]
    order = tuple(meanings) if sorted(meanings) == ["t", "x"] else ("x",) if len(names) == 1 else ("x", "t")
    return replace(stated, formula=Module(module, order), arithmetics=("float64",), unit=2.0**-24, tolerance=float(tolerance))


def judge(d: Derivation, blank: "Answer", seed: int) -> "Answer":
    """The mean squared error with its interval, against the tolerance."""
    assert d.tolerance is not None
    try:
        means, dimension = errors(d, seed)
    except Exception as e:
        return replace(blank, why=f"raises {type(e).__name__}: {e}")
    if not np.isfinite(means).all():
        return replace(
            blank, verdict="REFUTED", why="returns NaN or infinity at a finite input", scope=f"{TIMES} times x {DRAWS} points"
        )
    mean, half = means.mean(), student.isf(LEVEL / 2, TIMES - 1) * means.std(ddof=1) / np.sqrt(TIMES)
    low, high = max(mean - half, 0.0), mean + half
    verdict = "AGREES" if high < d.tolerance else "REFUTED" if low > d.tolerance else "UNDECIDED"
    scope = (
        f"mean squared error per coordinate {mean:.3g}, 99.9 % interval [{low:.3g}, {high:.3g}], tolerance {d.tolerance:.3g}; "
        f"{TIMES} times x {DRAWS} points of p_t, d = {dimension}"
    )
    why = "the interval holds the tolerance: draw more, or state another" if verdict == "UNDECIDED" else ""
    outcome = {"AGREES": "HOLDS"}.get(verdict, verdict)
    record = Record(
        d.name, "", "derivation", "network", "the given law", outcome, float(mean), d.tolerance, "mean squared error",
        scope, "", "torch", "float32", "cpu", seed, 0.0, blank.repeat,
    )  # fmt: skip
    return replace(blank, verdict=verdict, scope=scope, why=why, records=(record,))


def errors(d: Derivation, seed: int) -> tuple[Any, int]:
    """The mean squared error per coordinate at each of TIMES times, one in each slice of [0, 1]."""
    random, ar = np.random.default_rng(seed), arithmetic.float64()
    law = d.regimes[0].law(ar)
    theirs, means = d.convention.theirs(law), []
    for i in range(TIMES):
        t = Fraction(int(1 + random.integers(0, 1022)) + 1024 * i, 1024 * TIMES)
        x = sample(theirs, np.asarray(float(t)), DRAWS, random).xt
        gap = np.asarray(d.formula(theirs, float(t), x)) - np.asarray(d.reference(theirs, float(t), x))
        means.append(float((gap**2).mean()))
    return np.array(means), len(law.m0)
