"""What a network is trained on: closed-form laws, real images, fixed pairs. Nothing is substituted: what is missing is an error.

    load({"kind": "mixture", "weights": ["1/2", "1/2"], "means": [["-2"], ["2"]], "covs": [[["1"]], [["1"]]]}) -> Law
    load({"kind": "mnist", "split": "train", "digits": [5]}) -> Images        load({"kind": "pairs", "file": PATH}) -> Pairs

Real files are found below a root folder, which is DRIFTPROOF_DATA where that is set; `check(root)` says what is there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from learned.data.celeba import celeba
from learned.data.files import check
from learned.data.images import Images, Pairs, pairs
from learned.data.law import Law
from learned.data.mnist import mnist

KEYS = {
    "gaussian": {"mean", "cov"},
    "mixture": {"weights", "means", "covs"},
    "mnist": {"split", "digits"},
    "celeba": {"split", "size"},
    "pairs": {"file"},
}
OPTIONAL = {"split", "digits", "size"}

__all__ = ["Images", "Law", "Pairs", "celeba", "check", "load", "mnist"]


def load(spec: Mapping[str, Any], root: str | Path | None = None) -> Law | Images | Pairs:
    """The data of a preset's [data] table: a kind and its keys; ValueError names the known ones."""
    kind, given = spec.get("kind"), {k: v for k, v in spec.items() if k != "kind"}
    if kind not in KEYS:
        raise ValueError(f"kind of data {kind!r} is unknown: use one of {', '.join(KEYS)}")
    for key in given:
        if key not in KEYS[kind]:
            raise ValueError(f"{key!r} is no key of {kind} data: use {', '.join(sorted(KEYS[kind]))}")
    for key in sorted(KEYS[kind] - OPTIONAL - set(given)):
        raise ValueError(f"{kind} data need the key {key!r}")
    if kind == "mnist":
        return mnist(root, **given)
    if kind == "celeba":
        return celeba(root, **given)
    return pairs(root, **given) if kind == "pairs" else Law(spec)
