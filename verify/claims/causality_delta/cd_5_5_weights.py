"""The published training and evaluation scripts: does each load what another saves?"""

from typing import Any

from verify.claim import Case, Claim, Outcome, Test
from verify.regimes.scripts import WEIGHTS


def fit(law: Any, t: Any, x: Any) -> Any:
    return law.ar.array([0, 0, 0])


def only_the_fives(law: Any, t: Any, x: Any) -> Any:
    return law.ar.array([0, 1, 1])


def residual(formula: Any, case: Case) -> Any:
    """Of three files that evaluations load, how many nobody saves, less the formula."""
    return (case.law.missing - formula(case.law, case.t, case.x))[None]


claim = Claim(
    id="CD-5.5",
    source="Causality-Delta, Appendix A; its published scripts with the commands of their README",
    says="The published training and evaluation scripts fit together: the weights that one saves, the other loads.",
    latex=r"|\mathrm{loaded}\setminus\mathrm{saved}|=0",
    formula=fit,
    tests=(Test("balls", residual, (WEIGHTS,)),),
    repairs={"those of the fives only": only_the_fives},
    expect=Outcome.REFUTED,
    amended="CD-5.5-amended",
    note="celeba.py saves unet_attention_celeba_weights_final.pt; the evaluation and the README load unet_celeba_weights_final.pt.",
)
