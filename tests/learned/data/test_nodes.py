"""Models of causes as data: the law that is stated, clean causes that stand still, doors."""

from typing import Any

import numpy as np
import pytest
import torch

from analytic import scm
from analytic.arithmetic import float64
from learned import networks
from learned.data import Nodes, load
from learned.train import objective, start
from tests.learned.tiny import tiny

SPEC: dict[str, Any] = {
    "kind": "nodes",
    "effects": [[0, 0, 0], ["3/4", 0, 0], [0, -2, 0]],
    "variances": [2, 3, "1/2"],
    "means": [1, -1, 2],
}
NETWORK: dict[str, Any] = {"kind": "nodes", "causes": [[], [0], [1]], "hidden": 8, "layers": 1}


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_ends_have_the_law_and_clean_causes_stand_still() -> None:
    data, n = load(SPEC), 200_000
    assert isinstance(data, Nodes) and data.shape == (6,)
    x0, x1 = (a.double().numpy() for a in data.ends(n, seeded()))
    model = scm.model(float64(), [[0, 0, 0], [0.75, 0, 0], [0, -2, 0]], [2, 3, 0.5], [1, -1, 2])
    S = scm.covariance(model)
    assert abs(x1[:, :3].mean(0) - scm.mean(model)).max() < 5 * np.sqrt(S.max() / n)
    assert abs(np.cov(x1[:, :3].T) - S).max() < 6 * S.max() * np.sqrt(2 / n)
    assert abs(np.cov(x0[:, :3].T) - np.eye(3)).max() < 6 * np.sqrt(2 / n)
    assert (x0[:, 3:] == x1[:, 3:]).all() and (x1[:, :3] == x1[:, 3:]).all()
    assert abs(np.corrcoef(np.hstack([x0[:, :3], x1[:, :3]]).T)[:3, 3:]).max() < 6 / np.sqrt(n)


def test_the_floor_is_the_loss_of_the_conditional_mean() -> None:
    """E[x1 - z | x_t, causes] of each variable by regression on draws; a constant velocity is above it."""
    data, t = load(SPEC), torch.arange(1, 20) / 20
    assert isinstance(data, Nodes)
    found = []
    for time in t.tolist():
        x0, x1 = (a.double().numpy() for a in data.ends(20_000, seeded(int(100 * time))))
        xt, goal, left = (1 - time) * x0 + time * x1, x1 - x0, 0.0
        for i, causes in enumerate(NETWORK["causes"]):
            seen = np.column_stack([np.ones(len(xt)), xt[:, i], xt[:, [3 + j for j in causes]]])
            left += float(np.linalg.lstsq(seen, goal[:, i], rcond=None)[1][0]) / len(xt)
        found.append(left / 6)
    ends = 1 / 6 * np.array([sum([2, 3, 0.5]), 3])  # at t = 0 the variances given the causes, at t = 1 those of the noise
    assert np.trapezoid([ends[0], *found, ends[1]], dx=1 / 20) == pytest.approx(data.floor(), rel=0.01)


def test_a_node_sees_itself_and_its_causes_and_nothing_else() -> None:
    network = start.seeded(0, lambda: networks.build(NETWORK, (6,))).double()
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.5, generator=seeded(1))
    x = torch.randn(4, 6, generator=seeded(), dtype=torch.float64)
    J = torch.func.vmap(torch.func.jacfwd(lambda a: network(a[None], 0.3)[0]))(x)
    sees = torch.tensor([[1, 0, 0, 0, 0, 0], [0, 1, 0, 1, 0, 0], [0, 0, 1, 0, 1, 0], *[[0] * 6] * 3])
    assert ((J != 0).all(0) == sees.bool()).all()
    assert torch.equal(network(x, 0.3)[:, 2:3], network.node(2, x[:, 2:3], x[:, 4:5], 0.3))  # type: ignore[operator]


def test_training_draws_them_as_they_are_paired() -> None:
    preset = tiny(data=SPEC, network=NETWORK, loss={"coupling": "pairs"})
    data = load(SPEC)
    objective.check(preset, data)
    x0, x1, t = objective.draw_flow(preset, data, 3)  # type: ignore[arg-type]
    assert x0.shape == x1.shape == (16, 6) and torch.equal(x0[:, 3:], x1[:, 3:]) and t.shape == (16,)
    with pytest.raises(ValueError, match="pairs and nodes need 'pairs'"):
        objective.check(tiny(data=SPEC, network=NETWORK), data)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"variances": [1, -1, 1]}, "variances = -1.0: it must be zero or positive"),
        ({"effects": [[0, 1, 0], [1, 0, 0], [0, 0, 0]]}, "the cycle"),
        ({"means": [0, 0]}, "means"),
        ({"effects": [[0, 0, 0], [0.75, 0, 0], [0, 0, 0]]}, r'has the entry 0.75: write an int or a string such as "3/2"'),
        ({"noise": 1}, "'noise' is no key of nodes data"),
    ],
)
def test_bad_models(spec: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        load(SPEC | spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"causes": [[], [0], [3]]}, r"causes\[2\]\[0\] 3 does not exist: there are 3, pass 0 to 2"),
        ({"causes": [[1], [0], []]}, "is a cycle; take an arrow away"),
        ({"causes": [[], [0]]}, "causes has 2 rows for data of 6 coordinates: give one for each of 3 nodes"),
        ({"causes": 3}, "causes is 3: give a list"),
        ({"hidden": 0}, "hidden = 0"),
    ],
)
def test_bad_networks(spec: dict[str, Any], said: str) -> None:
    with pytest.raises((ValueError, TypeError), match=said):
        start.seeded(0, lambda: networks.build(NETWORK | spec, (6,)))
