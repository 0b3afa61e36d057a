"""The entropic value that counts the entropy of the coupling's own density."""

from analytic import entropic
from verify.claim import Claim, identity
from verify.regimes.entropic_values import VALUES
from verify.residuals import equals
from verify.residuals.entropic import by_density
from verify.residuals.wrong import off

claim = Claim(
    id="FX-42b",
    source="Cuturi 2013 for this convention; derived here",
    says="Where the entropy of the density is counted, the coupling stays and the value moves by the entropies of the two ends.",
    latex=r"kE|x-y|^2-\varepsilon H(\pi)=V-\varepsilon(H(N_0)+H(N_1)),\quad H(N)=\frac{1}{2}\log\det(2\pi eS)",
    formula=entropic.value_by_entropy,
    tests=identity(equals(by_density), VALUES),
    near_misses={
        "relative to independent ends": entropic.value,
        "entropy less one, as in P (log P - 1)": lambda law: entropic.value_by_entropy(law) - law.reg,
        "e left out": lambda law: entropic.value_by_entropy(law) + law.reg * len(law.m0),
        "entropies added": lambda law: 2 * entropic.value(law) - entropic.value_by_entropy(law),
        "off by 1e-9": off(entropic.value_by_entropy),
    },
)
