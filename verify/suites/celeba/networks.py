"""The networks and how good they are, by their cards; and what was not run."""

from collections.abc import Iterator, Mapping
from typing import Any

from learned import model
from learned.preset import read
from verify.drawing.tables import Row
from verify.suites.celeba.kinds import Kind
from verify.suites.celeba.measurement import CLASSIFIER, FLOW
from verify.suites.common.measurement import Store

PAPER = ("paper-celeba-flow", "paper-celeba-attention", "paper-celeba-classifier")
SAID = ("steps", "seconds", "parameters", "loss", "loss_test")
QUALITY = ("name", "base_rate", "accuracy", "balanced_accuracy", "auc")
MEASURED = ("points", "probes", "method", "steps", "times", "seconds", "threads", "machine")


def about(store: Store) -> Iterator[Row]:
    """Both networks that come with the library, the classifier on the test images, and the store of both."""
    cards = {name: model.load(name).card for name in (FLOW, CLASSIFIER)}
    for name, card in cards.items():
        yield network(name, card)
    yield from quality(cards[CLASSIFIER])
    yield measured(store)


def measured(store: Store) -> Row:
    return {"kind": Kind.STORE.value, **{k: store.about[k] for k in MEASURED}}


def network(name: str, card: Mapping[str, Any]) -> Row:
    return {"kind": Kind.NETWORK.value, "model": name, **{k: card.get(k) for k in SAID}, "repeat": card["retrain"]}


def quality(card: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each attribute."""
    for r in card["quality_test"]:
        found = {k: r[k] for k in QUALITY}
        yield {"kind": Kind.QUALITY.value, "attribute": r["attribute"] + 1, **found, "repeat": card["retrain"]}


def not_run() -> Iterator[Row]:
    for name in PAPER:
        command = f"driftproof train {name} --device cuda"
        yield {"kind": Kind.NOT_RUN.value, "model": name, "about": read(name).about, "repeat": command, "device": "cuda"}
