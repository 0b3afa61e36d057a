"""Networks too large to come with the library, in the folder that their training wrote: what a record says of them."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from learned import model
from learned.preset import read

CARD: tuple[str, ...] = ("data_checksum", "weights_sha256", "parameters", "steps", "seconds", "loss", "loss_standard_error")
CARD += ("device", "threads", "machine", "versions", "retrain")
OF_CLASSIFIER = ("loss_test", "quality_test")
DTYPES = {"float32": "float32", "bf16": "bfloat16"}  # of the products in a network, by `run.precision`
FASTEST = ("run.precision=bf16", "run.compile=true")  # of what two cores can train with


def command(preset: str, changed: Sequence[str] = ()) -> str:
    """What trains this preset with these settings changed, as a card says it."""
    return " ".join(["driftproof train", preset, *(f"--set {text}" for text in changed)])


def dtype(command: str) -> str:
    """The dtype of the products in the network that such a command trains."""
    _, _, preset, *options = shlex.split(command)
    return DTYPES[read(preset, options[1::2]).run.precision]


def trained(name: str, network: str, trained_by: str, run: Path) -> dict[str, Any]:
    """The card and the losses of the training in `run`, which must be the one that the measurement `name` asks for."""
    if not trained_by:
        raise ValueError(f"{name} is of the network {network} that comes with the library: leave out --run")
    for file in (run / "card.json", run / "log.jsonl"):
        if not file.is_file():
            raise ValueError(f"there is no {file}: train with `{trained_by}`, or give its folder by --run")
    card = model.load(run).card
    if card["retrain"] != trained_by:
        raise ValueError(f"{run} was trained by `{card['retrain']}`: {name} is of `{trained_by}`")
    log = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    losses = [[row["step"], float(f"{row['loss']:.6g}")] for row in log]
    said = (*CARD, *(OF_CLASSIFIER if card["preset"]["task"] == "classifier" else ()))
    return {"weights_sha256": card["weights_sha256"], "card": {key: card[key] for key in said}, "losses": losses}
