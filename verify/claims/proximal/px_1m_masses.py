"""Optimal transport to given masses on a line: which part of the source goes to which point."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Claim, Function, Test
from verify.regimes.given import given
from verify.regimes.manifolds import COINS, FOUR_COINS
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.quantiles import cells, meeting


def found(law: Law, ends: Function = meeting) -> Array:
    return cells(law.law, law.of.weights, ends)


def wanted(law: Law) -> Array:
    return np.stack([law.of.points, law.of.weights], axis=1)


claim = Claim(
    id="PX-1m",
    source="derived here; Aurenhammer et al. 1998 for cells",
    says="From N(0, 1) each of finitely many points on a line gets its mass: the cells end at the normal quantiles of the sums.",
    latex=r"T(y)=x_i\ \Leftrightarrow\ w_1+\dots+w_{i-1}<\Phi(y)<w_1+\dots+w_i",
    formula=found,
    tests=(Test("balls", equals(wanted), given((COINS, FOUR_COINS))),),
    near_misses={
        "to the nearest point": lambda law: found(law, lambda x, g: (x[1:] + x[:-1]) / 2),
        "offsets for ends": lambda law: found(law, lambda x, g: g[1:] - g[:-1]),
        "off by 1e-9": off(found),
    },
)
