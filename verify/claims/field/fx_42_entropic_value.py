"""The entropic value of two Gaussians: a coupling from above, a pair of potentials from below."""

from analytic import entropic
from verify.claim import Claim, identity
from verify.regimes.entropic_values import VALUES
from verify.residuals.entropic import squeezed
from verify.residuals.wrong import of_law, off

claim = Claim(
    id="FX-42",
    source="Janati et al. 2020; Mallasto et al. 2022",
    says="The entropic value of two Gaussians, entropy relative to independent ends: a coupling attains it, and none does better.",
    latex=r"k\left(|m_0-m_1|^2+\mathrm{tr}(S_0+S_1-2C)+\frac{dr}{2}\right)+\frac{\varepsilon}{2}\log\det(\frac{2}{r}C+\frac{1}{2}I)",
    formula=entropic.value,
    tests=identity(squeezed, VALUES),
    near_misses={
        "the other half": of_law(entropic.value, lambda law: {"k": law.ar.array(1) / 2 / law.k}),
        "without the entropy": entropic.cost,
        "entropy of the density": entropic.value_by_entropy,
        "twice the entropy": lambda law: entropic.value(law) + law.reg * entropic.information(law),
        "half the entropy": lambda law: entropic.value(law) - law.reg * entropic.information(law) / 2,
        "off by 1e-9": off(entropic.value),
    },
    note="k = 1, or 1/2 for half the cost; r is epsilon/k, and C the root of S0^1/2 S1 S0^1/2 + (r/4)^2 I.",
)
