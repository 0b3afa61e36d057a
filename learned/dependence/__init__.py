"""Dependence of features as a flow shows it: S = E[J J^T] with intervals, conditioned, and a warning where it means nothing."""

from learned.dependence.conditioning import Null, Step, condition, permutation_null, sizes, threshold_sweep, truncated
from learned.dependence.intervals import Interval, bootstrap, jackknife
from learned.dependence.points import (
    Points,
    beside,
    correlation,
    deviations,
    of_gram,
    of_rows,
    of_wiggles,
    partial,
    readings,
    second_moment,
)
from learned.dependence.sampling import Sample, draw, forward, gather, measure, merge, reverse, shards, through
from learned.dependence.tails import Tail, effective_sample_size, heavy_tail

__all__ = [
    "Interval",
    "Null",
    "Points",
    "Sample",
    "Step",
    "Tail",
    "beside",
    "bootstrap",
    "condition",
    "correlation",
    "deviations",
    "draw",
    "effective_sample_size",
    "forward",
    "gather",
    "heavy_tail",
    "jackknife",
    "measure",
    "merge",
    "of_gram",
    "of_rows",
    "of_wiggles",
    "partial",
    "permutation_null",
    "readings",
    "reverse",
    "second_moment",
    "shards",
    "sizes",
    "threshold_sweep",
    "through",
    "truncated",
]
