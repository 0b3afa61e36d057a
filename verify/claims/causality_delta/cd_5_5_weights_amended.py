"""Which of the published scripts fit together."""

from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_5_5_weights import fit, only_the_fives, residual
from verify.regimes.scripts import WEIGHTS

claim = Claim(
    id="CD-5.5-amended",
    source="amends Causality-Delta, Appendix A; its published scripts with the commands of their README",
    says="By default only the evaluation of the fives finds its weights: those of CelebA's flow and classifier are not saved.",
    latex=r"\mathrm{missing}=(0,1,1)",
    formula=only_the_fives,
    tests=(Test("balls", residual, (WEIGHTS,)),),
    near_misses={"all fit": fit, "the flow's name only": lambda law, t, x: law.ar.array([0, 1, 0])},
    note="The classifier is saved after 4, 8, ..., 20 epochs, and loaded as ckpt_step_40.pt: 40 epochs, an option, would save it.",
)
