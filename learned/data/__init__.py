"""What a network is trained on: laws, models of causes, curves, images, pairs. Nothing is substituted: what is missing is an error.

    load({"kind": "mixture", "weights": ["1/2", "1/2"], "means": [["-2"], ["2"]], "covs": [[["1"]], [["1"]]]}) -> Law
    load({"kind": "mnist", "split": "train", "digits": [5]}) -> Images        load({"kind": "pairs", "file": PATH}) -> Pairs
    load({"kind": "circle", "radius": 1}) -> Shape  load({"kind": "pairs", "n": 9, "d": 2, "seed": 0, "pairing": "random"}) -> Pairs

Real files are found below a root folder, which is DRIFTPROOF_DATA where that is set; `check(root)` says what is there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analytic.options import known, one_of, path
from learned.data.celeba import celeba
from learned.data.files import check
from learned.data.images import Images
from learned.data.law import Law
from learned.data.mnist import mnist
from learned.data.nodes import Nodes
from learned.data.pairs import Pairs, pairs
from learned.data.shapes import KINDS as SHAPES
from learned.data.shapes import Shape

KEYS = {
    "gaussian": {"mean", "cov"},
    "mixture": {"weights", "means", "covs"},
    "mnist": {"split", "digits", "black"},
    "celeba": {"split", "size"},
    "pairs": {"file", "x0", "x1", "n", "d", "seed", "pairing", "noise", "copies", "images", "size"},
    "nodes": {"effects", "variances", "means"},
    **{kind: {"radius"} for kind in SHAPES},
}
OPTIONAL = {"split", "digits", "black", "size", *KEYS["pairs"]}

__all__ = ["Images", "Law", "Nodes", "Pairs", "Shape", "celeba", "check", "load", "mnist"]


def load(spec: Mapping[str, Any], root: str | Path | None = None) -> Law | Shape | Images | Pairs | Nodes:
    """The data of a preset's [data] table: a kind and its keys; ValueError names the known ones."""
    one_of("data", spec, Mapping)
    if root is not None:
        path("root", root)
    kind, given = known("kind of data", spec.get("kind"), KEYS), {k: v for k, v in spec.items() if k != "kind"}
    for key in given:
        if key not in KEYS[kind]:
            raise ValueError(f"{key!r} is no key of {kind} data: use {', '.join(sorted(KEYS[kind]))}")
    for key in sorted(KEYS[kind] - OPTIONAL - set(given)):
        raise ValueError(f"{kind} data need the key {key!r}")
    if kind == "mnist":
        return mnist(root, **given)
    if kind == "celeba":
        return celeba(root, **given)
    if kind == "pairs":
        return pairs(root, **given)
    if kind == "nodes":
        return Nodes(spec)
    return Shape(spec) if kind in SHAPES else Law(spec)
