"""The tables of Table 6 and Fig. 5: through the classifier that comes with the library, then through ResNet50."""

from typing import Any

from verify.drawing.tables import Row, Table
from verify.suites.celeba import pair_tables
from verify.suites.celeba.kinds import Kind
from verify.suites.celeba.measurement import RESNET
from verify.suites.common import trainings


def own(rows: list[Row]) -> list[Row]:
    """Of the classifier that comes with the library."""
    return [r for r in rows if "through" not in r]


def other(rows: list[Row]) -> list[Row]:
    """Of ResNet50; a row that it was not run where there is no record."""
    return [r for r in rows if "through" in r]


def of_kind(rows: list[Row], kind: Kind) -> list[Row]:
    return [r for r in rows if r["kind"] == kind]


def interval(r: Row) -> str:
    return f"{r['low']:.3f} to {r['high']:.3f}" if r.get("low") is not None else ""


def _random(r: Row) -> str:
    return interval(r) if "n" in r else ""


def _by(r: Row) -> str:
    return f"{r['by']}, as published" if r["kind"] == Kind.PUBLISHED else str(r["by"])


def _steps(r: Row) -> Any:
    if r["kind"] != Kind.NOT_RUN:
        return r["steps"]
    return "not run (GPU)" if r["device"] == "cuda" else "not run"


# title: the kinds of its rows, the first of which is its key, and for each column its head with a field or a function
TABLES: dict[str, tuple[tuple[Kind, ...], dict[str, Any]]] = {
    "Table 6: correlation of attributes 28 and 30": (
        (Kind.TABLE6,),
        {"of": "what", "correlation": "value", "95 % interval": interval, "printed": "printed", "n": "n", "note": "note"},
    ),
    "The threshold on attribute 19": (
        (Kind.THRESHOLD, Kind.PUBLISHED),
        {"by": _by, "share": "quantile", "threshold": "threshold", "points": "points", "probes": "probes"}
        | {"correlation": "correlation", "95 % interval": interval, "if J were constant": "predicted"}
        | {"effective n": "effective", "heavy tail": "heavy"},
    ),
    "By chance alone": (
        (Kind.NULL,),
        {"null": "of", "correlation": "correlation", "p": "p", "95 % of the random ones": _random, "permutations": "permutations"},
    ),
    "What is judged": (
        (Kind.JUDGED,),
        {"what": "what", "value": "value", "bound": "bound", "unit, relative": "unit"}
        | {"outcome": "outcome", "expected": "expected", "n": "n"},
    ),
    "What steps leave": ((Kind.STEP,), {"what": "what", "relative, root mean square": "value", "points": "n"}),
    "40 x 40: how alike": (
        (Kind.AGREEMENT,),
        {"what": "what", "rank correlation": "value", "95 % interval": interval, "correlation": "pearson"}
        | {"rms gap": "rms", "same sign": "same sign"},
    ),
    "Tails of |J|^2": (
        (Kind.TAIL,),
        {"attribute": "what", "effective n": "effective", "largest share": "largest", "skewness": "skewness"}
        | {"tail index": "index", "heavy": "heavy", "why": "why"},
    ),
    "The classifier on the test images": (
        (Kind.QUALITY,),
        {"": "attribute", "attribute": "name", "base rate": "base_rate", "accuracy": "accuracy"}
        | {"balanced accuracy": "balanced_accuracy", "AUC": "auc"},
    ),
}
NETWORKS: dict[str, Any] = {"network": "model", "steps": _steps, "seconds": "seconds", "parameters": "parameters", "loss": "loss"}
NETWORKS |= {"loss, test images": "loss_test", "repeat": "repeat"}


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    through = [(f"{title}, through {RESNET}", table) for title, table in _tables(other(rows)) if table.rows]
    seeds = (
        f"{trainings.OF_THE_FLOW}: correlation of attributes 28 and 30",
        trainings.beside(of_kind(rows, Kind.SEEDS), Kind.SEEDS, {"what": "what"}),
    )
    trained = [r for kind in (Kind.NETWORK, Kind.NOT_RUN) for r in of_kind(rows, kind)]
    return [
        *_tables(own(rows)),
        ("Networks", _table(trained, NETWORKS, Kind.NETWORK)),
        *pair_tables.tables(own(rows)),
        seeds,
        *through,
    ]


def _tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [
        (title, _table([r for kind in kinds for r in of_kind(rows, kind)], columns, kinds[0]))
        for title, (kinds, columns) in TABLES.items()
    ]


def _table(rows: list[Row], columns: dict[str, Any], key: Kind) -> Table:
    return Table(list(columns), [[c(r) if callable(c) else r.get(c) for c in columns.values()] for r in rows], key=key)
