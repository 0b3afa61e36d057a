"""What the filter of small directional derivatives leaves, on any graph."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, NearMiss, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import by_projection, partials
from verify.residuals.wrong import negated, off
from verify.routes.causes import triples

SIGN = NearMiss(negated(partials), ("symbols",))


def unconditioned(law: Law) -> Array:
    """Without the filter: of each pair its correlation."""
    found = dict(zip(triples(len(law.model.V)), partials(law), strict=True))
    return np.stack([found[i, j, ()] for i, j, _ in found])


claim = Claim(
    id="FX-45f",
    source="derived here; Causality-Delta, 6.4, generalised to any graph and any outputs",
    says="Keeping draws whose outputs K do not move leaves the partial correlation given K: it answers what seeing K answers.",
    latex=r"\mathrm{Corr}((Jz)_i,(Jz)_j\mid(Jz)_K=0)=r_{ij\mid K}",
    formula=partials,
    tests=identity(by_projection, NUMBERS, SYMBOLIC),
    near_misses={"no filter": unconditioned, "sign": SIGN, "off by 1e-9": off(partials)},
)
