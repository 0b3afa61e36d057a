"""How the published scripts would run one after the other."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_5_5_scripts import by_folder, met
from verify.papers.causality_delta import scripts
from verify.papers.causality_delta.scripts import CLASSIFIER, EPOCHS, Named
from verify.regimes.published import CELEBA, FIVES


def renamed(law: Law) -> Array:
    """With the flow saved under the name of the network that is trained."""
    files = (Named(s.where, s.line, s.file.replace("unet_attention_", "unet_")) for s in law.saved)
    return met(law._replace(saved=tuple(files)))


def longer(law: Law) -> Array:
    """With the classifier trained for twice as many epochs."""
    last = Named("", 0, f"{CLASSIFIER}/ckpt_step_{2 * EPOCHS}.pt")
    return met(law._replace(saved=(*law.saved, last)))


def nothing(law: Law) -> Array:
    return law.ar.array([0] * len(law.loaded))


claim = Claim(
    id="CD-5.5-amended",
    source="amends the published code of Causality-Delta, README.md, lines 39 to 60",
    says="The scripts of the fives fit together; of CelebA's neither the flow nor the classifier is saved as it is loaded.",
    latex=r"\left|\mathrm{loaded}\cap\mathrm{saved}\right|:\quad 1\ \mathrm{of}\ 1,\ 0\ \mathrm{of}\ 2",
    formula=met,
    tests=(Test("printed", lambda case: ("1",) if case.law.loaded == scripts.FIVES_LOADED else ("0", "0"), (FIVES, CELEBA)),),
    near_misses={"by folder alone": by_folder, "flow renamed": renamed, "40 epochs": longer, "nothing is saved": nothing},
)
