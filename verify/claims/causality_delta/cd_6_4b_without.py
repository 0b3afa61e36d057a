"""Table 6, the conditional estimate, beside the labels."""

from functools import partial

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_6_4b_labels import correlation
from verify.papers.causality_delta.printed import CONDITIONAL6, ESTIMATE6
from verify.regimes.tables import LABELS


def without(law: Law) -> Array:
    return correlation(law, 1)


claim = Claim(
    id="CD-6.4b-amended",
    source="amends Causality-Delta, Table 6",
    says="Among the 124 209 rows without Heavy_Makeup the attributes have the correlation "
    f"{CONDITIONAL6.text}, the printed conditional estimate.",
    latex=r"\mathrm{Corr}(D_{28,30}\mid D_{19}=0)=" + CONDITIONAL6.text,
    formula=without,
    tests=(Test("printed", lambda case: (CONDITIONAL6.text,), LABELS),),
    near_misses={"all rows": correlation, "with Heavy_Makeup": partial(correlation, row=2)},
    note=f"0.0375; 0.1377 with Heavy_Makeup, 0.1731 over all rows, where {ESTIMATE6.text} is the printed estimate.",
)
