"""All calls of the public functions of `learned` and `verify` with bad input: each argument with each of its kinds."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch

from analytic import arithmetic
from tests.doors import of_learned, of_verify, options
from tests.doors.calling import call

PARTS: dict[str, Callable[[], of_learned.Doors]] = {"learned": of_learned.doors, "verify": of_verify.doors}
NOT_TRIED = {
    "dependence.gather": "its sample is one that `measure` made, on each process of torchrun",
    "as_derivation, derivation, load": "what a statement may be is tried with the statements, in tests/verify/derivations/stating",
    "bounded, derivative, distribution, equation, flow, identity, inequality, limit, network, sampling": "they make the tests of a "
    "claim: what cannot be run is UNDECIDED when the claim is, with the reason",
    "catalogue": "it takes nothing",
}


def rows() -> Iterator[dict[str, Any]]:
    """One for each call made."""
    ar = arithmetic.float64()
    for part, doors in PARTS.items():
        for name, (f, arguments) in doors().items():
            good = {key: value for key, (_, value) in arguments.items()}
            for key, (kinds, value) in arguments.items():
                for what, kind in kinds.items():
                    with torch.random.fork_rng(devices=[]):
                        became, said = call(named(f, good), good | {key: kind(value)}, ar, what in options.HARMLESS, all_finite)
                    yield {"arithmetic": part, "call": f"{name}({key})", "kind": what, "became": became.value, "said": said}


def named(f: Callable[..., Any], arguments: dict[str, Any]) -> Callable[..., Any]:
    """f of the values of these arguments, by their names where it has names."""
    return lambda *values: f(**dict(zip(arguments, values, strict=True)))


def all_finite(answer: Any, ar: Any) -> bool:
    """Whether every number in it is finite; what holds no numbers has none that is not."""
    if isinstance(answer, tuple | list):
        return all(all_finite(a, ar) for a in answer)
    if isinstance(answer, torch.Tensor | np.ndarray | float):
        return bool(np.isfinite(answer.detach().numpy() if isinstance(answer, torch.Tensor) else answer).all())
    return all(all_finite(getattr(answer, name), ar) for name in getattr(answer, "__dataclass_fields__", ()))
