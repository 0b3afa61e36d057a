"""The ten defects of the published code, as their authors would have written them: plain torch, float32.

Where a defect is no formula (a figure, a grid of times) this is the formula nearest to it. CAUSES: what a diagnosis must say.
"""

import torch

from verify import derivation


def gate(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    diff = x - (1 - t) * mu0 - t * mu
    sol = torch.linalg.solve(S, diff)
    logits = torch.log(pi) - 0.5 * torch.logdet(S) - 0.5 * (diff * sol).sum(-1)
    return torch.softmax(logits, -1), S, sol


def drift(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, _, sol = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    v = mu - mu0 + ((t * Sigma - (1 - t) * Sigma0) @ sol[..., None])[..., 0]
    return (r[:, None] * v).sum(0)


@derivation("velocity", dtype="float32", assume="no far tails")
def defect_1_drift(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _ = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    A = t * Sigma @ torch.linalg.inv(S)
    diff = x - (1 - t) * mu0 - t * mu
    return (r[:, None] * (mu - mu0 + (A @ diff[..., None])[..., 0])).sum(0)


@derivation("jacobian", dtype="float32", assume="no far tails")
def defect_2_forward_difference(x, t, pi, mu, Sigma, mu0, Sigma0):
    h = 1e-6
    base = drift(x, t, pi, mu, Sigma, mu0, Sigma0)
    columns = [(drift(x + h * e, t, pi, mu, Sigma, mu0, Sigma0) - base) / h for e in torch.eye(len(x))]
    return torch.stack(columns, -1)


@derivation("velocity", law="gaussian", dtype="float32", assume=["d=1", "standard source"])
def defect_3_one_dimension(x, t, S1):
    return (t * S1[0, 0] - (1 - t)) / ((1 + t) ** 2 + t**2 * S1[0, 0]) * x


@derivation("jacobian", dtype="float32", assume="no far tails")
def defect_4_undivided_jvp(x, t, pi, mu, Sigma, mu0, Sigma0):
    eps = 1e-6
    f = lambda p: drift(p, t, pi, mu, Sigma, mu0, Sigma0)  # noqa: E731
    return torch.stack([torch.func.jvp(f, (x,), (eps * e,))[1] for e in torch.eye(len(x))], -1)


@derivation("velocity", dtype="float32", assume="no far tails")
def defect_5_new_mixture_per_panel(x, t, pi, mu, Sigma, mu0, Sigma0):
    panel = torch.Generator().manual_seed(int(100 * t))
    mu = 3 * (2 * torch.rand(mu.shape, generator=panel) - 1)
    return drift(x, t, pi, mu, Sigma, mu0, Sigma0)


@derivation("flow_map", law="gaussian", dtype="float32", assume=["d=1", "no far tails"])
def defect_6_grid_and_step(x, t, m0, S0, m1, S1):
    n = 20
    y = x
    for s in torch.linspace(0, 1, n) * t:
        A = (s * S1 - (1 - s) * S0) / ((1 - s) ** 2 * S0 + s**2 * S1)
        y = y + t / n * (m1 - m0 + A[0, 0] * (y - (1 - s) * m0 - s * m1))
    return y


@derivation("jacobian_row_norms", dtype="float32", assume="no far tails")
def defect_7_one_direction(x, t, pi, mu, Sigma, mu0, Sigma0):
    f = lambda p: drift(p, t, pi, mu, Sigma, mu0, Sigma0)  # noqa: E731
    direction = torch.ones(len(x)) / len(x) ** 0.5
    return torch.func.jvp(f, (x,), (direction,))[1].abs()


@derivation("jacobian_gram", law="gaussian", dtype="float32")
def defect_8_correlation(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S0 + t**2 * S1
    J = (t * S1 - (1 - t) * S0) @ torch.linalg.inv(S)
    second = J @ J.T
    scale = torch.diagonal(second).sqrt()
    return (second / scale[:, None] / scale[None, :]).expand(len(x), -1, -1)


@derivation("jacobian_do", dtype="float32", assume="no far tails")
def defect_9_blend(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _ = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    A = (t * Sigma - (1 - t) * Sigma0) @ torch.linalg.inv(S)
    return (r[:, None, None] * A).sum(0)


@derivation("responsibilities", dtype="float32")
def defect_10_densities(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    diff = x - (1 - t) * mu0 - t * mu
    q = (diff * torch.linalg.solve(S, diff)).sum(-1)
    dens = pi * torch.exp(-0.5 * q) / torch.sqrt(torch.linalg.det(2 * torch.pi * S))
    return dens / dens.sum()


CAUSES = {
    "defect_1_drift": "denoiser",
    "defect_2_forward_difference": "rounding noise",
    "defect_3_one_dimension": "1 + t for 1 - t",
    "defect_4_undivided_jvp": "never divided by it",
    "defect_5_new_mixture_per_panel": "ignores the data means",
    "defect_6_grid_and_step": "step 1/n",
    "defect_7_one_direction": "one direction",
    "defect_8_correlation": "correlation",
    "defect_9_blend": "blend",
    "defect_10_densities": "log densities",
}
