"""`python -m tests.slips`: the whole table, to reports/slips.{jsonl,md}; `--functions mixture`: a part of it asked again."""

import argparse
import sys

from tests.slips import table
from verify.claim import Outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.slips", description=__doc__)
    parser.add_argument("--functions", nargs="*", help="of these modules or functions only; all other rows stay")
    names = parser.parse_args().functions
    of = table.entries()
    if names:
        of = {name: ids for name, ids in of.items() if any(name == n or name.startswith(f"{n}.") for n in names)}
    found = table.rows(of)
    table.write(table.renewed(table.read(), found) if names else found)
    for row in found:
        for id, why in row["not"].items():
            if why == table.NOT_NOTICED:
                print(f"{row['function']}, {row['slip']}: {id}")
    outcome, what = table.decide(found)
    print(f"{outcome.value}: {what}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
