"""Draws of a law at a time, from the law alone: component, ends, noise; no formula of the conditional law is used."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from types import SimpleNamespace
from typing import Any
from zlib import crc32

import numpy as np

from analytic.arithmetic import Law, Time
from analytic.interpolant import Interpolant
from analytic.mixture import Mixture


@dataclass(frozen=True)
class Draw:
    """n independent draws of the law at t: ends x0, x1 (n, d), component k (n,), the path's a, b, a', b'; z (n, d) is noise.

    x_t = a x0 + b x1 + g z, where (g, g') = `noise` is (0, 0) but for a stochastic interpolant.
    """

    law: Any
    t: Any
    x0: Any
    x1: Any
    k: Any
    path: tuple[float, float, float, float]
    z: Any  # standard normal, independent of all else
    noise: tuple[float, float] = (0.0, 0.0)

    @property
    def xt(self) -> Any:
        return self.path[0] * self.x0 + self.path[1] * self.x1 + self.noise[0] * self.z

    @property
    def velocity(self) -> Any:
        return self.path[2] * self.x0 + self.path[3] * self.x1 + self.noise[1] * self.z


def sample(law: Law, t: Time, n: int, random: np.random.Generator) -> Draw:
    """n draws of a Mixture, a Pair (any coupling) or an Interpolant; other laws bring their own: option `draw`, called likewise."""
    if isinstance(law, Interpolant):
        g2, gdg = (float(c) for c in law.noise(law.ar, law.ar.array(t)))
        return replace(sample(law.pair, t, n, random), law=law, noise=(g2**0.5, gdg / g2**0.5 if g2 else 0.0))
    a, b, da, db = (float(c) for c in law.path(law.ar, np.asarray(t, dtype=float)))
    path = (a, b, da, db)
    d = len(law.m0)
    if isinstance(law, Mixture):
        k = random.choice(len(law.w), size=n, p=law.w / law.w.sum())
        x0 = law.m0 + random.standard_normal((n, d)) @ root(law.S0).T
        x1 = law.m[k] + np.einsum("nij,nj->ni", np.stack([root(C) for C in law.C])[k], random.standard_normal((n, d)))
        return Draw(law, t, x0, x1, k, path, random.standard_normal((n, d)))
    full = np.block([[law.S0, law.X], [law.X.T, law.S1]])
    both = np.concatenate([law.m0, law.m1]) + random.standard_normal((n, 2 * d)) @ root(full).T
    k, z = np.zeros(n, dtype=int), random.standard_normal((n, d))
    return Draw(law, t, both[:, :d], both[:, d:], k, path, z)


def generators(name: str, seed: int) -> Iterator[np.random.Generator]:
    """One for each case of the regime of this name, in their order: no two cases, and no two regimes, share their draws."""
    return (np.random.default_rng([seed, crc32(name.encode()), i]) for i in count())


def centred(law: Law, t: Time, n: int, random: np.random.Generator) -> SimpleNamespace:
    """x_t above the products of its coordinates less their means, (n, 1 + d, d); not given x_t."""
    x = sample(law, t, n, random).xt
    e = (x - x.mean(0)) * np.sqrt(n / (n - 1))
    return SimpleNamespace(xt=np.zeros((n, 1)), values=np.concatenate([x[:, None], e[:, :, None] * e[:, None]], axis=1))


def root(S: Any) -> Any:
    """R with R R^T = S, S positive semidefinite; what is zero up to rounding is zero, so that ends tied by a map are tied."""
    value, vector = np.linalg.eigh(S)
    return vector * np.sqrt(np.where(value > 2.0**-48 * value.max(), value, 0.0))
