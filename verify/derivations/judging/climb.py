"""All exact cases of a derivation, simplest first, until something differs or the time is up."""

from collections.abc import Iterator

from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.held_numbers import within
from verify.derivations.judging.branches import asked, other_side
from verify.derivations.judging.compare import compare
from verify.derivations.seen import Seen
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation


def climb(d: Derivation, seed: int, deadline: float) -> tuple[Seen, str]:
    """What is seen on the ladder, and on the other side of what the formula compares; and why it stopped early, if it did.

    What the formula asks is looked at first, however little time there is: symbols prove nothing of one that branches.
    """
    seen = Seen(asked=asked(d, seed) if d.formula.exact else ())
    for regime in ladder(d, seed):
        if spent() > deadline:
            return seen, "no time was left"
        regime, left = (regime, []) if d.regimes else within(regime, d.formula.dtype)
        seen.blurred = left + seen.blurred
        try:
            seen.add(compare(d, regime))
        except Exception as e:
            seen.error = f"the reference raises {type(e).__name__} in {regime.name}: {e}"
        if seen.decided:
            return seen, ""
    seen.add(other_side(d, seen.asked, seed))
    return seen, ""


def ladder(d: Derivation, seed: int) -> Iterator[Regime]:
    """The law that the derivation was made for, else all cases within what it needs."""
    yield from d.regimes or cases.ladder(d.law, d.needs, seed, d.bits)
