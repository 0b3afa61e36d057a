"""`python -m verify.suites.memorisation RUN ...` writes the record of networks trained on faces, from their folders."""

import sys
from pathlib import Path

from verify.suites.memorisation import measured
from verify.suites.memorisation.kinds import RECORDED


def main(argv: list[str]) -> int:
    if not argv:
        print(f"{RECORDED}: name the folders that `driftproof train pairs-faces --folder RUN` wrote", file=sys.stderr)
        return 2
    old = measured.held() if measured.FILE.exists() else None
    measured.write(measured.record([Path(a) for a in argv], old))
    print(measured.FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
