"""Total effects."""

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off, transposed
from verify.routes.causes import path_sums


def effects(law: Law) -> Array:
    return scm.effects(law.model)


def direct(law: Law) -> Array:
    return law.ar.eye(len(law.model.V)) + law.model.B


claim = Claim(
    id="FX-45e",
    source="Wright 1921, path coefficients",
    says="The total effect of x_k on x_j is the sum over the directed paths from k to j of the products of their arrows.",
    latex=r"T_{jk}=\sum_{paths\ k\to j}\ \prod b",
    formula=effects,
    tests=identity(equals(lambda law: path_sums(law.ar, law.model.B)), NUMBERS, SYMBOLIC),
    near_misses={"direct effects": direct, "from effect to cause": transposed(effects), "off by 1e-9": off(effects)},
)
