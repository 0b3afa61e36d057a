"""Which rows decide what is said of networks near the end of time."""

from verify.drawing.tables import Row
from verify.suites.proximal.kinds import FROM, Field, Kind
from verify.suites.suite import Speaks

MEAN = frozenset(FROM.values())  # of one network; of three seeds where it is judged
SPEAKS: dict[str, Speaks] = {"PX-13": lambda r: r.get("field") == Field.VELOCITY and _judged(r)}


def _judged(r: Row) -> bool:
    return r["kind"] in MEAN or (r["kind"] == Kind.SEEDS and "outcome" in r)
