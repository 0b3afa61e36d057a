"""Table 2, the baseline network: its channels have to fit together."""

import numpy as np

from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Law, Outcome, Test
from verify.regimes.tables import BILINEAR


def as_printed(law: Law) -> Array:
    return law.ar.array([1, 2, 4, 8, 16])


def right(law: Law) -> Array:
    return law.ar.array([1, 2, 4, 8, 8])


def residual(formula: Formula, case: Case) -> Array:
    """Each decoder stage joins its skip with what comes from below: 64 times the multiplier, then what the stage before returns."""
    law, channels = case.law, 64 * case.value(formula)
    below = np.append(channels[4:], law.returns)
    return np.append(channels[3::-1] - law.skips, law.skips + below - law.takes)


claim = Claim(
    id="CD-5.4",
    source="Causality-Delta, Table 2, FlowUNet (baseline); its published code",
    says="The baseline has 64 base channels with the multipliers 1, 2, 4, 8, 16.",
    latex=r"64\cdot(1,2,4,8,16)",
    formula=as_printed,
    tests=(Test("balls", residual, (BILINEAR,)),),
    repairs={"1, 2, 4, 8, 8": right},
    expect=Outcome.REFUTED,
    amended="CD-5.4a",
    note="As printed they need bilinear=False, which the published code cannot run: its upsampling takes 512 of 1024 channels.",
)
