"""Whether the published scripts run one after the other: every file that is loaded must have been saved."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, Test
from verify.regimes.published import CELEBA, FIVES


def met(law: Law) -> Array:
    """1 for each file that is loaded and was saved, 0 for one that was not."""
    saved = {named.file for named in law.saved}
    return law.ar.array([int(named.file in saved) for named in law.loaded])


def by_folder(law: Law) -> Array:
    """By the folder alone, whatever the file in it is named."""
    folders = {named.file.rpartition("/")[0] for named in law.saved}
    return law.ar.array([int(named.file.rpartition("/")[0] in folders) for named in law.loaded])


claim = Claim(
    id="CD-5.5",
    source="Causality-Delta, its published code: README.md, lines 39 to 60, and the scripts named there",
    says="The published training and evaluation scripts fit together: each file that the one loads, the other saved.",
    latex=r"\mathrm{loaded}\subseteq\mathrm{saved}",
    formula=met,
    tests=(Test("printed", lambda case: ("1",) * len(case.law.loaded), (CELEBA,)),),
    right_where=(Test("printed", lambda case: ("1",) * len(case.law.loaded), (FIVES,)),),
    repairs={"by folder alone": by_folder},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-5.5-amended",
    note="The flow is saved as unet_attention_celeba_weights_final.pt and loaded as unet_celeba_weights_final.pt; the classifier "
    "is saved up to epoch 20 and loaded as that of epoch 40. Names as read in the code: no script was run.",
)
