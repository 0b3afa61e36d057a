"""Table 6, "Empirical (ground truth)": the correlation of two attributes over all label rows."""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, Test
from verify.papers.causality_delta.printed import DATA6, ESTIMATE6
from verify.regimes.tables import LABELS


def correlation(law: Law, row: int = 0) -> Array:
    """The correlation (phi) of Pointy_Nose and Rosy_Cheeks."""
    s, number = law.rows[row], law.ar.array
    spread = (s.n * s.aa - s.a**2) * (s.n * s.bb - s.b**2)
    return number([s.n * s.ab - s.a * s.b]) / law.ar.sqrt(number([spread]))


def of_largest(law: Law) -> Array:
    """phi over the largest phi that these marginals allow, where every Rosy_Cheeks is a Pointy_Nose."""
    s, number = law.rows[0], law.ar.array
    top = law.ar.sqrt(number([s.b * (s.n - s.a)]) / number([s.a * (s.n - s.b)]))
    return correlation(law) / top


claim = Claim(
    id="CD-6.4b",
    source="Causality-Delta, Table 6, 'Empirical (ground truth)'",
    says=f"Over the 200 000 label rows the attributes 28 and 30 have the correlation {DATA6.text}.",
    latex=r"\mathrm{Corr}(D_{28,30})\approx " + DATA6.text,
    formula=correlation,
    tests=(Test("printed", lambda case: (DATA6.text,), LABELS),),
    right_where=(Test("printed", lambda case: ("0.1731",), LABELS),),
    repairs={"as a share of the largest possible": of_largest},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-6.4b-amended",
    note=f"It is 0.1731, next to the printed estimate {ESTIMATE6.text}; "
    f"that {DATA6.text} is phi over the largest phi is a conjecture.",
)
