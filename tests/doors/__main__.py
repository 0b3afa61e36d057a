"""`python -m tests.doors`: twice the calls of the test, to reports/doors.jsonl and doors.md."""

import sys

from tests.doors import page, table
from verify.claim import Outcome


def main() -> int:
    records = page.counted(table.rows())
    page.write(records)
    outcome, what = page.decide(records)
    print(f"{outcome.value}: {what}; {page.REPORTS / 'doors.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
