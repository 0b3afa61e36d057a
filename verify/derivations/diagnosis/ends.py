"""The velocity is a' E[x0 | x_t] + b' E[x1 | x_t]: with which coefficients a formula has them instead."""

import numpy as np

from analytic import arithmetic
from verify.derivations.diagnosis.coefficients import Coefficient, recognise
from verify.derivations.diagnosis.fit import Fit
from verify.derivations.diagnosis.letters import coefficient, named, scales
from verify.derivations.statement import Derivation

ENDS = {  # with the coefficients a' and b'
    "velocity": ("noise", "denoiser"),
    "jacobian": ("noise_jacobian", "denoiser_jacobian"),
}
TIMES = np.array([0.15, 0.2, 0.3, 0.55, 0.7, 0.8])  # two would determine a sum of two monomials, four more check it
SAME = 1e-9  # of a rate: a coefficient this near is the rate


def of_rates(d: Derivation, fit: Fit) -> str:
    """Which of the two coefficients are not the rates of the path; empty if the fit is of something else."""
    pair = ENDS.get(d.quantity.name, ())
    if {*fit.names} != {*pair}:
        return ""
    ar = arithmetic.float64()
    a, b, *rates = d.convention.interpolation()(ar, TIMES)
    rate_of = {name: (rate + 0 * TIMES, letter) for name, rate, letter in zip(pair, rates, scales_of(d), strict=True)}
    said = [_wrong(d, name, k, *rate_of[name], a + 0 * TIMES, b + 0 * TIMES) for name, k in fit.parts()]
    return "; ".join(filter(None, said))


def scales_of(d: Derivation) -> tuple[str, str]:
    """How the rates of the two scales are written."""
    return ("a'", "b'") if d.convention.linear else (f"{scales(d.convention)[0]}'", f"{scales(d.convention)[1]}'")


def _wrong(d: Derivation, name: str, k: Coefficient, rate: np.ndarray, letter: str, a: np.ndarray, b: np.ndarray) -> str:
    found = k(arithmetic.float64(), a, b) + 0 * a
    if np.abs(found - rate).max() <= SAME * np.abs(rate).max():
        return ""
    right = recognise(rate, a, b, SAME)
    text = coefficient(d, name, k).text(*scales(d.convention))
    wanted = coefficient(d, name, right).text(*scales(d.convention)) if right else letter
    also = f", the rate {letter} of the path" if right and not d.convention.linear else ""
    return f"{named(name)} has the coefficient {text}, not {wanted}{also}"
