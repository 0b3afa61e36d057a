"""What must vanish (`flows`, `transport`), what must not be exceeded (`bounds`), and plausible wrong variants (`wrong`)."""

from verify.claim import Formula, Residual


def equals(reference: Formula) -> Residual:
    """The residual formula - reference, for a reference that shares no text with the formula."""
    return lambda formula, case: case.value(formula) - case.value(reference)
