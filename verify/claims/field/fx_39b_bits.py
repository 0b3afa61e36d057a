"""Bits per dimension: what a density says of data in bins."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial

from analytic import likelihood, line
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, limit
from verify.regimes import LINE
from verify.residuals.wrong import off

BINS = (replace(LINE, name="bins", about="three independent coordinates, bins of width w", times=(F(0),), points=(), takes="t"),)


places: Formula = lambda law: law.ar.array([[F(-3, 2)], [F(1, 3)], [4]])  # of the coordinates  # noqa: E731


def code_length(law: Law, w: Time) -> Array:
    """-log_2 of the chance of the bins about the places, per coordinate."""
    x = places(law)
    chance = line.cdf(law, 1, x + w / 2) - line.cdf(law, 1, x - w / 2)
    return -law.ar.log(chance).sum() / 3 / law.ar.log(law.ar.array(2))


def bits(law: Law, w: Time, d: int = 3, side: int = 1) -> Array:
    return likelihood.bits_per_dimension(law.ar, likelihood.log_likelihood(law, places(law)).sum(), d, w**side)


claim = Claim(
    id="FX-39b",
    source="Theis et al. 2016",
    says="Bits per dimension are -log_2 p/d - log_2 w, w the width of a bin: what the bins' own chances say, in the limit w = 0.",
    latex=r"-\frac{1}{d}\log_2P(\mathrm{bins})=-\frac{\log p}{d\log 2}-\log_2w+o(1)",
    formula=bits,
    tests=limit(code_length, BINS),
    near_misses={"plus log_2 w": partial(bits, side=-1), "d left out": partial(bits, d=1), "off by 1e-9": off(bits)}
    | {"in nats": lambda law, w: bits(law, w) * law.ar.log(law.ar.array(2))},
    note="256 levels: 8 bits more than -log_2(p)/d for pixels in [0, 1], 7 for pixels in [-1, 1].",
)
