"""Answers on their way out: from finite numbers comes a finite number, or an error that says what to do."""

from collections.abc import Callable
from functools import wraps
from math import isfinite
from typing import Any, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")


def finite(f: Callable[P, R]) -> Callable[P, R]:
    """f, with ValueError where an entry of its answer is infinite or NaN. Balls say so themselves, and symbols have no value."""

    @wraps(f)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        answer = f(*args, **kwargs)
        leave(f.__name__, answer)
        return answer

    return checked


def leave(name: str, answer: Any) -> None:
    for part in answer if isinstance(answer, tuple) else (answer,):
        if not _finite(part):
            raise ValueError(
                f"{name} is beyond the floating-point numbers here, infinite or undefined: scale the data, move t away from the "
                "end, or ask for it in balls"
            )


def _finite(a: Any) -> bool:
    if isinstance(a, float):
        return isfinite(a)
    if hasattr(a, "detach"):
        import torch

        return torch._C._functorch.is_functorch_wrapped_tensor(a) or bool(torch.isfinite(a).all())
    if not isinstance(a, np.ndarray):
        return not hasattr(a, "context") or bool(a - a == 0)  # mpmath's
    return bool(np.isfinite(a).all()) if a.dtype != object else all(map(_finite, a.flat))
