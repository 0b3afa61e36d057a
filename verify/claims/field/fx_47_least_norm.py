"""Every least edit of the latent is a regression."""

import numpy as np

from analytic import causal_flows
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import MAPS, MAPS_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off


def edit(law: Law) -> Array:
    return causal_flows.least_norm(law.ar, law.T, law.k)


def regression(law: Law) -> Array:
    """S_.k/S_kk."""
    S = law.T @ law.T.T
    return S[:, law.k] / S[law.k, law.k]


def by_multipliers(law: Law) -> Array:
    """T dz of the least dz with T_k dz = 1."""
    ar, row, n = law.ar, law.T[law.k], len(law.T)
    system = np.concatenate([np.concatenate([ar.eye(n), row[:, None]], axis=1), np.append(row, 0 * row[0])[None]])
    return law.T @ ar.solve(system, ar.eye(n + 1)[n])[:n]


claim = Claim(
    id="FX-47",
    source="derived here",
    says="Whatever map makes the law, the least change of the latent that moves x_k moves x by its regression on x_k.",
    latex=r"T\,\mathrm{argmin}\{|dz|:(T\,dz)_k=1\}=\frac{TT_k^{T}}{T_kT_k^{T}}=\frac{S_{\cdot k}}{S_{kk}}",
    formula=edit,
    tests=(*identity(equals(regression), MAPS, MAPS_SYMBOLIC), *identity(equals(by_multipliers), MAPS)),
    near_misses={"one latent moved": lambda law: causal_flows.held(law.ar, law.T, law.k), "off by 1e-9": off(edit)},
)
