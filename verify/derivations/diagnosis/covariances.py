"""Two covariances and a time, and what formulas about them are made of: each part is computed when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytic import brenier
from analytic.arithmetic import Array


@dataclass(frozen=True, eq=False)
class Two:
    ar: Any
    I: Array  # (d, d), the identity
    S0: Array  # (d, d)
    S1: Array  # (d, d)
    t: Array

    @cached_property
    def R(self) -> Array:
        """S0^1/2."""
        return self.root(self.S0)

    @cached_property
    def Q(self) -> Array:
        """S1^1/2."""
        return self.root(self.S1)

    @cached_property
    def K(self) -> Array:
        """(S0^1/2 S1 S0^1/2)^1/2."""
        return self.root(self.R @ self.S1 @ self.R)

    @cached_property
    def A(self) -> Array:
        """S0^-1/2 K S0^-1/2, the Brenier map."""
        return brenier.bures_map(self.ar, self.S0, self.S1)

    @cached_property
    def L(self) -> Array:
        """log A."""
        return self.log(self.A)

    @cached_property
    def M(self) -> Array:
        """(1 - t) I + t A."""
        return (1 - self.t) * self.I + self.t * self.A

    @cached_property
    def Y(self) -> Array:
        """e^(t log A)."""
        return self.exp(self.t * self.L)

    @cached_property
    def St(self) -> Array:
        """(1 - t)^2 S0 + t^2 S1: Cov[x_t] of independent ends."""
        return (1 - self.t) * (1 - self.t) * self.S0 + self.t * self.t * self.S1

    def inv(self, S: Array) -> Array:
        return self.ar.solve(S, self.I).T

    def root(self, S: Array) -> Array:
        return self.ar.sqrtm(S)

    def exp(self, S: Array) -> Array:
        return self.ar.expm(S)

    def log(self, S: Array) -> Array:
        return self.ar.logm(S)

    def mean(self, S: Array, T: Array) -> Array:
        """The geometric mean S # T."""
        return brenier.geometric_mean(self.ar, S, T)

    def cholesky(self, S: Array) -> Array:
        """The lower triangular L with L L^T = S, entry by entry."""
        L = 0 * S
        for i in range(len(S)):
            for j in range(i + 1):
                rest = S[i, j] - sum((L[i, k] * L[j, k] for k in range(j)), 0 * S[i, j])
                L[i, j] = self.ar.sqrt(rest) if i == j else rest / L[j, j]
        return L
