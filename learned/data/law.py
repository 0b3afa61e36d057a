"""A closed-form law as training data: source N(0, I), data a Gaussian or a mixture of Gaussians with rational parameters."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian, mixture
from analytic.arithmetic import Arithmetic
from analytic.exact import LARGEST, NoNumber, fractions, weights
from analytic.options import one_of
from learned.data.floor import Least, least

KINDS = {"gaussian": ("mean", "cov"), "mixture": ("weights", "means", "covs")}


class Law:
    """{kind = "gaussian", mean, cov} or {kind = "mixture", weights, means, covs}; entries are ints or text: "3/2", "0.55"."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        one_of("a law", spec, Mapping)
        self.kind = str(spec.get("kind"))
        names = KINDS.get(self.kind)
        if names is None or set(spec) - {"kind"} != set(names):
            raise ValueError(f"a law is {{kind: gaussian, mean, cov}} or {{kind: mixture, weights, means, covs}}, not {dict(spec)}")
        self.parameters = {name: exact(name, spec[name]) for name in names}
        if isinstance(given := self.parameters.get("weights"), list):
            self.parameters["weights"] = weights(given)
        self.law(arithmetic.digits())  # the door
        w, m, C = self._components()
        values, vectors = np.linalg.eigh(C)
        self._weights, self._means = w, m
        self._roots = np.einsum("kij,kj,klj->kil", vectors, np.sqrt(values.clip(0)), vectors)  # C_k^(1/2)

    def law(self, ar: Arithmetic) -> Any:
        """The law in the arithmetic `ar`: a Mixture, or the Pair of independent Gaussians."""
        p = self.parameters
        if self.kind == "mixture":
            return mixture.mixture(ar, p["weights"], p["means"], p["covs"])
        if not isinstance(p["mean"], list):
            raise ValueError(f"mean is {p['mean']}: give a list, a number for each dimension")
        d = len(p["mean"])
        unit = [[int(i == j) for j in range(d)] for i in range(d)]
        return gaussian.independent(ar, [0] * d, unit, p["mean"], p["cov"])

    def sample(self, n: int, generator: torch.Generator, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """m_k + C_k^(1/2) z with k ~ w, z ~ N(0, I), (n, d): drawn in float64, so the same draws in every dtype."""
        w, m, root = (torch.as_tensor(a, device=generator.device) for a in (self._weights, self._means, self._roots))
        u = torch.rand(n, generator=generator, dtype=torch.float64, device=generator.device)
        z = torch.randn(n, m.shape[1], generator=generator, dtype=torch.float64, device=generator.device)
        k = torch.searchsorted(w.cumsum(0), u).clamp(max=len(w) - 1)
        return (m[k] + torch.einsum("nij,nj->ni", root[k], z)).to(dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        return (int(self._means.shape[1]),)

    @cached_property
    def checksum(self) -> str:
        """sha256 of the kind and the rational parameters."""
        text = json.dumps({"kind": self.kind} | self.parameters, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def least(self) -> Least | None:
        """The least loss for each coordinate, its error and how it was found; None for mixtures in more than two dimensions."""
        return least(*self._components())

    def floor(self) -> float | None:
        """The loss for each coordinate that no field can go below, where known; `least` has its error and method."""
        return None if self.least is None else self.least.value

    def _components(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """w (K,), m (K, d), C (K, d, d) in float64."""
        p = self.parameters
        given = [[1], [p["mean"]], [p["cov"]]] if self.kind == "gaussian" else [p["weights"], p["means"], p["covs"]]
        w, m, C = (np.array(a, dtype=object).astype(np.float64) for a in given)
        return w / w.sum(), m, C


def exact(name: str, value: Any) -> Any:
    """Nested lists of Fractions; a float is refused, for it is not the number that was meant."""
    try:
        return fractions(value, name, floats=False, largest=LARGEST)
    except NoNumber as e:
        text = isinstance(e.value, str)
        why = ", which is no rational number: write for example" if text else ": write an int or a string such as"
        raise ValueError(f'{name} has the entry {e.value!r}{why} "3/2" or "0.55"') from None
