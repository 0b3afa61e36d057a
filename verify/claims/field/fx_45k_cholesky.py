"""The triangular map in a causal order is the model."""

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off, transposed
from verify.routes.causes import covariance, loading


def triangular(law: Law, turn: int = 1) -> Array:
    """Along a causal order, or with turn = -1 along the opposite one."""
    return knothe.knothe(law.ar, covariance(law.model), scm.causal_order(law.model)[::turn])


claim = Claim(
    id="FX-45k",
    source="Knothe 1957; Javaloy et al. 2023, causal normalizing flows",
    says="In a causal order Cholesky's factor of the covariance is the map from noises to variables, entry by entry.",
    latex=r"L=(I-B)^{-1}\sqrt{V}",
    formula=triangular,
    tests=identity(equals(lambda law: loading(law.model)), NUMBERS, SYMBOLIC),
    near_misses={
        "effects first": lambda law: triangular(law, -1),
        "transposed": transposed(triangular),
        "off by 1e-9": off(triangular),
    },
)
