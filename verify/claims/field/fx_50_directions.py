"""The velocity's Jacobian times vectors, no Jacobian formed."""

from analytic import directions, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals import equals
from verify.residuals.wrong import off, transposed
from verify.routes import conditional


def columns(law: Law, t: Time, x: Points) -> Array:
    """J e_j as column j."""
    return law.ar.einsum("...ji->...ij", directions.jvp(law, t, x, law.ar.eye(x.shape[-1])))


def of_another(law: Law, t: Time, x: Points) -> Array:
    """The score of the component before."""
    r, s, v, B = mixture.conditional(law, t, x)
    e = r[..., None] * (v - law.ar.einsum("...k,...ki->...i", r, v)[..., None, :])
    before = [k - 1 for k in range(r.shape[-1])]
    return law.ar.blend(r, B) + law.ar.einsum("...ki,...kj->...ij", e, s[..., before, :])


claim = Claim(
    id="FX-50",
    source="derived here from Causality-Delta, Eq. (4)",
    says="Along a vector the velocity changes by what each component does, and by its gap to the mean times its score along it.",
    latex=r"\nabla v\,z=\sum_k\gamma_k\left(B_kz+(v_k-v)(s_k\cdot z)\right)",
    formula=columns,
    tests=(*derivative(conditional.drift, MIXTURES, SYMBOLIC_MIXTURES), *identity(equals(mixture.jacobian), MIXTURES)),
    near_misses={
        "transposed": transposed(columns),
        "another component's score": of_another,
        "outer products forgotten": mixture.blend,
        "off by 1e-9": off(columns),
    },
)
