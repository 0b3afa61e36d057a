"""An edit of the latent, taken for an intervention."""

from analytic import causal_flows, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, identity
from verify.claims.field.fx_47h_held import triangular
from verify.regimes.causes import NUMBERS, ROOT
from verify.residuals import equals
from verify.routes.causes import path_sums


def edited(law: Law) -> Array:
    """x by x_k, for the least change of z, by the triangular map itself."""
    return causal_flows.least_norm(law.ar, scm.loading(law.model), law.k)


def effects(law: Law) -> Array:
    return path_sums(law.ar, law.model.B)[:, law.k]


claim = Claim(
    id="FX-47a",
    source="converse of FX-47h: for the least edit; derived here",
    says="The least change of a flow's latent that moves x_k moves the other variables as do(x_k) does.",
    latex=r"\frac{TT_k^{T}}{T_kT_k^{T}}=T_{\cdot k}",
    formula=edited,
    tests=identity(equals(effects), NUMBERS),
    right_where=identity(equals(effects), ROOT),
    repairs={"z_k alone, by the triangular map": triangular},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-47h",
    note="It is what seeing x_k does, on every graph and by every map: right where x_k has no cause.",
)
