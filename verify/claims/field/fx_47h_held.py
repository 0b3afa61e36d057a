"""One latent moved, the others held: which map answers what doing does."""

from analytic import causal_flows
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.claims.field.fx_45k_cholesky import triangular as map_along
from verify.regimes.causes import NUMBERS, ROOT, ROOT_SYMBOLIC, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.causes import covariance, path_sums


def triangular(law: Law, turn: int = 1) -> Array:
    """x by x_k, z_k moved alone, by the triangular map in a causal order or the opposite one."""
    return causal_flows.held(law.ar, map_along(law, turn), law.k)


def least(law: Law) -> Array:
    S = covariance(law.model)
    return S[:, law.k] / S[law.k, law.k]


claim = Claim(
    id="FX-47h",
    source="derived here; Javaloy et al. 2023, interventions with causal normalizing flows",
    says="Moving one latent of the triangular flow in a causal order, the others held, moves x as do(x_k) does.",
    latex=r"\frac{L_{\cdot k}}{L_{kk}}=T_{\cdot k}",
    formula=triangular,
    tests=identity(equals(lambda law: path_sums(law.ar, law.model.B)[:, law.k]), (*NUMBERS, *ROOT), (*SYMBOLIC, *ROOT_SYMBOLIC)),
    near_misses={"effects first": lambda law: triangular(law, -1), "the least edit": least, "off by 1e-9": off(triangular)},
)
