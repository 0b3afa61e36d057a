"""Fig. 2: which mixtures its panels show."""

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Outcome, Standing, Test
from verify.papers.causality_delta import recipe
from verify.regimes.scripts import FIGURE2


def one_mixture(law: Law) -> Array:
    """The first mean of panels 1 and 2, the mixture being that of panel 1."""
    return law.means[[0, 0], 0]


def fresh(law: Law) -> Array:
    """The same, each panel drawing its own."""
    return law.means[[0, 1], 0]


def printed(case: Case) -> tuple[str, ...]:
    return tuple(mean.text for mean in recipe.MEANS)


claim = Claim(
    id="CD-6.2c",
    source="Causality-Delta, Fig. 2, section 6.2; its published script",
    says="Fig. 2 shows the evolution in time of one mixture.",
    latex=r"\mu_k(\mathrm{panel\ }2)=\mu_k(\mathrm{panel\ }1)",
    formula=one_mixture,
    tests=(Test("printed", printed, (FIGURE2,)),),
    right_where=(Test("printed", lambda case: printed(case)[:2] * 2, (FIGURE2,)),),  # of the first panel twice
    repairs={"each panel draws its own": fresh},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-6.2c-amended",
    note="The figure prints no numbers: beside the recipe stands what the published function drew when run.",
)
