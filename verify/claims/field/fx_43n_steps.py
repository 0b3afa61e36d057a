"""What n leaps generate of two masked tokens."""

from dataclasses import replace
from functools import partial

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.chains import LEAPS, squared
from verify.residuals.chains import leaps
from verify.residuals.wrong import off
from verify.routes import arrivals


def generated(law: Law, power: int = 1) -> Array:
    """(1 - 1/n) p1 + prod of marginals/n."""
    share = 1 / law.ar.array(law.n**power)
    return (1 - share) * law.chain.p1.reshape(-1) + share * arrivals.product_of_marginals(law.chain)


def residual(formula: Formula, case: Case) -> Array:
    return np.asarray(leaps(case.law) - case.value(formula))


claim = Claim(
    id="FX-43n",
    source="derived here; masked diffusion with parallel decoding",
    says="On the linear schedule n equal leaps draw two masked tokens from their law, but for a share 1/n, where they are apart.",
    latex=r"\kappa=t:\quad p^{(n)}=(1-\frac{1}{n})p_1+\frac{1}{n}p_1^1p_1^2",
    formula=generated,
    tests=identity(residual, LEAPS),
    near_misses={
        "1/n^2, as if one leap only erred": partial(generated, power=2),
        "the joint law": lambda law: law.chain.p1.reshape(-1) + 0 * generated(law),
        "what they generate on the schedule t^2": lambda law: leaps(replace(law, chain=replace(law.chain, path=squared))),
        "off by 1e-9": off(generated),
    },
)
