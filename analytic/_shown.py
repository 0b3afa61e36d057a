"""How a law is shown: its arithmetic and the shapes of what it holds, not the numbers."""

from dataclasses import fields
from typing import Any


class Shown:
    """`Mixture(float64, w (2,), m0 (2,), S0 (2, 2), m (2, 2), C (2, 2, 2))`: a dataclass with repr=False."""

    def __repr__(self) -> str:
        parts = [_part(field.name, getattr(self, field.name)) for field in fields(self)]  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(filter(None, parts))})"


def _part(name: str, value: Any) -> str:
    """Nothing for functions, for what is not given, and for empty lists."""
    if name == "ar" or isinstance(value, Shown):
        return repr(value)
    if hasattr(value, "shape"):
        return f"{name} {tuple(value.shape)}" if tuple(value.shape) else name
    return f"{name}={value}" if isinstance(value, int | str) else ""
