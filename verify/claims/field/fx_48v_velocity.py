"""A velocity without penalty, taken to make a map without penalty."""

from dataclasses import replace
from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.causes import APART_PAIR
from verify.regimes.turned_maps import INVERSES
from verify.residuals.columns import at_the_end

HALFWAY, APART = (tuple(replace(r, times=(F(1, 2),), takes="t") for r in of) for of in (INVERSES, (APART_PAIR,)))


def lengths(law: Law, t: Time) -> Array:
    """Products of columns with themselves only: the variances."""
    return law.S1 * law.ar.eye(len(law.S1))


def covariances(law: Law, t: Time) -> Array:
    return law.S1


claim = Claim(
    id="FX-48v",
    source="converse of FX-48e: by the velocity at one time; derived here",
    says="Where the velocity's Jacobian has orthogonal columns at a time, so has the flow's end map.",
    latex=r"(A_t^{T}A_t)_{ij}=0\ \Rightarrow\ M_1^{T}M_1=\mathrm{diag}\,S",
    formula=lengths,
    tests=identity(at_the_end, HALFWAY),
    right_where=identity(at_the_end, APART),
    repairs={"the covariances": covariances},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-48e",
    note="Eigenvalues 2 and 1/2, half way: A_t has 2/3 and -2/3, so A_t^T A_t = 4/9 I, at the correlation 3/5.",
)
