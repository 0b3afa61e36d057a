"""pi(x0, x1): which source point is paired with which data point of a batch. The marginals of the batch stay as they are."""

import torch

KINDS = ("independent", "ot", "pairs")


def couple(kind: str, x0: torch.Tensor, x1: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(x0_i, x1_sigma(i)): sigma the identity (independent draws, or fixed pairs), or argmin sum_i |x0_i - x1_sigma(i)|^2 (ot)."""
    if kind not in KINDS:
        raise ValueError(f"coupling {kind!r}: it must be one of {', '.join(KINDS)}")
    if x0.shape != x1.shape:
        raise ValueError(f"x0 has shape {tuple(x0.shape)}, x1 {tuple(x1.shape)}: they must be the same")
    if kind != "ot":
        return x0, x1
    from scipy.optimize import linear_sum_assignment

    a, b = (x.flatten(1).double() for x in (x0, x1))  # (N, D)
    cost = a.square().sum(1)[:, None] + b.square().sum(1)[None] - 2 * a @ b.T  # (N, N)
    _, sigma = linear_sum_assignment(cost.cpu().numpy())
    return x0, x1[torch.from_numpy(sigma).to(x1.device)]
