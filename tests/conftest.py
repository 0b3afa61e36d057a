"""What every test lives under: arithmetics by name, one pytester, and no test may leave global state changed."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import torch

from analytic import arithmetic

if find_spec("jax"):
    import jax  # noqa: F401  # before any test: its import draws from NumPy's global random state

pytest_plugins = ["pytester"]

ARITHMETICS = {
    "symbols": arithmetic.symbols,
    "digits": arithmetic.digits,
    "balls": arithmetic.balls,
    "float64": arithmetic.float64,
    "torch": arithmetic.torch,
}


@pytest.fixture(params=list(ARITHMETICS))
def ar(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Each arithmetic in turn, its precision in force. Fewer: `@pytest.mark.parametrize("ar", ["digits"], indirect=True)`."""
    made = ARITHMETICS[request.param]()
    with made.scope():
        yield made


def global_state() -> dict[str, Any]:
    keys, *rest = np.random.get_state()[1:]  # type: ignore[misc]
    return {
        "mpmath.mp.dps": mpmath.mp.dps,
        "flint.ctx.prec": flint.ctx.prec,
        "numpy.random": (keys.tobytes(), *rest),
        "numpy error handling": np.geterr(),
        "torch random state": torch.get_rng_state().numpy().tobytes(),
        "torch default dtype": torch.get_default_dtype(),
    }


@pytest.fixture(autouse=True)
def global_state_untouched() -> Iterator[None]:
    """Fails the test that changes precision, a random state, or a default for all that come after it; and restores it."""
    before, random, generator = global_state(), np.random.get_state(), torch.get_rng_state()
    yield
    after = global_state()
    changed = [name for name in before if before[name] != after[name]]
    mpmath.mp.dps, flint.ctx.prec = before["mpmath.mp.dps"], before["flint.ctx.prec"]
    np.random.set_state(random)
    np.seterr(**before["numpy error handling"])
    torch.set_rng_state(generator)
    torch.set_default_dtype(before["torch default dtype"])
    assert not changed, f"this test changed {', '.join(changed)} for every test after it"
