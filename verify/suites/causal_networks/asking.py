"""Which graphs, which questions, and the answers of the two networks of a graph to them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.regimes import causes as regimes
from verify.routes.causes import solved
from verify.suites.causal.kinds import Construction, Level
from verify.suites.causal_networks import filtered, nodes
from verify.suites.causal_networks.nodes import Asked, Estimate

UNIT = (1, -1, 0.5)  # what the noises of the unit are above their means: less than a deviation each
FILTERED = (Level.SEE, Level.DO)  # one answer, whatever is asked: no unit is abducted


class Graph(NamedTuple):
    regime: Regime
    questions: tuple[tuple[int, int], ...]  # k that is moved, j that is looked at
    exchanged: list[list[int]]  # other variables for the causes of each


class Cell(NamedTuple):
    k: int
    j: int
    construction: Construction
    level: Level


GRAPHS = {  # as presets are named
    "common-cause": Graph(regimes.NUMBERS[0], ((1, 2),), [[], [0], [1]]),
    "mediator": Graph(regimes.NUMBERS[1], ((1, 2), (2, 0)), [[], [0], [0]]),
    "collider": Graph(regimes.NUMBERS[2], ((0, 1), (0, 2)), [[], [], [1, 0]]),
}
NODES, JOINT = "nodes", "joint"
MODELS = tuple(f"{graph}-{kind}" for graph in GRAPHS for kind in (NODES, JOINT))


def law(graph: str) -> Any:
    """In float64, with a unit whose noises are less than a deviation each from their means."""
    of = GRAPHS[graph].regime.law(arithmetic.float64())
    return replace(of, x=solved(of.model, (of.model.c + np.array(UNIT))[:, None]).T)


def answers(graph: str, by_node: Any, velocity: Any, seed: int) -> dict[Cell, Estimate]:
    """Of a network of flows a node, and of the velocity of a joint flow."""
    J, found = filtered.jacobian(velocity, seed), dict(of_nodes(graph, by_node, by_node.causes, seed))
    for k, j in GRAPHS[graph].questions:
        one = filtered.answer(law(graph), J, k, j, seed)
        found |= {Cell(k, j, Construction.FILTER, level): one for level in FILTERED}
    return found


def of_nodes(graph: str, network: Any, causes: Any, seed: int) -> Iterator[tuple[Cell, Estimate]]:
    """Its flows shown these variables for their causes."""
    for k, j in GRAPHS[graph].questions:
        for level, a in nodes.answers(Asked(network, law(graph), causes), k, j, seed).items():
            yield Cell(k, j, Construction.NODES, level), a
