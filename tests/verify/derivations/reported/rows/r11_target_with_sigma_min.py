# allenzren/open-pi-zero#27: x1 - (1 - sigma_min) x0 against the paper
from fractions import Fraction

from verify import derivation

CAUSES = {"wrong": "has the coefficient -1, not -(1 - "}


@derivation("velocity", sigma_min=Fraction(1, 1024))
def right(x, t, noise, denoised):
    return denoised - (1 - 1 / 1024) * noise


@derivation("velocity", sigma_min=Fraction(1, 1024))
def wrong(x, t, noise, denoised):
    return denoised - noise
