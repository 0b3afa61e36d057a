"""How a plain function is called: in which library and dtype, with which shapes, and what it may return."""

import inspect
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic.arithmetic import Law
from verify.derivations.statement import Unusable


@dataclass(frozen=True)
class Style:
    """How the function is called."""

    library: str
    dtype: str
    batched: bool
    times: str  # "number", "one per point", "column"
    flat: bool  # d = 1 without the axis
    single: bool  # K = 1 without the axis

    def __str__(self) -> str:
        way = "all points at once" if self.batched else "one point at a time"
        return f"{self.library}, {self.dtype}, {way}" + (f", t {self.times}" if self.times != "number" else "")


def parameters(law: Law, kind: str) -> dict[str, Any]:
    """What a function may ask of the law."""
    out = {"mean0": law.m0, "cov0": law.S0, "var0": law.S0[0, 0], "std0": np.sqrt(law.S0[0, 0])}
    if kind in ("mixture", "line"):
        v = law.C[:, 0, 0]
        return out | {"weights": law.w, "means": law.m, "covs": law.C, "vars": v, "stds": np.sqrt(v)}
    v = law.S1[0, 0]
    return out | {"mean1": law.m1, "cov1": law.S1, "var1": v, "std1": np.sqrt(v), "cross": getattr(law, "X", None)}


def libraries(f: Any, declared: dict[str, Any]) -> list[str]:
    """numpy or torch: declared, else what the function's module speaks of, else both in turn."""
    if "library" in declared:
        return [declared["library"]]
    if "torch" not in sys.modules:
        return ["numpy"]
    seen = inspect.unwrap(f)
    scope, code = getattr(seen, "__globals__", {}), getattr(seen, "__code__", None)
    used = [scope.get(n) for n in getattr(code, "co_names", ())]
    spoken = [lib for lib in ("torch", "numpy") if any(str(getattr(u, "__name__", "")).split(".")[0] == lib for u in used)]
    return spoken + [lib for lib in ("numpy", "torch") if lib not in spoken]


def plain_array(value: Any, style: Style) -> Any:
    """What the function returned, as a float64 array."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
        value = value.numpy() if str(value.dtype) != "torch.bfloat16" else value
    try:
        a = np.asarray(value)
    except (TypeError, ValueError) as e:
        raise Unusable(f"returns a {type(value).__name__}, which is no array: {e}") from None
    if a.dtype.kind == "c":
        raise Unusable(f"returns complex numbers ({a.dtype}): where is the root of a negative number?")
    if a.dtype.kind != "f" or a.dtype.itemsize < 4:
        kind = type(value).__name__ if a.dtype == object else a.dtype
        raise Unusable(f"returns {kind}: floats (float32, float64) are expected")
    if a.dtype == np.float32 and style.dtype == "float64" and a.ndim:
        raise Unusable("returns float32 for float64 input: declare dtype='float32', or keep float64 throughout")
    return a.astype(np.float64)


def formed(value: Any, meaning: str, style: Style) -> Any:
    if style.single and meaning in ("means", "covs", "vars", "stds"):
        value = value[0]
    axes = {"means": 1, "mean0": 1, "mean1": 1, "covs": 2, "cov0": 2, "cov1": 2, "cross": 2}.get(meaning, 0)
    return value[(..., *(0,) * axes)] if style.flat and axes else value


def typed(value: Any, style: Style) -> Any:
    """A copy in the function's own type."""
    a = np.array(value, dtype=style.dtype)
    if style.library == "torch":
        import torch

        return torch.from_numpy(a) if a.ndim else torch.tensor(a.item(), dtype=getattr(torch, style.dtype))
    return a if a.ndim else a[()]
