"""What a Frechet distance on a line is held against: zero for the squared jumps of means and deviations, and for nothing else."""

from types import SimpleNamespace

from analytic import arithmetic
from verify.claim import Case
from verify.residuals.distances import on_a_line

AR = arithmetic.digits()
LAW = SimpleNamespace(ar=AR, mean0=[1], mean1=[4], deviations=(2, 7))
CASE = Case(AR, LAW, None, None, None, "")  # type: ignore[arg-type]


def test_means_and_deviations_are_apart_by_so_much() -> None:
    assert on_a_line(lambda law: law.ar.array(9 + 25), CASE) == 0
    assert on_a_line(lambda law: law.ar.array(9), CASE) == -25
    assert on_a_line(lambda law: law.ar.array(9 + 4 + 49), CASE) == 28
