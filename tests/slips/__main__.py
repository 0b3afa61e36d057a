"""`python -m tests.slips`: the whole table, to reports/slips.{jsonl,md}; `--functions`, `--claims`: a part asked again."""

import argparse
import sys

from tests.slips import table
from verify.claim import Outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.slips", description=__doc__)
    parser.add_argument("--functions", nargs="*", help="of these modules or functions only; all other rows stay")
    parser.add_argument("--claims", nargs="*", help="by these claims only; what others noticed stays")
    options = parser.parse_args()
    names, ids = options.functions, options.claims
    of = table.entries(ids)
    if names:
        of = {name: ids for name, ids in of.items() if any(name == n or name.startswith(f"{n}.") for n in names)}
    found = table.rows(of)
    if ids:
        found = table.joined(table.read(), found)
    elif names:
        found = table.renewed(table.read(), found)
    table.write(found)
    for row in found:
        for id, why in row["not"].items():
            if why == table.NOT_NOTICED:
                print(f"{row['function']}, {row['slip']}: {id}")
    outcome, what = table.decide(found)
    print(f"{outcome.value}: {what}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
