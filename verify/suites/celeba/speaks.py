"""Which rows stand beside what Table 6 prints of its networks."""

from verify.papers.causality_delta.printed import Item
from verify.suites.celeba.kinds import Estimate, Kind
from verify.suites.suite import Speaks

SPEAKS: dict[str, Speaks] = {
    Item.ESTIMATE6: lambda r: r["kind"] == Kind.TABLE6 and r["what"] == Estimate.ROWS,
    Item.CONDITIONAL6: lambda r: r["kind"] == Kind.TABLE6 and r["what"] == Estimate.ROWS_PARTIAL,
}
