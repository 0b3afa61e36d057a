"""`python -m tests.doors`: twice the calls of the test, to reports/doors.jsonl and doors.md."""

import sys
from itertools import chain

from tests.doors import library, page, table
from verify.claim import Outcome


def main() -> int:
    records = page.counted(chain(table.rows(), library.rows()))
    page.write(records)
    outcome, what = page.decide(records)
    print(f"{outcome.value}: {what}; {page.REPORTS / 'doors.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
