"""What a derivation may assume of the law, and of where it is looked at."""

import re

from verify.derivations.mistakes import meant
from verify.derivations.parameters import EXCHANGED as EXCHANGED
from verify.regimes import operands

NEEDS = {
    "standard source": "the source is N(0, I)",
    "centred source": "the mean of the source is 0",
    "white source": "the covariance of the source is I",
    "isotropic source": "the covariance of the source is c I",
    "isotropic data": "C_k = c_k I",
    "centred data": "every data mean is 0",
    "shared covariance": "C_1 = ... = C_K",
    "data at points": "C_k = 0: the data are finitely many points",
    "equal weights": "w_k = 1/K",
    "commuting": "all covariances commute",
    "diagonal": "all covariances are diagonal",
    "regular": "no covariance is singular",
    "independent": "x0 and x1 are independent",
    "no far tails": "x within a few standard deviations",
    "0<t<1": "t strictly inside (0, 1)",
    "t<1": "t below 1",
    "t>0": "t above 0",
    "unit noise": "every noise has variance 1",
    "centred noise": "no noise has a mean: c = 0",
    "causes first": "b_ij = 0 unless j < i",
    EXCHANGED: "x0 is the data, x1 the source",
    "d=n": "n dimensions",
    "K=n": "n components",
    "K>n": "more than n components",
}

OF_SOURCE = frozenset({"standard source", "centred source", "white source", "isotropic source"})


def known(needs: frozenset[str]) -> frozenset[str]:
    """`needs`, if each of them is in the list above; else a ValueError with the list."""
    for need in needs:
        if (
            need not in NEEDS
            and need.removeprefix(operands.TAKES) not in operands.OPERANDS
            and not re.fullmatch(r"d=[1-9]\d*|K[=>]\d+", need)
        ):
            raise ValueError(f"{need!r} is no known assumption: {meant(need, NEEDS)}use one of {', '.join(NEEDS)}")
    return needs
