"""Why the sentence of a claim does not depend on a slip that changes its numbers: the first rule that fits."""


def reason(function: str, slip: str, claim: str) -> str:
    """Empty where there is none."""
    return ""
