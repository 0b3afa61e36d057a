"""The reach of a Gaussian integral: enough at every precision, not much more than enough, and no constant below would do."""

import mpmath
import pytest
from flint import ctx

from verify.routes import normal_tail

BITS = (2, 53, 64, 96, 128, 256, 512, 1024, 2048, 4096)


def lost(bits: int, margin: int = 1) -> bool:
    """exp(-R^2/2) < 2^-p exp(-1.2 (margin - 1) sqrt(p)) at the reach R that p bits give."""
    with ctx.workprec(bits), mpmath.workdps(40):
        R, root = normal_tail.reach(margin), mpmath.sqrt(bits)
        return bool(mpmath.exp(-(mpmath.mpf(R) ** 2) / 2) < mpmath.mpf(2) ** -bits * mpmath.exp(-1.2 * (margin - 1) * root))


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("margin", [1, 4, 8])
def test_the_tail_is_lost_in_the_last_bit_and_each_margin_pays_its_factor(bits: int, margin: int) -> None:
    assert lost(bits, margin)


@pytest.mark.parametrize("bits", BITS)
def test_the_mass_beyond_is_less_than_the_last_bit(bits: int) -> None:
    with ctx.workprec(bits), mpmath.workdps(40):
        assert mpmath.erfc(normal_tail.reach(1) / mpmath.sqrt(2)) < mpmath.mpf(2) ** -bits


def test_a_constant_below_the_root_of_two_logarithms_of_two_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    least = mpmath.sqrt(2 * mpmath.log(2))
    assert 1.17 < least < normal_tail.PER_ROOT_OF_A_BIT
    monkeypatch.setattr(normal_tail, "PER_ROOT_OF_A_BIT", 1.17)
    assert not all(lost(bits) for bits in (*BITS, 100_000))


@pytest.mark.parametrize("bits", BITS)
def test_no_margin_is_no_promise_and_the_reach_is_short(bits: int) -> None:
    with ctx.workprec(bits):
        assert normal_tail.reach(1) <= 1.2 * bits**0.5 + 1
