"""`python -m tests.soak`: 10 000 seeds of the random suites; a run that was stopped goes on."""

import argparse
import sys
from pathlib import Path

from tests import soak


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("-n", type=int, default=soak.SEEDS, help="seeds of each suite")
    parser.add_argument("--of", nargs="*", default=list(soak.TRUE), choices=list(soak.TRUE), metavar="SUITE", help="these only")
    parser.add_argument("--records", type=Path, default=Path("reports/latest/soak.jsonl"), help="where the rows are kept")
    options = parser.parse_args()
    rows = soak.run(options.records, options.n, options.of, lambda line: print(line, flush=True))
    print(*soak.summary(rows), sep="\n")
    return int(any(row["alarms"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
