"""A law does not say what doing does."""

from functools import partial

from verify.claim import Claim, Outcome, Standing, identity
from verify.claims.field.fx_45j_jacobian import jacobian
from verify.regimes.causes import APART, NUMBERS
from verify.residuals import equals
from verify.routes.causes import path_sums

effects_first = partial(jacobian, turn=-1)
claim = Claim(
    id="FX-45n",
    source="converse of FX-45j: in every order",
    says="A triangular map that generates the law answers what doing does, in whatever order it was trained.",
    latex=r"\frac{dx_j}{d\,do(x_k)}=\frac{(L_\pi)_{jk}}{(L_\pi)_{kk}}",
    formula=effects_first,
    tests=identity(equals(lambda law: path_sums(law.ar, law.model.B)), NUMBERS),
    right_where=identity(equals(lambda law: path_sums(law.ar, law.model.B)), (APART,)),
    repairs={"causes first": jacobian},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-45j",
)
