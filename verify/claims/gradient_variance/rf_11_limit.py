"""The flow of the smoothed memorising field taken for the memorised pairing."""

from analytic import crossing
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, flow
from verify.regimes.couplings import REFLECTIONS
from verify.regimes.crossings import UNSMOOTHED


def memorised(law: Law, t: Time, x: Points) -> Array:
    """The line of the pair: (1 - t) x + t (h - x)."""
    return (1 - t) * x + t * (law.h - x)


claim = Claim(
    id="RF-11",
    source="Gradient Variance, abstract, read for the exact flow of every field on the way",
    says="As training drives the loss to zero the field memorises: its flow carries each source to its training partner.",
    latex=r"\dot x=v_\delta(t,x),\ x(0)=x_0\Rightarrow x(1)=5-x_0",
    formula=memorised,
    tests=flow(crossing.reflected_drift, REFLECTIONS),
    right_where=flow(crossing.reflected_drift, (UNSMOOTHED,), kinds=("rate", "differences")),
    repairs={"the flow of the smoothed field": crossing.reflected_flow},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'optimizing the straight-path objective converges to this ill-defined field' (abstract)",
    amended="RF-11a",
    note="v_delta = 5 - 2 (x - 5 t) w/(w^2 + delta^2), w = 1 - 2 t: loss about pi delta. Only steps coarser than delta memorise.",
)
