"""The velocity is a' E[x0 | x_t] + b' E[x1 | x_t]: with which coefficients a formula has them instead."""

import numpy as np

from analytic import arithmetic
from verify.derivations.diagnosis.coefficients import Coefficient, recognise
from verify.derivations.diagnosis.factors import EQUAL
from verify.derivations.diagnosis.fit import Fit
from verify.derivations.diagnosis.letters import named, scales, text_of
from verify.derivations.statement import Derivation

ENDS = {  # with the coefficients a' and b'
    "velocity": ("noise", "denoiser"),
    "jacobian": ("noise_jacobian", "denoiser_jacobian"),
}
SIX = np.array([0.15, 0.2, 0.3, 0.55, 0.7, 0.8])  # times: two would determine a sum of two monomials, four more check it


def path_at(d: Derivation, t: np.ndarray) -> tuple[np.ndarray, ...]:
    """a, b, a', b' at several of our times."""
    return tuple(e + 0 * t for e in d.convention.interpolation()(arithmetic.float64(), t))


def values_at(d: Derivation, k: Coefficient, t: np.ndarray) -> np.ndarray:
    """The coefficient at several of our times."""
    return np.asarray(k(arithmetic.float64(), *path_at(d, t)[:2]) + 0 * t)


def of_rates(d: Derivation, fit: Fit) -> str:
    """Which of the two coefficients are not the rates of the path; empty if the fit is of something else."""
    pair = ENDS.get(d.quantity.name, ())
    if {*fit.names} != {*pair}:
        return ""
    rates = dict(zip(pair, zip(path_at(d, SIX)[2:], scales_of(d), strict=True), strict=True))
    return "; ".join(filter(None, (_wrong(d, name, k, *rates[name]) for name, k in fit.parts())))


def scales_of(d: Derivation) -> tuple[str, str]:
    """How the rates of the two scales are written."""
    a, b = ("a", "b") if d.convention.linear else scales(d.convention)
    return f"{a}'", f"{b}'"


def _wrong(d: Derivation, name: str, k: Coefficient, rate: np.ndarray, letter: str) -> str:
    """What the coefficient is, and what it should be; empty if it is the rate."""
    if np.abs(values_at(d, k, SIX) - rate).max() <= EQUAL * np.abs(rate).max():
        return ""
    a, b, *_ = path_at(d, SIX)
    right = recognise(rate, a, b, EQUAL)
    wanted = text_of(d, name, right) if right else letter
    also = f", the rate {letter} of the path" if right and not d.convention.linear else ""
    return f"{named(name)} has the coefficient {text_of(d, name, k)}, not {wanted}{also}"
