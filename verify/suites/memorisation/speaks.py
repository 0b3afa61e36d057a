"""Which rows decide what is said of networks that were trained on fixed pairs."""

from verify.suites.memorisation.kinds import FACES, FACES_05, MIRROR, RANDOM_05, Kind
from verify.suites.suite import Speaks

SPEAKS: dict[str, Speaks] = {
    "RF-11L": lambda r: r["kind"] == Kind.REPRODUCED and r["model"] == MIRROR,
    "RF-15": lambda r: r["kind"] == Kind.REPRODUCED and r["model"] == RANDOM_05,
    "RF-21L": lambda r: r["kind"] == Kind.REPRODUCED and r["model"] in FACES,
    "RF-21N": lambda r: r["kind"] == Kind.REPRODUCED and r["model"] in FACES_05,
}
