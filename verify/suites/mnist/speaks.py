"""Which rows stand beside what Table 5 prints of its network."""

from verify.papers.causality_delta.printed import Item
from verify.suites.mnist.kinds import Estimate, Kind
from verify.suites.suite import Speaks

SPEAKS: dict[str, Speaks] = {Item.ESTIMATE5: lambda r: r["kind"] == Kind.TABLE5 and r["estimate"] == Estimate.ROWS}
