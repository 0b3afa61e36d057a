"""Fig. 2: five panels, five mixtures."""

from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_6_2c_evolution import fresh, one_mixture, printed
from verify.papers.causality_delta.recipe import MEANS
from verify.regimes.scripts import FIGURE2

SHOWN = r"({},\ {}),\ ({},\ {})".format(*(mean.short for mean in MEANS))

claim = Claim(
    id="CD-6.2c-amended",
    source="amends Causality-Delta, Fig. 2, section 6.2; its published script",
    says="Each panel of Fig. 2 shows a mixture of its own, drawn anew: it is no evolution in time.",
    latex=r"\mu(\mathrm{panel\ }1),\ \mu(\mathrm{panel\ }2)=" + SHOWN,
    formula=fresh,
    tests=(Test("printed", printed, (FIGURE2,)),),
    near_misses={"one mixture": one_mixture, "panels exchanged": lambda law: fresh(law)[::-1]},
    note="The whole script draws Table 4 first, from the same generator, and then five mixtures in the same way.",
)
