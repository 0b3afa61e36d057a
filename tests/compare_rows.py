"""Two folders of records, row by row: `python -m tests.compare_rows OLD NEW`, e.g. another commit's baseline and a run of this one.

Words may have been mended (WORDS); all else must be equal: which rows there are, outcomes, measures, bounds. Exit status 1 if not.
Numbers are compared as they are printed in JSON; `--rounding R` lets them differ by R relative, for runs of two machines.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = {"scope", "witness", "why", "repeat", "note", "command"}
VOLATILE = {"seconds"}

Change = tuple[str, Any, Any]  # the path of a field, old and new value


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def changes(old: Any, new: Any, rounding: float = 0.0, at: str = "") -> Iterator[Change]:
    """The fields that differ, however deep."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(k for k in new if k not in old)]:
            if key not in VOLATILE:
                yield from changes(old.get(key), new.get(key), rounding, f"{at}.{key}" if at else key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new, strict=True)):
            yield from changes(a, b, rounding, f"{at}[{i}]")
    elif not same(old, new, rounding):
        yield at, old, new


def same(old: Any, new: Any, rounding: float) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=rounding, abs_tol=0.0) or (math.isnan(old) and math.isnan(new))
    return type(old) is type(new) and bool(old == new)


def is_words(field: str) -> bool:
    return field.split(".")[-1].split("[")[0] in WORDS


def compare(old: Path, new: Path, rounding: float = 0.0) -> tuple[list[str], list[str]]:
    """Sentences: what was mended, a line for each file and field, and what differs although it must not."""
    mended, broken = [], []
    for path in sorted(old.glob("*.jsonl")):
        if not (new / path.name).exists():
            broken.append(f"{path.name} is missing")
            continue
        before, after = rows(path), rows(new / path.name)
        if len(before) != len(after):
            broken.append(f"{path.name}: {len(before)} rows before, {len(after)} after")
        words: Counter[str] = Counter()
        for n, (a, b) in enumerate(zip(before, after, strict=False), 1):
            for field, was, now in changes(a, b, rounding):
                if is_words(field):
                    words[field.split(".")[-1]] += 1
                else:
                    broken.append(f"{path.name}, row {n}, {field}: {was!r:.80} before, {now!r:.80} after")
        mended += [f"{path.name}: {count} times {field}" for field, count in sorted(words.items())]
    return mended, broken


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.compare_rows", description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rounding", type=float, default=0.0)
    args = parser.parse_args(argv)
    mended, broken = compare(args.old, args.new, args.rounding)
    for title, lines in (("words mended", mended), ("differs", broken)):
        print(f"{title}: {len(lines)}", *lines, sep="\n  ")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
