"""A comment in the paper's source: the covariance of a Gaussian direction given B v = 0."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, identity, limit
from verify.regimes import CONSTRAINTS
from verify.residuals import equals
from verify.residuals.wrong import off


def onto(law: Law, A: Array) -> Array:
    return law.ar.einsum("mi,jm->ij", A, law.ar.solve(A @ A.T, A.T))


def conditional(law: Law, t: Time) -> Array:
    return law.ar.eye(law.B.shape[1]) - onto(law, law.B)


def penalised(law: Law, t: Time) -> Array:
    """Given B v + t z = 0, z standard normal noise: (I + B^T B/t^2)^-1."""
    eye = law.ar.eye(law.B.shape[1])
    return law.ar.solve(eye + law.B.T @ law.B / (t * t), eye)


def normalised_once(law: Law, t: Time) -> Array:
    return law.ar.eye(law.B.shape[1]) - law.B.T @ law.B / (law.B @ law.B.T).trace()


claim = Claim(
    id="CD-L1",
    source="Causality-Delta, a comment in the LaTeX source",
    says="Given B v = 0, B of full row rank, a standard normal v has as covariance the projection onto the solutions.",
    latex=r"\mathrm{Cov}(v\mid Bv=0)=I-B^T(BB^T)^{-1}B,\quad\mathrm{Cov}(v\mid a^Tv=0)=I-aa^T/|a|^2",
    formula=conditional,
    tests=(
        *identity(equals(lambda law, t: onto(law, law.N)), CONSTRAINTS),
        *limit(penalised, CONSTRAINTS),
    ),
    near_misses={"one norm for all conditions": normalised_once, "off by 1e-9": off(conditional)},
)
