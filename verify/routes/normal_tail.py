"""How far a Gaussian integral must reach for its tail to be lost in the last bit.

    exp(-r^2/2) < 2^-p  iff  r > sqrt(2 ln 2) sqrt(p),  sqrt(2 ln 2) = 1.17741... < 1.2

int(y) + 1 > y, so that a margin of 1 is enough for p bits: exp(-r^2/2) < 2^(-1.038 p). Each further unit of margin divides the tail
by another exp(1.2 sqrt(p)), which is more than 2^27 at p = 256: it pays for the powers of r and of the law that stand before it.
The caller adds the bound of its own tail, so a short reach makes a wide ball, never a false one.
"""

from flint import ctx

PER_ROOT_OF_A_BIT = 1.2  # > sqrt(2 ln 2)


def reach(margin: int) -> int:
    """R with exp(-R^2/2) < 2^-p exp(-1.2 (margin - 1) sqrt(p)) at the precision of p bits in force, margin >= 1."""
    return int(PER_ROOT_OF_A_BIT * ctx.prec**0.5) + margin
