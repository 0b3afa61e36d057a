"""Guidance taken to generate the tilted law, among Gaussians."""

from analytic import guidance
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes import once
from verify.regimes.guidance import ENDS_OF_THE_SCALE, STANDARD_LINES


def tilted(law: Law) -> Array:
    return guidance.tilted(law.pair, law.aim.m1, law.aim.S1, law.w)[1]


def geometric(law: Law) -> Array:
    """S^(1 - w) C^w."""
    ar = law.ar
    return ar.expm((1 - law.w) * ar.logm(law.pair.S1) + law.w * ar.logm(law.aim.S1))


def residual(formula: Formula, case: Case) -> Array:
    """Less the covariance in which the flow of the guided velocity ends (FX-36e)."""
    return formula(case.law) - guidance.guided_covariance(case.law.pair, case.law.aim.S1, case.law.w, case.ar.array(1))


claim = Claim(
    id="FX-36t",
    source="converse of FX-36g, for the law that is generated",
    says="Guidance with weight w generates the tilted law p(x)^(1 - w) p(x|c)^w of the data.",
    latex=r"v_w\ \mathrm{generates}\ p(x)^{1-w}p(x|c)^w:\quad Cov[x_1]=((1-w)S^{-1}+wC^{-1})^{-1}",
    formula=tilted,
    tests=identity(residual, once(STANDARD_LINES)),
    right_where=identity(residual, once(ENDS_OF_THE_SCALE)),
    repairs={"geometric mean": geometric},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-36e",
    note="S = 4, C = 1: variances 1/4, 1/16 and 1/8192 at w = 2, 3 and 15/2; those of the tilted law are 4/7, 2/5 and 8/47.",
)
