"""The transposed Jacobian of the velocity times vectors, no Jacobian formed."""

from analytic import directions, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.claims.field.fx_50_directions import of_another
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals import equals
from verify.residuals.wrong import off, transposed
from verify.routes import conditional


def rows(law: Law, t: Time, x: Points) -> Array:
    """J^T e_i as row i, from J^T (e_i + e_i+1), each point given its own."""
    ar, d = law.ar, range(x.shape[-1])
    two, back = ([[row(j - i) for j in d] for i in d] for row in (lambda n: int(n in (0, 1)), lambda n: (n >= 0) * (-1) ** abs(n)))
    return ar.einsum("ij,...jk->...ik", ar.array(back), directions.vjp(law, t, x, ar.array(two) + 0 * x[..., None]))


claim = Claim(
    id="FX-50t",
    source="derived here from Causality-Delta, Eq. (4)",
    says="The gradient of the velocity's part along a vector: each component's own, and its score times its gap along the vector.",
    latex=r"(\nabla v)^Tz=\sum_k\gamma_k\left(S_k^{-1}D_kz+s_k\,(v_k-v)\cdot z\right)",
    formula=rows,
    tests=(*derivative(conditional.drift, MIXTURES, SYMBOLIC_MIXTURES), *identity(equals(mixture.jacobian), MIXTURES)),
    near_misses={
        "the Jacobian itself": transposed(rows),
        "another component's score": of_another,
        "outer products forgotten": mixture.blend,
        "off by 1e-9": off(rows),
    },
)
