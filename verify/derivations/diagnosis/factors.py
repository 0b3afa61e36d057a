"""A factor that a formula has too much, in words: a sign, a step that was not divided by, a constant slightly off."""

from typing import Any

from verify.derivations.diagnosis.coefficients import Coefficient

STEPS = range(-12, -1)  # powers of ten that people take for a step; 1/10 is left to be a factor
EQUAL = 1e-9  # of a power of ten: far above the rounding of a fitted constant, far below any other number
SLIGHTLY = 1e-3  # of 1: a factor that is nearer is a constant slightly off, and not another constant


def factor(k: Coefficient, a: str = "(1 - t)", b: str = "t") -> tuple[str, str]:
    """A short cause, for tables, and words; `a` and `b`: how the scales of source and data are written."""
    (q, i, j), *rest = k.terms
    if not (rest or i or j or k.constant):
        if q == -1:
            return "sign", "the sign is wrong"
        if _step(q):
            said = f"the tangent was scaled by the step {float(abs(q)):.0e} and never divided by it"
            return f"missing division by the step; factor {float(q):.0e}", said
        if abs(q - 1) < SLIGHTLY:
            said = f"a relative error of {float(q - 1):.3g}: a constant that is slightly off, or a fudge such as + 1e-8"
            return f"off by a factor {k.text()}", said
    return f"factor {k.text()}", f"the factor {k.text(a, b)} does not belong there"


def _step(q: Any) -> bool:
    return any(abs(abs(float(q)) / 10.0**p - 1) < EQUAL for p in STEPS)
