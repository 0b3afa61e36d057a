"""Which rows decide what is said of the figure of eigenvectors on MNIST."""

from verify.suites.spectra.kinds import ENDS_X1, OT_X1, Kind
from verify.suites.suite import Speaks

SPEAKS: dict[str, Speaks] = {
    "PX-14": lambda r: r["kind"] == Kind.FIRST and r["model"] == OT_X1,
    "PX-14I": lambda r: r["kind"] == Kind.FIRST and r["model"] == ENDS_X1,
}
