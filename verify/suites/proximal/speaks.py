"""Which rows decide what is said of networks near the end of time."""

from verify.suites.proximal.kinds import FROM, Field
from verify.suites.suite import Speaks

SPEAKS: dict[str, Speaks] = {"PX-13": lambda r: r["kind"] in FROM.values() and r["field"] == Field.VELOCITY}
