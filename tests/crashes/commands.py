"""The commands that are made to end badly, each small: what it works on, how it runs, what its folder then says."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from safetensors import safe_open

from learned.train import card, checkpoint
from tests.learned.tiny import write_toml
from tests.verify.suites.test_measurement import LINEAR
from verify import cli, suites
from verify.claims import find
from verify.files.kept import Kept
from verify.files.lines import write_lines
from verify.handbook import pages as handbook_pages
from verify.report import build, run_folder
from verify.report.run import Run
from verify.runner import run_all
from verify.suites.common import measurement

OLD, NEW, BETWEEN = "old", "new", "between"
CLAIM = "FX-13"  # the quickest
README = "# Ours\n\n<!-- verdicts -->\n<!-- /verdicts -->\n"


@dataclass(frozen=True)
class Command:
    """`begin(place)` makes what is there before, `run(place)` is the command, `state(place, old, new)` says what is there now."""

    name: str
    folder: str  # into which it writes
    begin: Callable[[Path], None]
    run: Callable[[Path], int]
    state: Callable[[Path, Path, Path], str]  # OLD, NEW, BETWEEN or what is wrong
    between: str = ""  # why a kill may leave what is neither all old nor all new
    waits: bool = True  # does a second run wait for the first? Else it is refused


def files(place: Path) -> dict[str, bytes]:
    """What is there to see, below a place."""
    hidden = [p for p in place.rglob("*") if any(part.startswith(".") for part in p.relative_to(place).parts)]
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in sorted(place.rglob("*")) if p.is_file() and p not in hidden}


def small() -> None:
    """In a child: a catalogue of one claim, no suites, a clock that stands still, pages that are made at once."""
    run_folder.catalogue = lambda: {CLAIM: find(CLAIM)}
    run_folder.SUITES = ()
    run_folder.time = SimpleNamespace(time=lambda: 0.0, gmtime=lambda s: None, strftime=lambda *_: "then")
    build.contents = pages


def pages(run: Run) -> dict[str, str | bytes]:
    return {name: f"{name} of {run}" for name in ("verdicts.md", "accuracy.svg", "index.html")}


@cache
def records(seed: int) -> list[Any]:
    return run_all(find(CLAIM), seed)


# The report that pytest writes, and the same rendered again


def finish(folder: Path, seed: int) -> int:
    small()
    try:
        run_folder.finish(folder, records(seed), {}, seed, 0.0, None, kept := Kept())
    except OSError as e:  # as the plugin does
        print(f"no report: {e}")
        return 2
    print(*kept.problems, sep="\n")
    return 2 if kept.problems else 0


def old_report(place: Path) -> None:
    finish(place / "latest", 0)
    (place / "latest" / "mine.txt").write_text("kept", encoding="utf-8")


def render(place: Path) -> int:
    small()
    return cli.main(["report", str(place / "latest")])


def unrendered(place: Path) -> None:
    """Records that are newer than the pages."""
    old_report(place)
    rows = [{**row, "why": "another reason"} for row in map(json.loads, (place / "latest/verdicts.jsonl").read_text().splitlines())]
    write_lines(place / "latest" / "verdicts.jsonl", rows)


def handbook(place: Path, told: str = "new") -> int:
    handbook_pages.pages = lambda known, audit: {name: f"{told} {name}" for name in ("f/a.html", "index.html", f"q/{told}.html")}
    return cli.main(["handbook", str(place / "handbook"), "--records", str(place / "latest")])


def old_handbook(place: Path) -> None:
    finish(place / "latest", 0)
    handbook(place, "old")


def keep(place: Path) -> int:
    small()
    return cli.main(["baseline", str(place / "reports" / "latest"), str(place / "reports")])


def old_baseline(place: Path) -> None:
    (place / "README.md").write_text(README, encoding="utf-8")
    finish(place / "reports" / "latest", 0)
    keep(place)
    finish(place / "reports" / "latest", 1)


def of_files(place: Path, old: Path, new: Path) -> str:
    """All files old or all new; or each of them old or new."""
    here, was, will = files(place), files(old), files(new)
    if here in (was, will):
        return OLD if here == was else NEW
    odd = sorted(n for n in {*here, *was, *will} if here.get(n) not in (was.get(n), will.get(n)))
    return f"neither old nor new: {odd}" if odd else BETWEEN


# Trainings and measurements, which go on


def train(place: Path) -> int:
    card.BATCHES = 2
    card.velocity_error = partial(card.velocity_error, times=2, points=8)
    return cli.main(["train", str(place / "tiny.toml"), "--folder", str(place / "run"), "--threads", "1"])


def untrained(place: Path) -> None:
    write_toml(place / "tiny.toml", optimiser={"steps": 12}, run={"checkpoint_every": 5})


def trained(place: Path, old: Path, new: Path) -> str:
    weights = Path("run", "weights.safetensors")
    return _going_on(place, old, lambda: (place / weights).read_bytes() == (new / weights).read_bytes())


def measure(place: Path) -> int:
    suites.measurement_named = lambda name: LINEAR
    return cli.main(["measure", LINEAR.name, "--folder", str(place / "run")])


def measured(place: Path, old: Path, new: Path) -> str:
    def right() -> bool:
        made, wanted = (measurement.load(LINEAR, folder / "run") for folder in (place, new))
        return made.points == wanted.points and all((made.arrays[k] == wanted.arrays[k]).all() for k in wanted.arrays)

    return _going_on(place, old, right)


def _going_on(place: Path, old: Path, right: Callable[[], bool]) -> str:
    """OLD where nothing was begun, NEW where it is finished and right, BETWEEN where each file is whole."""
    if files(place) == files(old):
        return OLD
    try:
        for path in (place / "run").glob("[!.]*"):
            _whole(path)
    except Exception as e:
        return f"half written: {e}"
    try:
        return NEW if right() else BETWEEN
    except (OSError, ValueError):
        return BETWEEN


def _whole(path: Path) -> None:
    if path.suffix == ".safetensors":
        checkpoint.load(path) if "weights" not in path.name else safe_open(path, framework="pt")
    elif path.suffix in (".json", ".jsonl"):
        text = path.read_text(encoding="utf-8")
        [json.loads(part) for part in (text.splitlines() if path.suffix == ".jsonl" else [text])]
    elif path.suffix == ".png":
        assert b"IEND" in path.read_bytes()[-12:], f"{path} is cut short"


def silent(place: Path, old: Path, new: Path) -> str:
    return f"it wrote {sorted(files(place))}" if files(place) else OLD


def warm() -> None:
    """What every child of this process needs, once."""
    import_module("torch._dynamo")  # by the first step of an optimiser
    import_module("matplotlib.backends.backend_agg")
    for seed in (0, 1):
        records(seed)


def nothing(place: Path) -> None:
    """There is nothing before."""


ONE_BY_ONE = "there are folders in the folder, so its files are replaced one by one"
GOES_ON = "it goes on from its last checkpoint or block"
COMMANDS = (
    Command("driftproof verify", "", nothing, lambda place: cli.main(["verify", CLAIM]), silent),
    Command("the report of pytest", "latest", old_report, lambda place: finish(place / "latest", 1), of_files),
    Command("driftproof report", "latest", unrendered, render, of_files),
    Command("driftproof handbook", "handbook", old_handbook, handbook, of_files),
    Command("driftproof baseline", "reports", old_baseline, keep, of_files, ONE_BY_ONE),
    Command("driftproof measure", "run", nothing, measure, measured, GOES_ON, waits=False),
    Command("driftproof train", "run", untrained, train, trained, GOES_ON, waits=False),
)
