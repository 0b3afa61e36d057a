"""The law after many steps of Euler-Maruyama."""

from functools import partial
from typing import Any

import numpy as np

from analytic import chains
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes import once
from verify.regimes.steps import GRIDS_INSIDE, PAIRS_INSIDE
from verify.residuals import equals
from verify.residuals.steps import run
from verify.residuals.wrong import off

E = (1, 2)


def law_after(pair: Law) -> Array:
    """Mean above covariance, forward and backward."""
    return np.stack([np.concatenate([m[None], S]) for m, S in (chains.after(pair, list(E), list(grid)) for grid in GRIDS_INSIDE)])


def chain(pair: Law, **wrong: Any) -> Array:
    return np.stack([run(pair, E, grid, **wrong) for grid in GRIDS_INSIDE])


claim = Claim(
    id="FX-35n",
    source="Gaussian ends, any coupling, linear path",
    says="After steps of Euler-Maruyama the law is Gaussian: m and S go to M m + c and M S M^T + 2 e |h| I, in both directions.",
    latex=r"S\leftarrow(I+hB)S(I+hB)^T+2\varepsilon|h|I",
    formula=law_after,
    tests=identity(equals(chain), once(PAIRS_INSIDE)),
    near_misses={"h for its root": partial(chain, rooted=False), "no score": partial(chain, share=0), "off": off(law_after)},
)
