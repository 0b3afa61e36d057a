"""Residuals of distances between Gaussians."""

from analytic.arithmetic import Array
from verify.claim import Case, Formula


def on_a_line(formula: Formula, case: Case) -> Array:
    """F - (m_0 - m_1)^2 - (s_0 - s_1)^2, the deviations s given with the law."""
    law, ar = case.law, case.ar
    jump = ar.array(law.mean0) - ar.array(law.mean1)
    return case.value(formula) - jump @ jump - (law.deviations[0] - law.deviations[1]) ** 2
