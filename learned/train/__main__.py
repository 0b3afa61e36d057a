"""`python -m learned.train PRESET`, alone or under torchrun."""

import sys

from learned.train.command import alone, leave, main

if __name__ == "__main__":
    status = main()
    if not alone():
        leave(status)
    sys.exit(status)
