"""Change of variables: the density along the flow, and the volume that the flow map stretches."""

from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, equation, identity
from verify.claims.field.fx_5_line import REGIMES
from verify.regimes import PAIRS, when
from verify.residuals.flows import flow_from_start, matrix
from verify.residuals.wrong import negated, off

ENDS = when(PAIRS, lambda t: 0 < t < 1)


def log_volume(law: Law, t: Time, x: Points) -> Array:
    return closed_forms(law).log_density(law, law.ar.array(0), x) - closed_forms(law).log_density(
        law, t, flow_from_start(law, t, x)
    )


growth = lambda f: (f, lambda law, t, x: closed_forms(law).divergence(law, t, flow_from_start(law, t, x)))  # noqa: E731
slope = lambda f: (flow_from_start, lambda law, t, x: law.ar.exp(f(law, t, x))[:, None, None])  # noqa: E731


def determinant(formula: Formula, case: Case) -> Array:
    M = matrix(flow_from_start, case.law, case.t)
    return case.value(formula) - case.ar.logdet(M @ M.T) / 2


RATES = equation(growth, ENDS[:2], kinds=("rate", "differences")) + equation(slope, REGIMES[:1], along="x", kinds=("rate",))
claim = Claim(
    id="FX-4",
    source="Chen et al. 2018, instantaneous change of variables",
    says="Along the flow log p falls by the integral of the divergence, the log determinant of the flow map's Jacobian.",
    latex=r"\log p_0(x)-\log p_t(\phi_t(x))=\int_0^t\nabla\cdot v\,ds=\log\det D\phi_t(x)",
    formula=log_volume,
    tests=(*RATES, *identity(determinant, ENDS)),
    near_misses={"sign": negated(log_volume), "off by 1e-9": NearMiss(off(log_volume), ("differences",))},
)
