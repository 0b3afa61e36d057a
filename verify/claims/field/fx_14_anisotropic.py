"""The velocity taken for irrotational whatever the Gaussian source."""

from analytic import mixture
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes import ANISOTROPIC, ISOTROPIC, NON_COMMUTING, THREE_D, symbolic_mixture
from verify.residuals.wrong import standard_source


def residual(formula: Formula, case: Case) -> Array:
    """dv_i/dx_j - dv_j/dx_i."""
    J = case.value(formula)
    return J - J.swapaxes(-1, -2)


claim = Claim(
    id="FX-14b",
    source="converse of FX-14",
    says="The velocity of a Gaussian source is irrotational, whatever the covariance of the source.",
    latex=r"\frac{\partial v_i}{\partial x_j}=\frac{\partial v_j}{\partial x_i}",
    formula=mixture.jacobian,
    tests=identity(residual, (ANISOTROPIC, NON_COMMUTING, THREE_D), (symbolic_mixture(2, 1),)),
    right_where=identity(residual, ISOTROPIC[:3]),
    repairs={"isotropic source": standard_source(mixture.jacobian)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-14c",
)
