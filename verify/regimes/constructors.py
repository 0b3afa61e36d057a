"""Which closed form builds a law from its parameters, by the names of law and parameters."""

from collections.abc import Callable, Mapping
from typing import Any

from analytic import brenier, gaussian, mixture


def constructor(law: str, parameters: Mapping[str, Any]) -> Callable[..., Any]:
    """f(ar, **parameters): a mixture, an optimal transport, or a Gaussian pair coupled as its parameters say."""
    if law in ("mixture", "line"):
        return mixture.mixture
    if law == "transport":
        return brenier.transport
    if "cross" in parameters:
        return gaussian.joint
    return gaussian.deterministic if "T" in parameters else gaussian.independent
