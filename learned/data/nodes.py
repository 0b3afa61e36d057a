"""A linear Gaussian causal model as one flow a node learns it: each variable from noise, its causes clean beside it.

    x = B x + u, u ~ N(c, diag V);   pairs (z, x), (x, x), z ~ N(0, I): the second half stands still, there a node sees its causes

Letters: n variables; B (n, n), V (n,), c (n,) as in `analytic.scm`. The least loss for each of the 2 n coordinates is
pi/2 sum_i sqrt(v_i)/(2 n): given its causes a variable is u_i, moved; a coordinate that stands still costs nothing.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import torch

from analytic import scm
from analytic.arithmetic import float64
from analytic.options import one_of
from learned.data.law import exact

KEYS = ("effects", "variances", "means")


class Nodes:
    """{kind = "nodes", effects, variances, means}; entries are ints or text: "3/2", "0.55"."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        one_of("nodes", spec, Mapping)
        if spec.get("kind") != "nodes" or set(spec) != {"kind", *KEYS}:
            raise ValueError(f"a model of causes is {{kind: nodes, {', '.join(KEYS)}}}, not {dict(spec)}")
        self.parameters = {name: exact(name, spec[name]) for name in KEYS}
        self.model = scm.model(float64(), *(self.parameters[name] for name in KEYS))  # the door
        self._mean, self._loading = (torch.from_numpy(a) for a in (scm.mean(self.model), scm.loading(self.model)))

    @property
    def shape(self) -> tuple[int, ...]:
        return (2 * len(self._mean),)

    def ends(self, n: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Fresh pairs, (n, 2 n) each, drawn in float64."""
        z, noise = torch.randn(2, n, len(self._mean), generator=generator, dtype=torch.float64)
        x = self._mean + noise @ self._loading.T
        return torch.cat([z, x], 1).float(), torch.cat([x, x], 1).float()

    def floor(self) -> float:
        return math.pi / 2 * float(self.model.ar.sqrt(self.model.V).mean()) / 2

    @cached_property
    def checksum(self) -> str:
        """sha256 of the kind and the rational parameters."""
        text = json.dumps({"kind": "nodes"} | self.parameters, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
