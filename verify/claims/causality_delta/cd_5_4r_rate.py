"""The learning rate of Section 5.5 in the plane."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, Test
from verify.papers.causality_delta.printed import PLANE_RATE
from verify.regimes.published import DEFAULT_RATE, GIVEN_RATE


def rate(law: Law) -> Array:
    """Of the optimiser, as it is made."""
    return law.ar.array([law.rate])


def tenth(law: Law) -> Array:
    return rate(law) / 10


claim = Claim(
    id="CD-5.4r",
    source="Causality-Delta, 5.5, and its published code, scripts/2D/train/gaussian.py, lines 25 and 41",
    says=f"The published script of the plane trains at the rate {PLANE_RATE}, as Section 5.5 prints it.",
    latex=r"\eta=" + PLANE_RATE,
    formula=rate,
    tests=(Test("printed", lambda case: (PLANE_RATE,), (DEFAULT_RATE,)),),
    right_where=(Test("printed", lambda case: (PLANE_RATE,), (GIVEN_RATE,)),),
    repairs={"a tenth": tenth},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-5.4r-amended",
    note="Its option --lr is read and never handed on: the optimiser is made of the parameters alone, and has torch's own rate.",
)
