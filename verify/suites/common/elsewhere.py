"""Networks too large to come with the library, in the folder that their training wrote: what a record says of them."""

import json
from pathlib import Path
from typing import Any

from learned import model

CARD: tuple[str, ...] = ("data_checksum", "weights_sha256", "parameters", "steps", "seconds", "loss", "loss_standard_error")
CARD += ("device", "threads", "machine", "versions", "retrain")
OF_CLASSIFIER = ("loss_test", "quality_test")


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
