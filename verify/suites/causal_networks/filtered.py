"""A joint flow asked with the published filter: probes J z that hardly move the other variable, the slope of x_j on x_k among them.

    |b' - b| <= |slope of S_q - b| + (|g| D_c + D_j + |b| D_k)/rms w_k,   w = J z kept where |w_c| is below its quantile q

D is the rms distance of J z from M z over probes kept of other points, M the exact end map; b and g are the exact slopes of x_j on
x_k and x_c; S_q is the second moment that the filter leaves where J is constant. FAR standard errors (jackknife) are added.
"""

from functools import partial
from typing import Any

import numpy as np
import torch

from analytic import gaussian, scm
from analytic.path import linear
from learned import dependence, flow, probe
from verify.suites.causal_networks.nodes import FAR, STEPS, Estimate

POINTS, PROBES = 250, 800  # of an answer, and again of a distance
N = 3  # variables of each model
QUANTILE = 0.05  # of the probes are kept


def jacobian(velocity: Any, seed: int) -> Any:
    """J (2, POINTS, N, N) of the end map at points of the source."""
    x0 = torch.randn(2 * POINTS, N, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    end = partial(flow.integrate, velocity, steps=STEPS, method="rk4")
    return probe.jacobian(end, x0).numpy().reshape(2, POINTS, N, N)


def answer(law: Any, J: Any, k: int, j: int, seed: int) -> Estimate:
    S, (c,) = scm.covariance(law.model), [i for i in range(len(law.model.V)) if i not in (j, k)]
    z = np.random.default_rng([seed, 2]).standard_normal((2, POINTS, PROBES, len(S)))
    w, other = np.einsum("bnij,bnkj->bnki", J, z)
    points = dependence.condition(w, c, float(np.quantile(abs(w[..., c]), QUANTILE)))
    value = float(slope(dependence.second_moment(points), k, j))
    error = float(dependence.jackknife(points, partial(slope, k=k, j=j)))
    b, g = np.linalg.solve(S[np.ix_((k, c), (k, c))], S[(k, c), j])
    wide = abs(float(slope(dependence.truncated(S, c, QUANTILE), k, j)) - b)
    kept = abs(other[..., c]) <= np.quantile(abs(other[..., c]), QUANTILE)
    D = np.sqrt(((other - z[1] @ end(law, S))[kept] ** 2).mean(0))
    far = (abs(g) * D[c] + D[j] + abs(b) * D[k]) / np.sqrt((other[kept][:, k] ** 2).mean())
    return Estimate(value, FAR * error, float(wide + far))


def slope(S: Any, k: int, j: int) -> Any:
    return S[..., j, k] / S[..., k, k]


def end(law: Any, S: Any) -> Any:
    """The symmetric root of S: where the exact flow ends."""
    n = len(S)
    pair = gaussian.Pair(law.ar, np.zeros(n), np.eye(n), np.zeros(n), S, np.zeros((n, n)), linear)
    return gaussian.flow_matrix(pair, law.ar.array(1))
