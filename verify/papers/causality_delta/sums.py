"""Exact sums over n pairs of numbers, and the correlation that follows from them."""

from dataclasses import dataclass
from math import sqrt

Counts = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sums:
    """Of n pairs (a, b): sums of a, b, a^2, b^2, a b."""

    n: int
    a: int
    b: int
    aa: int
    bb: int
    ab: int

    @property
    def correlation(self) -> float:
        return (self.n * self.ab - self.a * self.b) / sqrt((self.n * self.aa - self.a**2) * (self.n * self.bb - self.b**2))


def counted(counts: Counts) -> Sums:
    """Two binary attributes: counts[i][j] rows have a = i and b = j."""
    (none, b), (a, both) = counts
    return Sums(none + a + b + both, a + both, b + both, a + both, b + both, both)
