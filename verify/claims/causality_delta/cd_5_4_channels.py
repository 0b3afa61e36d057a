"""Table 2's baseline beside the channels that flow through the published network."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, Test
from verify.papers.causality_delta.printed import BASE, MULTIPLIERS
from verify.regimes.published import BILINEAR, TRANSPOSED

PRINTED = tuple(map(str, MULTIPLIERS))


def multipliers(law: Law) -> Array:
    """Channels out of each level on the way down, over the base."""
    return law.ar.array([out for _, out in law.flowing.down]) / BASE


def entering(law: Law) -> Array:
    """With those that enter the way up for those of the last level: its own, and a skip's beside them."""
    *above, _ = (out for _, out in law.flowing.down)
    return law.ar.array([*above, law.flowing.up[0][0]]) / BASE


claim = Claim(
    id="CD-5.4",
    source="Causality-Delta, Table 2, FlowUNet (baseline), and its published code",
    says=f"The published FlowUNet has {BASE} base channels with the multipliers {', '.join(PRINTED)}.",
    latex=r"\mathrm{channels}/64=(" + ",".join(PRINTED) + ")",
    formula=multipliers,
    tests=(Test("printed", lambda case: PRINTED, (BILINEAR,)),),
    right_where=(Test("printed", lambda case: PRINTED, (TRANSPOSED,)),),
    repairs={"channels that enter the way up": entering},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-5.4-amended",
    note="With bilinear upsampling, its default and what its scripts take, the last level has 512 channels. The network was built "
    "anew of the sizes of its layers, as read in the code, and an image sent through it.",
)
