"""The Frechet distance of two covariances, singular ones too."""

import numpy as np

from analytic import frechet
from analytic.arithmetic import Array, Law
from verify.claim import Claim, NearMiss, Test, identity
from verify.regimes.frechet_pairs import RANKS, symbolic_line
from verify.residuals import equals
from verify.residuals.distances import on_a_line
from verify.residuals.wrong import off
from verify.routes.product_eigenvalues import by_eigenvalues


def distance2(law: Law) -> Array:
    return frechet.distance2(law.ar, law.mean0, law.cov0, law.mean1, law.cov1)


def of_entries(law: Law) -> Array:
    """The roots of the entries of S0 S1, for the root of the matrix."""
    S0, S1 = law.ar.array(law.cov0), law.ar.array(law.cov1)
    return distance2(law) + 2 * frechet.overlap(law.ar, law.cov0, law.cov1) - 2 * np.sum(law.ar.sqrt((S0 @ S1).diagonal()))


claim = Claim(
    id="FX-42f",
    source="Dowson and Landau 1982; Heusel et al. 2017",
    says="The squared Frechet distance has the roots of the eigenvalues of S0 S1, which are real; the covariances may be singular.",
    latex=r"F=|m_0-m_1|^2+\mathrm{tr}(S_0+S_1)-2\sum_i\sqrt{\lambda_i(S_0S_1)}",
    formula=distance2,
    tests=(Test("symbols", on_a_line, (symbolic_line(),)), *identity(equals(by_eigenvalues), RANKS, floats=False)),
    near_misses={
        "roots of the entries": NearMiss(of_entries, ("symbols",)),
        "overlap counted once": lambda law: distance2(law) + frechet.overlap(law.ar, law.cov0, law.cov1),
        "no overlap": lambda law: distance2(law) + 2 * frechet.overlap(law.ar, law.cov0, law.cov1),
        "means left out": lambda law: frechet.distance2(law.ar, law.mean0, law.cov0, law.mean0, law.cov1),
        "off by 1e-9": off(distance2),
    },
)
