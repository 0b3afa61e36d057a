"""Random numbers of which a float needs every bit."""

from fractions import Fraction as F
from random import Random


def every_bit(random: Random, bits: int) -> F:
    """An odd multiple of 2^-bits in (-1, 1)."""
    return F(random.choice((-1, 1)) * (2 * random.getrandbits(bits - 1) + 1), 2**bits)
