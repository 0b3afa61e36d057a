"""What must vanish (`flows`, `transport`), what must not be exceeded (`bounds`), and plausible wrong variants (`wrong`)."""

from verify.claim import Formula


def equals(reference: Formula) -> Formula:
    """The residual formula - reference, for a reference that shares no text with the formula."""
    return lambda formula, case: formula(case.law, case.t, case.x) - reference(case.law, case.t, case.x)
