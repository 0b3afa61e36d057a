"""Why the sentence of a claim does not depend on a slip that changes its numbers: the first rule that fits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Of these claims, for slips in these functions (the beginnings of their names), and with these words if any are given."""

    claims: str
    functions: tuple[str, ...]
    why: str
    slips: tuple[str, ...] = ("",)

    def fits(self, function: str, slip: str, claim: str) -> bool:
        return claim in self.claims.split() and function.startswith(self.functions) and slip.startswith(self.slips)


RULES = ()


def reason(function: str, slip: str, claim: str) -> str:
    """Empty where there is none."""
    return next((rule.why for rule in RULES if rule.fits(function, slip, claim)), "")
