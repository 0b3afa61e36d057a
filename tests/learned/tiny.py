"""A training that takes a second: a correlated Gaussian in the plane, eight hidden units."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from learned import preset
from learned.preset import Preset

TABLE: dict[str, Any] = {
    "name": "tiny",
    "about": "for tests",
    "seed": 3,
    "network": {"kind": "mlp", "hidden": 8, "layers": 1},
    "data": {"kind": "gaussian", "mean": [0, 1], "cov": [[1, "1/2"], ["1/2", 2]]},
    "optimiser": {"steps": 23, "batch": 16, "lr": 0.01, "warmup": 4, "schedule": "cosine", "ema": 0.9, "clip": 1.0},
    "run": {"checkpoint_every": 5, "log_every": 2},
}
UNET = {"kind": "flow-unet", "base": 4, "multipliers": [1, 2], "time": 8, "norm": "group"}


def tiny(**groups: Mapping[str, Any]) -> Preset:
    """The preset with other values in some groups: tiny(optimiser={"steps": 9})."""
    table = dict(TABLE)
    for key, value in groups.items():
        table[key] = {**TABLE.get(key, {}), **value} if isinstance(value, Mapping) and key not in ("network", "data") else value
    return preset.of(table)


def write_toml(path: Path, **groups: Any) -> Path:
    """The same as a file."""
    table = preset.table(tiny(**groups))
    table.pop("overrides")
    plain = {k: v for k, v in table.items() if not isinstance(v, dict)}
    lines = [f"{k} = {json.dumps(v)}" for k, v in plain.items()]
    for name, group in table.items():
        if isinstance(group, dict):
            lines += [f"[{name}]", *(f"{k} = {json.dumps(v)}" for k, v in group.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
