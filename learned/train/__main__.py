"""`python -m learned.train PRESET`, alone or under torchrun."""

import sys

from learned.train.command import main

if __name__ == "__main__":
    sys.exit(main())
