"""The Frechet distance of samples of one law on a line, on average."""

import numpy as np

from analytic import frechet
from analytic.arithmetic import Array, Law
from verify.claim import Claim, NearMiss, Test, sampling
from verify.regimes.frechet_pairs import SAMPLED
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.normal_samples import distances, means


def average(law: Law) -> Array:
    """Of the law and a sample; of two samples."""
    of = (law.ar, law.N, law.variance)
    return np.array([frechet.mean_distance2(*of), frechet.mean_distance2(*of, law.N)])


def by_n(law: Law) -> Array:
    """The variances divided by N: s shrinks by q = sqrt((N - 1)/N)."""
    c, q, N = frechet.root_bias(law.ar, law.N), law.ar.sqrt(1 - 1 / law.ar.array(law.N)), law.ar.array(law.N)
    return law.ar.array(law.variance) * np.array([2 - 2 * c * q, 2 / N + q * q * (2 - 2 * c * c)])


claim = Claim(
    id="FX-42g",
    source="derived here",
    says="On a line N draws are on average V (1/N + 2 - 2 c(N)) from their own law, N and N draws V (2/N + 2 - 2 c(N)^2) apart.",
    latex=r"EF=V(\frac{1}{N}+2-2c_N),\quad c_N=\sqrt{\frac{2}{N-1}}\frac{\Gamma(N/2)}{\Gamma((N-1)/2)}",
    formula=average,
    tests=(Test("balls", equals(means), SAMPLED), *sampling(lambda draw: draw.values, SAMPLED[:2], draw=distances)),
    near_misses={
        "variances divided by N": by_n,
        "two samples, twice one": lambda law: average(law)[0] * law.ar.array([1, 2]),
        "the deviation unbiased": lambda law: law.ar.array(law.variance) / law.ar.array(law.N) * law.ar.array([1, 2]),
        "off by 1e-9": NearMiss(off(average), ("sampling",)),
    },
    note="N = 50: 0.03018 V and 0.06030 V, with variances divided by N - 1.",
)
