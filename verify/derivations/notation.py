"""The letters of an answer: those of `law` where the formula reads law.m0, or symbols named so; else mu_0, Sigma_0 of a textbook.

ours     weights   means   covs      mean0   cov0      mean1   cov1      cross
law      w         m       C         m0      S0        m1      S1        X
else     pi        mu      Sigma     mu_0    Sigma_0   mu_1    Sigma_1   Sigma_01
"""

import re
from collections.abc import Mapping

from verify.derivations.statement import Derivation
from verify.regimes.laws import PAIRS

OF_LAW = {"weights": "w", "means": "m", "covs": "C", "mean0": "m0", "cov0": "S0", "mean1": "m1", "cov1": "S1", "cross": "X"}
ELSE = {"weights": "pi", "means": "mu", "covs": "Sigma", "cross": "Sigma_01"} | {
    f"{name}{end}": f"{letter}_{end}" for name, letter in (("mean", "mu"), ("cov", "Sigma")) for end in (0, 1)
}
OF_MIXTURE = {"mu_0": "m0", "mu_1": "m_1", "mu_k": "m_k", "Sigma_0": "S0", "Sigma_1": "C_1", "Sigma_k": "C_k", "pi_k": "w_k"}
LETTER = {"mu": "m", "Sigma": "S"}  # of a pair


def names(d: Derivation) -> Mapping[str, str]:
    """Of the parameters of a case."""
    return OF_LAW if _reads_law(d) else ELSE


def written(words: str, d: Derivation) -> str:
    """Words in which the ends have the author's numbers, and the data's component is k, in the letters of the answer."""
    if d.law in PAIRS:  # of one component, the data
        end = 0 if d.convention.swapped else 1
        words = re.sub(r"sum_k (?:pi|r)_k (?=\w)", "", words)
        words = re.sub(r"(?<![A-Za-z])(mu|Sigma)_k(?!\w)", rf"\g<1>_{end}", words)
    if not _reads_law(d):
        return words
    if d.law in PAIRS:
        return re.sub(r"(?<![A-Za-z])(mu|Sigma)_([01])(?!\w)", lambda found: LETTER[found[1]] + found[2], words)
    return re.sub(r"(?<![A-Za-z])(?:mu|Sigma|pi)_[01k](?!\w)", lambda found: OF_MIXTURE.get(found[0], found[0]), words)


def _reads_law(d: Derivation) -> bool:
    """Or symbols that are named as it is; else arguments of the author's own names, or a network."""
    return not (d.formula.plain or d.formula.trained)
