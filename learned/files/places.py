"""Where things are kept that can be made or fetched again."""

import os
from pathlib import Path

from platformdirs import user_cache_path


def cache() -> Path:
    """DRIFTPROOF_CACHE, else the platform's own: ~/.cache/driftproof on Linux, ~/Library/Caches/driftproof on a Mac."""
    return Path(os.environ.get("DRIFTPROOF_CACHE") or usual()).expanduser()


def usual() -> Path:
    return user_cache_path("driftproof", appauthor=False)
