"""The two conventions of the guidance weight."""

from analytic import guidance, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.guidance import GUIDED, GUIDED_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import guided


def from_the_class(law: Law, t: Time, x: Points, shift: int = 1, base: int = 1) -> Array:
    """v_b + (w - 1)(v_c - v), v_b the velocity of the class."""
    v, v_c = mixture.drift(law.mix, t, x), mixture.drift(guidance.class_law(law.mix, law.k), t, x)
    return (v_c if base else v) + (law.w - shift) * (v_c - v)


claim = Claim(
    id="FX-36a",
    source="Ho and Salimans 2022, who add to the conditional field; the other base is that of most code",
    says="Guidance from the class, v_c + w'(v_c - v), is guidance from the whole law, v + w (v_c - v), with w' = w - 1.",
    latex=r"v_c+(w-1)(v_c-v)=v+w(v_c-v)",
    formula=from_the_class,
    tests=identity(equals(guided.velocity), GUIDED, GUIDED_SYMBOLIC),
    near_misses={
        "w not shifted": lambda law, t, x: from_the_class(law, t, x, 0),
        "w shifted the other way": lambda law, t, x: from_the_class(law, t, x, -1),
        "base of the whole law": lambda law, t, x: from_the_class(law, t, x, 1, 0),
        "off by 1e-9": off(from_the_class),
    },
)
