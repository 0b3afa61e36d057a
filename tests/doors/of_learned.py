"""The public functions of `learned`, each with good arguments and the kinds of bad input of each: the one list of them.

Nothing is trained, and nothing long is computed: what would be is asked with bad arguments only.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import torch

from analytic import arithmetic, gaussian
from learned import data, dependence, flow, model, networks, preset, probe
from learned.train import train
from tests.doors import options as o
from tests.learned.tiny import TABLE, UNET, tiny

Arguments = dict[str, tuple[o.Kinds, Any]]  # of each its kinds of bad input, and a good value
Doors = dict[str, tuple[Callable[..., Any], Arguments]]
X = torch.tensor([[0.5, 0.25], [1.0, 2.0]], dtype=torch.float64)
Z = torch.tensor([[[1.0, 0.0], [0.5, 1.0]]], dtype=torch.float64)
W = np.array([[[0.5, 1.0], [1.0, -2.0]], [[1.0, 0.5], [0.25, 0.5]], [[2.0, 1.0], [0.5, 1.0]]])  # wiggles
S = np.array([[2.0, 0.5], [0.5, 1.0]])
NOWHERE = "no/such/folder"
PAIR = {"mean0": [0.0, 0.0], "cov0": [[1.0, 0.0], [0.0, 1.0]], "mean1": [1.0, 2.0], "cov1": [[2.0, 1.0], [1.0, 3.0]]}


def field(x: Any, t: Any) -> Any:
    return t * x


def features(x: Any) -> Any:
    return x.sin()


def rows(x: Any) -> Any:
    return torch.eye(2, dtype=x.dtype).expand(len(x), 2, 2)


def push(x: Any, z: Any) -> Any:
    return x, z


def or_none(kinds: o.Kinds) -> o.Kinds:
    """Where nothing may be handed in."""
    return o.without(kinds, "None")


AT: Arguments = {"field": (o.FUNCTION, field), "x": (o.TENSOR, X)}
SECOND = o.without(o.ARRAY, "no points", "NaN in it", "infinity in it")  # of what does not move it holds NaN, and says so
TIMES: Arguments = {"t0": (o.NUMBER, 0.0), "t1": (o.NUMBER, 1.0), "steps": (o.HOW_MANY, 2), "method": (o.WORD, "heun")}
TOLERANCES: Arguments = {"method": ({}, "dopri5"), "rtol": (o.POSITIVE, 1e-3), "atol": (o.POSITIVE, 1e-3)}
CHUNK: Arguments = {"chunk": (or_none(o.without(o.HOW_MANY, "10^30")), 1)}
MAP: Arguments = {"f": (o.FUNCTION, features), "x": (o.TENSOR, X)}
PROBES: Arguments = {"probes": (o.HOW_MANY, 4), "kind": (o.WORD, "gaussian")}
FEATURE: Arguments = {"feature": (or_none(o.INDEX), 1)}
DRAWS: Arguments = {"seed": (o.SEED, 1), "resamples": (o.HOW_MANY, 9)}


KEYS: Arguments = {  # of a preset
    "seed": (o.without(o.SEED, "a float"), 1),
    "optimiser.steps": (o.without(o.HOW_MANY, "a float"), 3),
    "optimiser.lr": (o.POSITIVE, 0.5),
    "optimiser.ema": (o.PART, 0.5),
    "loss.target": (o.WORD, "x1"),
    "run.compile": (o.FLAG, False),
    "network": (o.without(o.TABLE, "empty", "unknown keys"), TABLE["network"]),
    "optimiser": (o.TABLE, TABLE["optimiser"]),
}
NODES = {"kind": "nodes", "effects": [[0, 0], [2, 0]], "variances": [1, 3], "means": [0, 1]}
NETWORK: Arguments = {"base": (o.HOW_MANY, 4), "multipliers": (o.LIST, [1, 2]), "time": (o.HOW_MANY, 8), "norm": (o.WORD, "group")}


def of_key(key: str) -> Callable[[Any], Any]:
    """The preset whose value at this key is given."""

    def made(value: Any) -> Any:
        group, _, name = key.partition(".")
        return preset.of({**TABLE, group: {**TABLE.get(group, {}), name: value} if name else value})

    return made


def network_key(key: str) -> Callable[[Any], Any]:
    def made(value: Any) -> Any:
        return networks.build({**UNET, key: value}, (1, 4, 4))

    return made


@cache
def doors() -> Doors:
    law = gaussian.independent(arithmetic.torch(), **PAIR)
    points = dependence.of_gram(np.stack([S, 2 * S, 3 * S]))
    fitted = model.load("gauss-2d", torch.float64)
    d, f, p = dependence, flow, probe
    by_row = {"on": (o.INDEX, 1), "by": (o.WORD, "row norm"), "norms": (or_none(o.ARRAY), np.array([1.0, 2.0, 3.0]))}
    return {
        "flow.field_of": (f.field_of, {"law": (o.TABLE, law)}),
        "flow.integrate": (f.integrate, AT | TIMES | {"trajectory": (o.FLAG, True)}),
        "flow.integrate, adaptive": (f.integrate, AT | TOLERANCES),
        "flow.push": (f.push, AT | {"tangents": (o.TENSOR, Z)} | TIMES | CHUNK),
        "flow.push, adaptive": (
            f.push,
            AT | {"tangents": (o.TENSOR, Z)} | {"t0": (o.NUMBER, 0.0), "t1": (o.NUMBER, 1.0)} | TOLERANCES,
        ),
        "flow.pull": (f.pull, AT | {"cotangents": (o.TENSOR, Z)} | TIMES | CHUNK),
        "flow.log_likelihood": (
            f.log_likelihood,
            {"field": (o.FUNCTION, field), "x1": (o.TENSOR, X), "source": (or_none(o.FUNCTION), f.normal), "steps": (o.HOW_MANY, 2)}
            | {"method": (o.WORD, "rk4"), "divergence": (o.WORD, "gaussian"), "probes": (o.HOW_MANY, 4)}
            | CHUNK,
        ),
        "flow.normal": (f.normal, {"x": (o.TENSOR, X)}),
        "flow.cosine": (f.cosine, {"steps": (o.HOW_MANY, 2)}),
        "probe.jvp": (p.jvp, MAP | {"z": (o.TENSOR, Z)} | CHUNK),
        "probe.vjp": (p.vjp, MAP | {"w": (o.TENSOR, Z)} | CHUNK),
        "probe.jacobian": (p.jacobian, MAP | CHUNK),
        "probe.divergence": (p.divergence, AT | {"t": ({}, 0.5)} | CHUNK),
        "probe.hutchinson": (p.hutchinson, AT | {"t": ({}, 0.5)} | PROBES | CHUNK),
        "probe.hutchinson_variance": (p.hutchinson_variance, {"J": (o.TENSOR, torch.tensor(S)), "kind": (o.WORD, "gaussian")}),
        "probe.top_singular": (
            p.top_singular,
            MAP | {"rank": (o.HOW_MANY, 1), "oversample": (o.INDEX, 1), "iterations": (o.HOW_MANY, 2)} | CHUNK,
        ),
        "probe.differences": (
            p.differences,
            MAP | {"z": (o.TENSOR, Z[0]), "step": (or_none(o.POSITIVE), 0.5), "scheme": (o.WORD, "central")},
        ),
        "dependence.of_wiggles": (
            d.of_wiggles,
            {
                "w": (o.ARRAY, W),
                "directions": (o.WORD, "unit"),
                "d": (o.HOW_MANY, 2),
                "keep": (or_none(o.without(o.ARRAY, "a bool array")), np.ones((3, 2))),
            },
        ),
        "dependence.of_rows": (d.of_rows, {"rows": (o.ARRAY, W)}),
        "dependence.of_gram": (d.of_gram, {"gram": (o.ARRAY, np.stack([S, S]))}),
        "dependence.beside": (d.beside, {"points": (o.TABLE, points), "y": (o.ARRAY, W[:, 0])}),
        "dependence.second_moment": (d.second_moment, {"points": (o.ARRAY, W), "centred": (o.FLAG, True)}),
        "dependence.correlation": (d.correlation, {"S": (SECOND, S)}),
        "dependence.deviations": (d.deviations, {"S": (SECOND, S)}),
        "dependence.partial": (d.partial, {"S": (SECOND, S), "on": (o.INDEX, 1)}),
        "dependence.truncated": (d.truncated, {"S": (SECOND, S), "on": (o.INDEX, 1), "quantile": (o.PART, 0.5)}),
        "dependence.readings": (d.readings, {"w": (o.ARRAY, W), "length": (o.ARRAY, np.ones((3, 2))), "step": (o.POSITIVE, 0.5)}),
        "dependence.sizes": (d.sizes, {"data": (o.ARRAY, W)} | by_row),
        "dependence.condition": (d.condition, {"data": (o.ARRAY, W), "on": (o.INDEX, 1), "threshold": (o.NUMBER, 1.5)}),
        "dependence.condition, by row": (
            d.condition,
            {"data": (o.ARRAY, W), "on": (o.INDEX, 1), "threshold": (o.NUMBER, 2.0)} | by_row,
        ),
        "dependence.threshold_sweep": (
            d.threshold_sweep,
            {"data": (o.ARRAY, W), "on": (o.INDEX, 1), "pair": (o.LIST, (0, 1)), "by": (o.WORD, "direction"), "norms": ({}, None)}
            | {"quantiles": (o.LIST, [1.0])}
            | DRAWS,
        ),
        "dependence.permutation_null": (
            d.permutation_null,
            {
                "w": (o.ARRAY, W),
                "pair": (o.LIST, (0, 1)),
                "within": (o.FLAG, True),
                "permutations": (o.HOW_MANY, 9),
                "seed": (o.SEED, 1),
            },
        ),
        "dependence.bootstrap": (
            d.bootstrap,
            {
                "data": (o.ARRAY, W),
                "statistic": (o.FUNCTION, d.correlation),
                "level": (o.PART, 0.9),
                "method": (o.WORD, "percentile"),
            }
            | DRAWS
            | {"centred": (o.FLAG, False)},
        ),
        "dependence.jackknife": (
            d.jackknife,
            {"data": (o.ARRAY, W), "statistic": (o.FUNCTION, d.correlation), "centred": (o.FLAG, False)},
        ),
        "dependence.effective_sample_size": (d.effective_sample_size, {"data": (o.ARRAY, W)} | FEATURE),
        "dependence.heavy_tail": (d.heavy_tail, {"data": (o.ARRAY, np.concatenate([W] * 4))} | FEATURE),
        "dependence.shards": (
            d.shards,
            {"n": (o.HOW_MANY, 5), "world": (o.HOW_MANY, 2), "rank": (o.INDEX, 1), "chunk": (o.HOW_MANY, 2)},
        ),
        "dependence.draw": (d.draw, {"seed": (o.SEED, 1), "index": (o.LIST, [0, 1]), "shape": (o.LIST, [2]), "k": (o.HOW_MANY, 2)}),
        "dependence.measure": (
            d.measure,
            {"push": (o.FUNCTION, push), "pull": (or_none(o.FUNCTION), rows), "seed": (o.SEED, 1), "index": (o.LIST, [0, 1])}
            | {"shape": (o.LIST, [2]), "k": (o.HOW_MANY, 2), "chunk": (o.HOW_MANY, 2), "dtype": (o.DTYPE, torch.float64)}
            | {"device": (o.WORD, "cpu")},
        ),
        "dependence.merge": (d.merge, {"parts": (o.LIST, [])}),
        "dependence.forward": (d.forward, {"f": (o.FUNCTION, features)}),
        "dependence.reverse": (d.reverse, {"f": (o.FUNCTION, features)}),
        "dependence.through": (d.through, {"field": (o.FUNCTION, field), "features": (o.FUNCTION, features)}),
        "model.load": (model.load, {"name": (o.FOLDER, "gauss-2d"), "dtype": (o.DTYPE, torch.float64), "device": (o.WORD, "cpu")}),
        "Model.velocity": (
            fitted.velocity,
            {
                "x": (o.without(o.TENSOR, "no points", "NaN in it", "infinity in it"), X),
                "t": (o.without(o.NUMBER, "an array"), 0.5),
            },
        ),
        "preset.read": (preset.read, {"name": (o.FILE, "gauss-2d"), "overrides": (o.LIST, ["seed=1"])}),
        "preset.of": (preset.of, {"table": (o.TABLE, TABLE)}),
        "preset.table": (preset.table, {"preset": (o.TABLE, tiny())}),
        **{f"preset.of {key}": (of_key(key), {"value": (kinds, good)}) for key, (kinds, good) in KEYS.items()},
        "networks.build": (networks.build, {"spec": (o.TABLE, UNET), "shape": (o.LIST, (1, 4, 4))}),
        **{f"networks.build {key}": (network_key(key), {"value": (kinds, good)}) for key, (kinds, good) in NETWORK.items()},
        "data.load": (data.load, {"spec": (o.TABLE, TABLE["data"]), "root": (or_none(o.PATH), NOWHERE)}),
        "data.check": (data.check, {"root": (or_none(o.PATH), NOWHERE)}),
        "data.mnist": (
            data.mnist,
            {"root": (or_none(o.FOLDER), NOWHERE), "split": (o.WORD, "test"), "digits": (or_none(o.LIST), [5])},
        ),
        "data.celeba": (data.celeba, {"root": (or_none(o.FOLDER), NOWHERE), "split": (o.WORD, "test"), "size": (o.HOW_MANY, 64)}),
        "data.Law": (data.Law, {"spec": (o.TABLE, TABLE["data"])}),
        "data.Shape": (data.Shape, {"spec": (o.TABLE, {"kind": "circle", "radius": 1})}),
        "data.Nodes": (data.Nodes, {"spec": (o.TABLE, NODES)}),
        "data.Pairs": (data.Pairs, {"x0": (o.TENSOR, X), "x1": (o.TENSOR, X + 1)}),
        "train": (
            train,
            {
                "preset": (o.TABLE, tiny(data={"kind": "pairs", "file": "nowhere"}, loss={"coupling": "pairs"})),
                "folder": (o.FOLDER, NOWHERE),
            }
            | {"device": (o.WORD, "cpu"), "stop_after": (or_none(o.HOW_MANY), 3), "resume": (o.FLAG, True)}
            | {"seconds": (or_none(o.POSITIVE), 3.0)},
        ),
    }
