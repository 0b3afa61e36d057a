"""What an error of a user's formula says: excused where a formula may have no value, else an answer in words."""

from fractions import Fraction

from verify.claim import Regime
from verify.derivations.marked import of_error
from verify.derivations.mistakes import told
from verify.derivations.notation import names
from verify.derivations.seen import Seen, at, describe, may_be_undefined, place_without_value
from verify.derivations.statement import Derivation, Misused, NotGiven, Unusable


def seen_of_error(d: Derivation, regime: Regime, t: Fraction, e: Exception) -> Seen:
    """At the ends of time and where a covariance is singular an error is a missing value; a mistake of the text never is."""
    if isinstance(e, NotGiven):
        return Seen()  # there is nothing to compare
    if may_be_undefined(regime, t) and not isinstance(e, (Unusable, TypeError, AttributeError, NameError)):
        return Seen(missing=[place_without_value(d, regime, t)])
    said = str(e) if isinstance(e, Unusable) else f"raises {type(e).__name__}: {told(e)}"
    if isinstance(e, TypeError) and d.formula.exact:
        said += _advice(said)
    misused = isinstance(e, (AttributeError, NameError, Misused))
    place = "" if misused else f" (at {at(d, describe(regime, names(d)), t)})"
    return Seen(error=f"{said}{place}", misused=misused, mark=of_error(e, said))


def _advice(said: str) -> str:
    """What to write instead, for the two mistakes that people make in the operations of law.ar."""
    if "'Fraction'" in said:
        return "; a Fraction becomes a number of the arithmetic by law.ar.array(Fraction(1, 3))"
    if "ufunc" in said:
        return "; NumPy's own functions take floats only: use those of law.ar, or state a plain function"
    return ""
