"""Presets: what is trained, on what, how long. TOML files, read into frozen data; every key and every value is checked at the door.

`read("mnist-fives", ["optimiser.steps=100"])` takes a name of `learned/presets/` or a file. Overrides are typed by the field.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, field, fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from reprlib import repr as short
from typing import Any, get_args, get_origin, get_type_hints

from analytic.options import each, one_of, path, there
from learned.files import tables

FOLDER = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class Loss:
    target: str = "velocity"  # what the network predicts: velocity x1 - x0, x1, or x0 (the noise)
    coupling: str = "independent"  # independent, ot (minibatch optimal transport), pairs (as the data pairs them)
    times: str = "stratified"  # one time in each of `batch` equal parts of [0, 1], or uniform
    mirror: bool = False  # images mirrored left to right, each with probability 1/2


@dataclass(frozen=True)
class Optimiser:
    """AdamW; a rate that rises over `warmup` steps and then stays or falls to 0 like a cosine; averaged weights are exported."""

    steps: int
    batch: int
    lr: float
    weight_decay: float = 0.01
    betas: tuple[float, ...] = (0.9, 0.999)
    warmup: int = 0
    schedule: str = "constant"  # constant, cosine
    ema: float = 0.0  # decay of the averaged weights; 0 is no averaging
    clip: float = 0.0  # largest norm of the gradient; 0 is no clipping


@dataclass(frozen=True)
class Run:
    precision: str = "float32"  # float32, bf16 (autocast)
    compile: bool = False
    channels_last: bool = False
    checkpoint_every: int = 500
    log_every: int = 20
    sample_every: int = 0  # 0: at the end only
    export: str = "float32"  # float32, float16: the weights as written


@dataclass(frozen=True)
class Preset:
    name: str
    about: str
    network: Mapping[str, Any]  # for network.build
    data: Mapping[str, Any]  # for data.load
    optimiser: Optimiser
    task: str = "flow"  # flow, classifier
    seed: int = 0
    loss: Loss = field(default_factory=Loss)
    run: Run = field(default_factory=Run)
    overrides: tuple[str, ...] = ()


CHOICES = {
    "task": ("flow", "classifier"),
    "loss.target": ("velocity", "x1", "x0"),
    "loss.coupling": ("independent", "ot", "pairs"),
    "loss.times": ("stratified", "uniform"),
    "optimiser.schedule": ("constant", "cosine"),
    "run.precision": ("float32", "bf16"),
    "run.export": ("float32", "float16"),
}
POSITIVE = ("optimiser.steps", "optimiser.batch", "optimiser.lr", "run.checkpoint_every", "run.log_every")
LARGEST = 2**53  # of a whole number
NOT_NEGATIVE = ("seed", "optimiser.weight_decay", "optimiser.warmup", "optimiser.ema", "optimiser.clip", "run.sample_every")


def names() -> list[str]:
    return sorted(p.stem for p in FOLDER.glob("*.toml"))


def read(name: str | Path, overrides: Sequence[str] = ()) -> Preset:
    """The preset of this name or file, with `key=value` overrides such as `optimiser.steps=100`."""
    given = path("preset", name)
    file = given if given.suffix == ".toml" else FOLDER / f"{name}.toml"
    if not there(file):
        raise ValueError(f"there is no preset {str(name)!r:.80}: name a file *.toml, or one of {_nearest(str(name), names())}")
    table = tables.load(file, Decimal, holds="a preset")
    for text in each("overrides", overrides, lambda where, text: _worded(where, text)):
        _override(table, text)
    plain = {key: _plain(value, str if key == "data" else float) for key, value in table.items()}
    return of({"name": file.stem, **plain, "overrides": list(overrides)}, str(file))


def of(table: Mapping[str, Any], where: str = "preset") -> Preset:
    """The preset that a nested table states, e.g. the one in a model card."""
    preset: Preset = _fill(Preset, table, where, "")
    for key, known in CHOICES.items():
        if (value := _at(preset, key)) not in known:
            raise ValueError(f"{where}: {key} = {value!r}, but it must be one of {', '.join(known)}")
    for key in POSITIVE + NOT_NEGATIVE:
        value, most = _at(preset, key), LARGEST if isinstance(_at(preset, key), int) else sys.float_info.max
        if value < 0 or (value == 0 and key in POSITIVE) or not value <= most:
            wanted = "above 0" if key in POSITIVE else "0 or larger"
            raise ValueError(f"{where}: {key} = {value}, but it must be {wanted}, finite, as a whole number at most 2^53")
    if not preset.optimiser.ema < 1 or len(preset.optimiser.betas) != 2 or not all(0 <= b < 1 for b in preset.optimiser.betas):
        raise ValueError(f"{where}: optimiser.ema and both optimiser.betas must lie in [0, 1)")
    return preset


def table(preset: Preset) -> dict[str, Any]:
    """The nested table of a preset, as JSON has it: `of(table(p)) == p`."""
    one_of("preset", preset, Preset)
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(preset).items()} | {
        "optimiser": {**asdict(preset.optimiser), "betas": list(preset.optimiser.betas)}
    }


def _worded(where: str, text: Any) -> str:
    one_of(where, text, str)
    return str(text)


def _override(table: dict[str, Any], text: str) -> None:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise ValueError(f"{text!r} sets nothing: write key=value, e.g. optimiser.steps=100")
    *groups, last = key.strip().split(".")
    here = table
    for group in groups:
        here = here.setdefault(group, {})
        if not isinstance(here, dict):
            raise ValueError(f"{text!r}: {group} is no table")
    try:
        here[last] = tomllib.loads(f"value = {value}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        here[last] = value.strip()  # a word without quotes


def _plain(value: Any, decimal: Callable[[Decimal], Any]) -> Any:
    """A value of a TOML file: its decimals are text in [data], where 0.1 means 1/10, and floats elsewhere."""
    if isinstance(value, dict):
        return {key: _plain(v, decimal) for key, v in value.items()}
    if isinstance(value, list):
        return [_plain(v, decimal) for v in value]
    return decimal(value) if isinstance(value, Decimal) else value


def _fill(kind: Any, table: Any, where: str, prefix: str) -> Any:
    if not isinstance(table, Mapping):
        raise ValueError(f"{where}: {prefix.rstrip('.') or 'a preset'} = {short(table)}, but it must be a table of {kind.__name__}")
    known, hints = {f.name: f for f in fields(kind)}, get_type_hints(kind)
    for key in table:
        if key not in known:
            raise ValueError(f"{where}: unknown key {prefix + key!r}; known here: {_nearest(key, list(known))}")
    for name, f in known.items():
        if name not in table and f.default is MISSING and f.default_factory is MISSING:
            raise ValueError(f"{where}: {prefix + name} is missing")
    return kind(**{key: _typed(hints[key], value, where, prefix + key) for key, value in table.items()})


def _typed(hint: Any, value: Any, where: str, key: str) -> Any:
    if is_dataclass(hint):
        return _fill(hint, value, where, key + ".")
    if get_origin(hint) is tuple and isinstance(value, list | tuple):
        return tuple(_typed(get_args(hint)[0], v, where, key) for v in value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**1000:
        return float(value)
    if hint is int and isinstance(value, float) and value.is_integer():
        return int(value)
    wanted = get_origin(hint) or hint
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ValueError(f"{where}: {key} = {short(value)}, but it must be {WORDS.get(wanted, wanted.__name__)}")
    return value


WORDS = {int: "a whole number", float: "a number", bool: "true or false", str: "a word", tuple: "a list", Mapping: "a table"}


def _at(preset: Preset, key: str) -> Any:
    value: Any = preset
    for part in key.split("."):
        value = getattr(value, part)
    return value


def _nearest(name: str, known: list[str]) -> str:
    return ", ".join(get_close_matches(name, known, n=4, cutoff=0.5) or known)
