"""What the second column of Table 4 is."""

from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_6_2_table import at_time, column
from verify.papers.causality_delta import printed, slips
from verify.regimes.tables import TABLE4
from verify.residuals.bounds import mean_norm


def component(law: Law, t: Time) -> Array:
    """|A_0 - J| of the published code: one component held fixed."""
    return mean_norm(law.ar, slips.jacobian_do(law.mix, t, law.points, 0) - slips.jacobian(law.mix, t, law.points))


claim = Claim(
    id="CD-6.2a",
    source="amends Causality-Delta, Table 4, 'Intervention vs. Analytical'",
    says="The column is the mean distance between blend and Jacobian of E[x1 | x_t] - mu_0, to every printed digit.",
    latex=r"A_k=t\Sigma_kS_k^{-1}:\quad " + printed.latex4(printed.INTERVENTION),
    formula=partial(column, slips),
    tests=(Test("printed", at_time, TABLE4),),
    near_misses={"drift of Eq. (3)": partial(column, mixture), "one component held fixed": component},
)
