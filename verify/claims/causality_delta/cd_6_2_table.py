"""Table 4, second column, recomputed with the drift of Eq. (3)."""

from functools import partial
from types import ModuleType

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Outcome, Standing, Test
from verify.papers.causality_delta import printed, slips
from verify.regimes.tables import TABLE4
from verify.residuals.bounds import mean_norm


def column(of: ModuleType, law: Law, t: Time) -> Array:
    """|sum_k r_k A_k - J| of one formula."""
    return mean_norm(law.ar, of.blend(law.mix, t, law.points) - of.jacobian(law.mix, t, law.points))


WITH_EQUATION_3 = dict(zip(printed.TIMES, ("<0.001", "0.378388", "0.599894", "0.154493", "0.001756"), strict=True))  # by NumPy


def at_time(case: Case) -> tuple[str, ...]:
    number = printed.of_table4(printed.INTERVENTION, case.when)
    return (number.text,) if number else ()


claim = Claim(
    id="CD-6.2",
    source="Causality-Delta, Table 4, 'Intervention vs. Analytical'",
    says="The column is the mean distance between the blend of the A_k and the Jacobian, Eq. (4), of the drift of Eq. (3).",
    latex=r"\mathrm{mean}_x|\sum_k\gamma_kA_k-\nabla v|_F=" + printed.latex4(printed.INTERVENTION),
    formula=partial(column, mixture),
    tests=(Test("printed", at_time, TABLE4),),
    right_where=(Test("printed", lambda case: (WITH_EQUATION_3[case.when],), TABLE4),),
    repairs={"A_k = t C_k S_k^-1, as in the published code": partial(column, slips)},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-6.2a",
    note="With Eq. (3) it would read <0.001, 0.378, 0.600, 0.154, 0.002.",
)
