"""Any two attributes of the 40: their correlation by S = E[J J^T], of the samples, and of the labels. Nothing is measured anew."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from learned import dependence
from verify.drawing.tables import Table
from verify.papers.causality_delta import labels
from verify.suites.celeba.attributes import correlated, of_values
from verify.suites.celeba.kinds import Estimate
from verify.suites.celeba.measurement import MEASUREMENT
from verify.suites.common import measurement as measured


def asked(given: Mapping[str, Any]) -> Table:
    """`pair`: the names of two attributes."""
    if set(given) != {"pair"}:
        raise ValueError("celeba was measured once and has attributes: ask --pair ATTRIBUTE ATTRIBUTE, and no more")
    i, j = (place(name) for name in given["pair"])
    if i == j:
        raise ValueError(f"--pair {' '.join(given['pair'])}: an attribute correlates with itself; name two")
    store = measured.load(MEASUREMENT)
    y, w = store.arrays["y"], dependence.of_wiggles(store.arrays["w"])
    predicted = of_values((y > 0).astype(float))
    found = [
        correlated(Estimate.WIGGLES, w, (i, j)),
        correlated(Estimate.LOGITS, of_values(y), (i, j), centred=True),
        correlated(Estimate.PREDICTIONS, predicted, (i, j), centred=True),
        {"what": Estimate.LABELS.value, "value": float(labels.correlation()[i, j]), "n": labels.counts()[0]},
    ]
    body = [[r["what"], r["value"], *(r.get(k) for k in ("low", "high")), r["n"]] for r in found]
    return Table(
        ["of", "correlation", "95 % from", "to", "n"],
        body,
        f"{labels.names()[i]} and {labels.names()[j]}; labels: all images, so without an interval.",
    )


def place(name: str) -> int:
    """Of an attribute among the 40, in any case."""
    known = {known.lower(): i for i, known in enumerate(labels.names())}
    if name.lower() not in known:
        near = [labels.names()[known[n]] for n in get_close_matches(name.lower(), known, 3)] or labels.names()
        raise ValueError(f"{name!r} is no attribute of CelebA: use {', '.join(near)}")
    return known[name.lower()]
