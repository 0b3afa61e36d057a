"""A closed-form law as training data: source N(0, I), data a Gaussian or a mixture of Gaussians with rational parameters."""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import torch

from analytic import arithmetic, gaussian, mixture
from analytic.arithmetic import Arithmetic

LEVELS = ((16, 16), (32, 32), (64, 64), (128, 128))  # nodes in t, nodes for each axis of a component
TOLERANCE = 1e-9


class Least(NamedTuple):
    """The minimal loss for each coordinate, how far off it may be, and how it was found."""

    value: float
    error: float
    method: str


class Law:
    """{kind = "gaussian", mean, cov} or {kind = "mixture", weights, means, covs}; numbers are ints or strings such as "3/2"."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self.kind = str(spec.get("kind"))
        names = {"gaussian": ("mean", "cov"), "mixture": ("weights", "means", "covs")}.get(self.kind)
        if names is None or set(spec) - {"kind"} != set(names):
            raise ValueError(f"a law is {{kind: gaussian, mean, cov}} or {{kind: mixture, weights, means, covs}}, not {dict(spec)}")
        self.parameters = {name: exact(name, spec[name]) for name in names}
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
        d = len(p["mean"]) if isinstance(p["mean"], list) else 0
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
        """int_0^1 tr E Cov[x1 - x0 | x_t] dt / d; None for a mixture in more than two dimensions."""
        d = self.shape[0]
        if len(self._weights) == 1:
            value = np.pi / 2 * np.trace(self._roots[0]) / d
            return Least(float(value), float(8 * d * np.spacing(value)), "closed form: pi/2 tr(C^(1/2)) / d")
        if d > 2:
            return None
        before = self._quadrature(*LEVELS[0])
        for nodes in LEVELS[1:]:
            value = self._quadrature(*nodes)
            if (error := abs(value - before)) < TOLERANCE * value:
                break
            before = value
        return Least(value, error, f"Gauss-Legendre in t ({nodes[0]}) and Gauss-Hermite for each component ({nodes[1]}^{d})")

    def floor(self) -> float | None:
        """The loss for each coordinate that no field can go below, where known; `least` has its error and method."""
        return None if self.least is None else self.least.value

    def _components(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """w (K,), m (K, d), C (K, d, d) in float64."""
        p = self.parameters
        given = [[1], [p["mean"]], [p["cov"]]] if self.kind == "gaussian" else [p["weights"], p["means"], p["covs"]]
        w, m, C = (np.array(a, dtype=object).astype(np.float64) for a in given)
        return w, m, C

    def _quadrature(self, times: int, nodes: int) -> float:
        """sum over t of E tr Cov[x1 - x0 | x_t] / d, the mean over x_t | k by a product rule in S_k^(-1/2) (x - t m_k)."""
        mix, (w, m, C), d = self.law(arithmetic.float64()), self._components(), self.shape[0]
        t, dt = np.polynomial.legendre.leggauss(times)
        z, p = np.polynomial.hermite_e.hermegauss(nodes)
        grid = np.stack(np.meshgrid(*[z] * d), -1).reshape(-1, d)
        mass = np.prod(np.meshgrid(*[p / p.sum()] * d), 0).reshape(-1)
        total = 0.0
        for s, ds in zip((t + 1) / 2, dt / 2, strict=True):
            root = np.linalg.cholesky((1 - s) ** 2 * np.eye(d) + s * s * C)
            x = s * m[:, None] + np.einsum("kij,nj->kni", root, grid)
            residual = np.einsum("knii->kn", mixture.residual_covariance(mix, np.full(x.shape[:-1], s), x))
            total += float(ds * (w @ (residual @ mass)))
        return total / d


def exact(name: str, value: Any) -> Any:
    """Nested lists of Fractions; a float is refused, for it is not the number that was meant."""
    if isinstance(value, (list, tuple)):
        return [exact(name, v) for v in value]
    if isinstance(value, bool) or not isinstance(value, (int, str, Fraction)):
        raise ValueError(f'{name} has the entry {value!r}: write an int or a string such as "3/2" or "0.55", which are exact')
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise ValueError(
            f'{name} has the entry {value!r}, which is no rational number: write for example "3/2" or "0.55"'
        ) from None
