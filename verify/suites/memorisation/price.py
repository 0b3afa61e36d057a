"""What a network on two crossing lines pays for its Lipschitz constant: no loss on the pairs -1 to 1, 1 to -1 is below 8/(3 L)."""

from typing import Any

import torch

from analytic import arithmetic, floors

TIMES = 4096  # of the midpoint rule, whose error is said


def priced(trained: Any) -> dict[str, float]:
    """The loss on the two pairs, the error of its midpoint rule, L = max |v(y) - v(-y)|/(2 |y|), y = 1 - 2 t, and 8/(3 L)."""
    t = (torch.arange(TIMES, dtype=torch.float64) + 0.5) / TIMES
    y = (1 - 2 * t)[:, None]
    with torch.no_grad():
        up, down = trained.velocity(-y, t), trained.velocity(y, t)  # from -1 with velocity 2, from 1 with velocity -2
    L = float(((up - down) / (2 * y)).abs().max())
    each = ((up - 2) ** 2 + (down + 2) ** 2)[:, 0] / 2
    rule = float(each.diff().abs().sum()) / (2 * TIMES)  # total variation times half a step
    return {"paid": float(each.mean()), "rule": rule, "L": L, "price": float(floors.lipschitz_floor(arithmetic.float64(), L))}
