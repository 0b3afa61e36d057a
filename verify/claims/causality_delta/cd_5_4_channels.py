"""Table 2, the baseline network: its channels have to fit together."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Test
from verify.papers.causality_delta.printed import BASE, MULTIPLIERS
from verify.regimes.tables import BILINEAR, TRANSPOSED


def as_printed(law: Law) -> Array:
    return law.ar.array(list(MULTIPLIERS))


def right(law: Law) -> Array:
    return law.ar.array([1, 2, 4, 8, 8])


def residual(formula: Formula, case: Case) -> Array:
    """Each decoder stage joins its skip with what comes from below: 64 times the multiplier, then what the stage before returns."""
    law, channels = case.law, BASE * case.value(formula)
    below = np.append(channels[4:], law.returns)
    return np.append(channels[3::-1] - law.skips, law.skips + below - law.takes)


claim = Claim(
    id="CD-5.4",
    source="Causality-Delta, Table 2, FlowUNet (baseline); its published code",
    says=f"The baseline has {BASE} base channels with the multipliers {', '.join(map(str, MULTIPLIERS))}.",
    latex=rf"{BASE}\cdot({','.join(map(str, MULTIPLIERS))})",
    formula=as_printed,
    tests=(Test("balls", residual, (BILINEAR,)),),
    right_where=(Test("balls", residual, (TRANSPOSED,)),),
    repairs={"1, 2, 4, 8, 8": right},
    expect=Outcome.REFUTED,
    amended="CD-5.4a",
    note="As printed they need bilinear=False, which the published code cannot run: its upsampling takes 512 of 1024 channels.",
)
