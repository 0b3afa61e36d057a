"""One flow a node, asked: x node by node from latents, latents from x, coordinates set on the way; and how far it is from exact.

    see      slope of x_j on x_k over draws                       |b' - b| <= (d_k r/s + d_j + |b| d_k)/s,  s = s_k - d_k
    do       mean over latents of (x_j(hi) - x_j(lo))/(hi - lo)   |b' - b| <= (d_j(hi) + d_j(lo))/(hi - lo),  hi, lo = m_k +- s_k
    imagine  x_j of a unit whose latents were found, x_k set      the largest distance of as many other units

d is the rms distance of the learned map from the exact one at the same latents (draws that the answer has not seen), s_k the
deviation of x_k, r that of what x_k leaves of x_j: Cauchy and Schwarz. FAR standard errors of sampling are added.
"""

import math
from dataclasses import dataclass
from typing import Any

import torch

from analytic import scm
from learned import flow
from verify.routes.causes import solved
from verify.suites.causal.kinds import Level

STEPS = 6  # of RK4
FAR = 4.0  # standard errors: beyond them 1 draw in 16 000
DRAWS = 800  # of an answer, and again of a distance


@dataclass(frozen=True)
class Estimate:
    value: float
    sampling: float  # FAR standard errors
    distance: float  # what the distance of the learned map can do to it

    @property
    def bound(self) -> float:
        return self.sampling + self.distance


@dataclass(frozen=True, eq=False)
class Asked:
    """A network with the law that it was trained on; `causes` as the network sees them."""

    network: Any
    law: Any  # float64; `x` one unit
    causes: Any

    def carried(self, i: int, y: Any, x: Any, back: bool = False) -> Any:
        """x_i at the end of its flow from y, (N,), given its causes in x; or back."""
        seen, ends = x[:, self.causes[i]], (1.0, 0.0) if back else (0.0, 1.0)
        with torch.no_grad():
            end = flow.integrate(lambda s, t: self.network.node(i, s, seen, t), y[:, None], *ends, steps=STEPS, method="rk4")
        return end[:, 0]

    def made(self, z: Any, k: int | None = None, value: Any = None) -> Any:
        """x (N, n) of the latents z, causes first; x_k = value."""
        x = torch.zeros_like(z)
        for i in range(z.shape[1]):
            x[:, i] = value if i == k else self.carried(i, z[:, i], x)
        return x

    def latents(self, x: Any) -> Any:
        return torch.stack([self.carried(i, x[:, i], x, back=True) for i in range(x.shape[1])], 1)

    def exact(self, z: Any, k: int | None = None, value: Any = None) -> Any:
        """x of the exact flows at the same latents."""
        model = self.law.model
        u = model.c[:, None] + model.ar.sqrt(model.V)[:, None] * z.numpy().T
        return torch.from_numpy(solved(model, u, k, value)).T


def answers(asked: Asked, k: int, j: int, seed: int) -> dict[Level, Estimate]:
    z = torch.randn(2, DRAWS, len(asked.law.model.V), generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return {level: ask(asked, k, j, *z) for level, ask in ASK.items()}


def see(asked: Asked, k: int, j: int, z: Any, other: Any) -> Estimate:
    x, again = asked.made(torch.cat([z, other])).split(len(z))
    S, (a, b) = scm.covariance(asked.law.model), (x[:, i] - x[:, i].mean() for i in (k, j))
    slope = float(a @ b / (a @ a))
    error = float((b - slope * a).norm() / a.norm()) / math.sqrt(len(z))
    far, exact = again - asked.exact(other), S[j, k] / S[k, k]
    d_k, d_j = (_rms(far[:, i]) for i in (k, j))
    s, r = math.sqrt(S[k, k]) - d_k, math.sqrt(S[j, j] - exact**2 * S[k, k])
    return Estimate(slope, FAR * error, (d_k * r / s + d_j + abs(exact) * d_k) / s)


def do(asked: Asked, k: int, j: int, z: Any, other: Any) -> Estimate:
    s = math.sqrt(scm.covariance(asked.law.model)[k, k])
    values = scm.mean(asked.law.model)[k] + s * torch.tensor([1.0, -1.0], dtype=torch.float64).repeat_interleave(len(z)).repeat(2)
    high, low, *again = asked.made(torch.cat([z, z, other, other]), k, values)[:, j].split(len(z))
    right = asked.exact(torch.cat([other, other]), k, values[: 2 * len(z)].numpy())[:, j].split(len(z))
    slopes, far = (high - low) / (2 * s), sum(_rms(a - b) for a, b in zip(again, right, strict=True))
    return Estimate(float(slopes.mean()), FAR * float(slopes.std()) / math.sqrt(len(z)), far / (2 * s))


def imagine(asked: Asked, k: int, j: int, z: Any, other: Any) -> Estimate:
    """Each of the other units has x_k set to what it is in the next one."""
    units = asked.exact(other)
    values = torch.cat([torch.tensor([float(asked.law.value)], dtype=torch.float64), units[:, k].roll(1)])
    x = torch.cat([torch.from_numpy(asked.law.x), units])
    unit, *again = asked.made(asked.latents(x), k, values)[:, j].split([1, len(units)])
    return Estimate(float(unit), 0.0, float((again[0] - asked.exact(other, k, values[1:].numpy())[:, j]).abs().max()))


def _rms(off: Any) -> float:
    return float(off.square().mean().sqrt())


ASK = {Level.SEE: see, Level.DO: do, Level.IMAGINE: imagine}
