"""What a training says while it runs: a bar on a terminal, a line now and then elsewhere, nothing where asked to be quiet."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[int, str], None]  # (steps done, what there is to say)
EVERY = 30.0  # seconds between plain lines


@contextmanager
def shown(title: str, done: int, steps: int, wanted: bool) -> Iterator[Tell]:
    if not wanted:
        yield lambda step, text: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(10), MofNCompleteColumn(), TextColumn("{task.fields[text]}"))
        clocks = (TimeRemainingColumn(), TextColumn("left"))
        with Progress(*columns, *clocks, console=Console(stderr=True)) as bar:
            task = bar.add_task(title, total=steps, completed=done, text="")
            yield lambda step, text: bar.update(task, completed=step, text=text)
    else:
        yield _lines(title, done, steps)


def _lines(title: str, done: int, steps: int) -> Tell:
    start = last = time.monotonic()

    def tell(step: int, text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY or step == steps:
            left = (now - start) / max(step - done, 1) * (steps - step)
            print(f"{title}: step {step} of {steps}, {text}, {left:.0f} s left", file=sys.stderr, flush=True)
            last = now

    return tell
