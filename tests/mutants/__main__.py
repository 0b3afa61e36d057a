"""`python -m tests.mutants`: a sample of mutants, to reports/mutation.jsonl and mutation.md; a run that was stopped goes on."""

import argparse
import sys
from functools import partial
from pathlib import Path

from tests.mutants import running, table
from tests.mutants.possible import sample


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("-n", type=int, default=table.N, help="how many are sampled, the modules in turn")
    parser.add_argument("--seed", type=int, default=table.SEED, help="of the sample")
    parser.add_argument("--again", action="store_true", help="ask those again that no claim and no suite saw")
    parser.add_argument("--records", type=Path, default=table.FILE, help="where the rows are kept")
    parser.add_argument("--of", nargs="*", help="of these modules only")
    options = parser.parse_args()
    chosen = [m for m in sample(options.n, options.seed) if not options.of or m.module in options.of]
    rows = running.run(chosen, options.records, options.again, partial(print, flush=True))
    if not options.of:
        running.write(options.records, rows)
        table.write(rows, options.records.with_suffix(".md"), options.n, options.seed)
    outcome, what = table.decide(rows)
    print(*table.survivors(rows), f"{outcome.value}: {what}", sep="\n")
    return int(outcome is not table.Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
