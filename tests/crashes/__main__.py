"""`python -m tests.crashes`: every step, to reports/crashes.jsonl and crashes.md."""

import sys
import tempfile
from pathlib import Path

from tests.crashes import page, table
from verify.claim import Outcome


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        rows = [*table.rows(Path(place))]
    page.write(rows)
    outcome, what = page.decide(rows)
    print(f"{outcome.value}: {what}; {page.REPORTS / 'crashes.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
