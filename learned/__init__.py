"""What training does with the targets that `analytic` has in closed form. t = 0 is the source.

preset        what is trained, on what, how long: TOML files read into frozen data
data          what a network is trained on: laws, models of causes, curves, images, pairs
train         a training, stopped and resumed bit for bit: weights with a card out
model         what was trained, loaded: `model.load("mnist-fives").velocity(x, t)`

flow          where any torch field carries points, tangents, cotangents and densities
probe         Jacobians of maps: products, divergences, singular values, difference quotients
dependence    S = E[J J^T] with intervals, conditioned, and a warning where it means nothing
"""

from importlib import import_module
from typing import Any

__all__ = ["data", "dependence", "flow", "model", "preset", "probe", "train"]


def __getattr__(name: str) -> Any:
    """Each module when it is first asked for."""
    if name in __all__:
        return import_module(f"learned.{name}")
    raise AttributeError(f"module 'learned' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
