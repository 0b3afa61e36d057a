"""The channels of the published network, down and up, and where the other kind of upsampling ends."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.papers.causality_delta.printed import BASE
from verify.regimes.published import BILINEAR, TRANSPOSED

LEVELS, TAKEN = ("1", "2", "4", "8", "8"), ("4", "2", "1", "1")


def both_ways(law: Law) -> Array:
    """Out of each level down and up, over the base; where the image came no further, what came there and what is taken."""
    up = [out for _, out in law.flowing.up] or law.flowing.doubling[-1]
    return law.ar.array([*(out for _, out in law.flowing.down), *up]) / BASE


def mirrored(law: Law) -> Array:
    """A decoder of the encoder's width, as Table 2's multipliers would have it."""
    down = [out for _, out in law.flowing.down]
    return law.ar.array([*down, *reversed(down[:-1])][: 9 if law.flowing.up else 7]) / BASE


def halved(law: Law) -> Array:
    return both_ways(law) / 2


SAID = {BILINEAR.name: (*LEVELS, *TAKEN), TRANSPOSED.name: ("1", "2", "4", "8", "16", "16", "8")}

claim = Claim(
    id="CD-5.4-amended",
    source="amends Causality-Delta, Table 2, FlowUNet (baseline), by its published code",
    says="With bilinear upsampling it has 1, 2, 4, 8, 8 times 64 channels down and 4, 2, 1, 1 up; with transposed convolutions "
    "the first takes 8 times 64 where 16 times 64 come, and it cannot run.",
    latex=r"\mathrm{channels}/64:\ (1,2,4,8,8),\ (4,2,1,1)",
    formula=both_ways,
    tests=tuple(Test("printed", lambda case, r=r: SAID[r.name], (r,)) for r in (BILINEAR, TRANSPOSED)),
    near_misses={"a decoder of the encoder's width": mirrored, "half of them": halved},
)
