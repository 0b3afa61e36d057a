"""Which module has the closed forms of a law, and whether its ends are independent: the one place that asks which law it is."""

from typing import Any

from analytic import door, gaussian, mixture
from analytic.arithmetic import Law

FORMS: dict[type, Any] = {gaussian.Pair: gaussian, mixture.Mixture: mixture}


def closed_forms(law: Law) -> Any:
    """The module with its velocity, score, denoiser, density. TypeError: there is none."""
    found = next((module for kind, module in FORMS.items() if isinstance(law, kind)), None)
    if found is None:
        raise TypeError(f"law is a {type(law).__name__}: give a gaussian.Pair or a mixture.Mixture")
    return found


def independent(law: Law, otherwise: str) -> None:
    """A mixture's ends are; those of a pair have X = Cov[x0, x1] = 0, else a ValueError that says so."""
    if closed_forms(law) is gaussian:
        door.zero(law.ar, law.X, otherwise)
