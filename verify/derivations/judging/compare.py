"""A derivation against its reference in one regime: in balls if it runs in them, else as floats within their predicted error."""

from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.judging.in_balls import in_balls
from verify.derivations.judging.in_floats import in_floats
from verify.derivations.seen import Seen
from verify.derivations.statement import Derivation


def compare(d: Derivation, regime: Regime) -> Seen:
    """What is seen at the times where the derivation's path is defined, until something differs."""
    look = in_balls if d.formula.exact else in_floats
    seen = Seen(dimension=len(regime.points[0]), components=len(cases.parameters(regime).get("weights", ())))
    for t in regime.times:
        if d.convention.defined(t) and not seen.decided:
            seen.add(look(d, regime, t))
    return seen
