"""In one regime: exact texts go to the balls, plain functions to floats; where the path is not defined nothing is looked at."""

from dataclasses import replace
from fractions import Fraction as F

from analytic import gaussian
from tests.verify.derivations.samples import RUNG, drift, field, settled
from verify.derivations.conventions import Convention
from verify.derivations.judging.compare import compare


def test_an_exact_text_is_enclosed_and_a_plain_function_is_counted_in_ulps() -> None:
    exact, plain = (compare(settled(f), RUNG) for f in (drift, field))
    n = len(RUNG.times) * len(RUNG.points)
    assert (exact.agree, exact.ulps) == (n, [])
    assert plain.agree == n and len(plain.ulps) == n
    assert exact.dimension == plain.dimension == len(RUNG.points[0]) and exact.components == 0


def test_nothing_is_looked_at_after_a_difference() -> None:
    seen = compare(settled(lambda law, t, x: -gaussian.drift(law, t, x)), replace(RUNG, times=(F(1, 4), F(1, 2))))
    assert seen.difference is not None and seen.difference.t == F(1, 4) and seen.agree == 0


def test_times_at_which_the_path_is_not_defined_are_left_out() -> None:
    class Inner(Convention):
        def defined(self, t: F) -> bool:
            return 0 < t < 1

    d = replace(settled(drift), convention=Inner())
    assert compare(d, replace(RUNG, times=(F(0), F(1, 2), F(1)))).agree == len(RUNG.points)
    assert compare(d, replace(RUNG, times=(F(0), F(1)))).agree == 0
