"""Laws on curves in the plane, which have no density: the circle and two moons. The source is N(0, I), as everywhere.

circle      x = r (cos a, sin a), a uniform on [0, 2 pi)
two-moons   x = +-r (cos a - 1/2, sin a - 1/4), a uniform on [0, pi), the sign + or - with probability 1/2 each
"""

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import torch

from analytic.options import one_of
from learned.data.law import exact

KINDS = ("circle", "two-moons")


class Shape:
    """{kind = "circle" or "two-moons", radius}, the radius an int or a string such as "3/2", positive."""

    shape = (2,)

    def __init__(self, spec: Mapping[str, Any]) -> None:
        one_of("a shape", spec, Mapping)
        self.kind = str(spec.get("kind"))
        if self.kind not in KINDS or set(spec) != {"kind", "radius"}:
            raise ValueError(f"a shape is {{kind: {' or '.join(KINDS)}, radius}}, not {dict(spec)}")
        if isinstance(spec["radius"], (list, tuple)) or not exact("radius", spec["radius"]) > 0:
            raise ValueError(f"radius = {spec['radius']!r}: it must be one positive number")
        self.radius = exact("radius", spec["radius"])

    def sample(self, n: int, generator: torch.Generator, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """(n, 2), drawn in float64, so the same draws in every dtype."""
        u = torch.rand(n, 2, generator=generator, dtype=torch.float64, device=generator.device)
        if self.kind == "circle":
            x = _turn(2 * math.pi * u[:, 0])
        else:
            moon = _turn(math.pi * u[:, 0]) - torch.tensor([1 / 2, 1 / 4], dtype=torch.float64, device=u.device)
            x = torch.where(u[:, 1:] < 1 / 2, moon, -moon)
        return (float(self.radius) * x).to(dtype)

    @cached_property
    def checksum(self) -> str:
        """sha256 of the kind and the radius."""
        return hashlib.sha256(json.dumps({"kind": self.kind, "radius": str(self.radius)}).encode()).hexdigest()


def _turn(angle: torch.Tensor) -> torch.Tensor:
    return torch.stack([angle.cos(), angle.sin()], 1)
