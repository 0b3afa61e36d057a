"""velocity = network(x, t): x (N, *shape), t a number, 0-d or (N,); the velocity has the shape of x.

Written for derivatives as well as for training: in eval mode every network carries `torch.func.jvp`, alone and under `vmap`,
in the contiguous layout, and a row of the output depends on its own row of x only. In train mode norm="batch" mixes the rows:
mean and variance are those of the batch. Initialisation draws from torch's generator: seed it (`torch.manual_seed`) before.
The last layer starts at zero, so an untrained network is the field 0.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from torch import nn

from analytic.door import count
from analytic.options import each, one_of
from learned.networks import classifier, mlp, nodes, unet
from learned.networks.layers import known

__all__ = ["KINDS", "build"]

KINDS: dict[str, tuple[Callable[..., nn.Module], dict[str, int]]] = {  # what the data's shape decides: argument -> axis
    "mlp": (mlp.MLP, {"dim": 0}),
    "nodes": (nodes.Nodes, {"dim": 0}),
    "flow-unet": (unet.FlowUNet, {"channels": 0}),
    "attention-unet": (unet.AttentionUNet, {"channels": 0, "size": 1}),
    "resnet50": (classifier.resnet50, {}),
    "small-resnet": (classifier.SmallResNet, {}),
}


def build(spec: Mapping[str, Any], shape: tuple[int, ...]) -> nn.Module:
    """The network of a preset's [network] table, for data of this shape: (d,) or (channels, height, width)."""
    one_of("network", spec, Mapping)
    shape = tuple(each("shape", shape, lambda name, n: count(name, n, 1)))
    kind = spec.get("kind")
    make, axes = known("network kind", kind, KINDS)
    if len(shape) != (1 if "dim" in axes else 3):
        raise ValueError(
            f"{kind!r} and data of shape {tuple(shape)}: mlp and nodes are for (d,), the others for (channels, height, width)"
        )
    keys = [key for key in inspect.signature(make).parameters if key not in axes]
    if wrong := [key for key in spec if key not in (*keys, "kind")]:
        raise ValueError(f"{wrong[0]!r} is not a key of a network of kind {kind!r}; known: {', '.join(keys)}")
    network: nn.Module = make(
        **{name: shape[axis] for name, axis in axes.items()}, **{key: spec[key] for key in spec if key != "kind"}
    )
    return network
