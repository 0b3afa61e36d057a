"""The five arithmetics. What a formula may ask of each is in `protocol.py`.

| arithmetic       | elements                   | what it is for                                         |
|------------------|----------------------------|--------------------------------------------------------|
| `symbols()`      | SymPy expressions          | proof for all parameters, in small dimension           |
| `digits(60)`     | mpmath numbers             | rates, references, flows                               |
| `balls(256)`     | python-flint (Arb) balls   | certified enclosures                                   |
| `float64()`      | NumPy float64              | production speed, error measured against the balls     |
| `torch()`        | torch tensors, any device  | automatic differentiation, learned models, scale       |

Each is imported when it is first asked for; it travels with the data, as `law.ar`. `compiled()` is float64, faster, where JAX is.
"""

from functools import cache
from typing import Any

from analytic.arithmetic.protocol import Arithmetic, Array, Law, Pencil, Points, SingularCovariance, Time

__all__ = [
    "Arithmetic", "Array", "Law", "Pencil", "Points", "SingularCovariance", "Time",
    "balls", "compiled", "digits", "float64", "symbols", "torch",
]  # fmt: skip


@cache
def symbols() -> Arithmetic:
    """SymPy expressions: proof for all parameters, in small dimension."""
    from analytic.arithmetic._symbols import make

    return make()


@cache
def digits(dps: int = 60) -> Arithmetic:
    """mpmath numbers of `dps` decimal digits, in a context of their own (global precision is not touched)."""
    from analytic.arithmetic._digits import make

    return make(dps)


@cache
def balls(bits: int = 256) -> Arithmetic:
    """Arb balls of `bits` bits. Precision is global in python-flint: evaluate inside `with ar.scope():`."""
    from analytic.arithmetic._balls import make

    return make(bits)


@cache
def float64() -> Arithmetic:
    """NumPy float64 on the CPU."""
    from analytic.arithmetic._float64 import Float64

    return Float64()


@cache
def compiled() -> Arithmetic:
    """`float64()`, faster at thousands of points: mixtures and pairs are compiled by JAX when a function first meets a size.

    On JAX's default device; a size is a number of blocks of points. Answers at many points are read-only. ImportError without JAX.
    """
    from analytic.arithmetic._compiled import Compiled

    return Compiled()


@cache
def torch(dtype: Any = None, device: str = "cpu") -> Arithmetic:
    """Torch tensors of `dtype` (default torch.float64) on `device`; every operation has forward and reverse derivatives."""
    from analytic.arithmetic._torch import Torch

    return Torch.of(dtype, device)
