"""What Fig. 1 should draw: the field from N(0, 1) to N(0, 1)."""

from verify.claim import Claim, Test, identity, network
from verify.claims.causality_delta.cd_6_1_published_field import end, right
from verify.published.slips import line_drift
from verify.regimes.flows import EQUAL_ENDS
from verify.regimes.trained import LINE_STANDARD
from verify.residuals import equals
from verify.residuals.flows import second_moments
from verify.routes import conditional

claim = Claim(
    id="CD-6.1a",
    source="amends Causality-Delta, Fig. 1 and 6.1",
    says="From N(0, 1) to N(0, 1) the velocity has (1 - t)^2 + t^2 below; it keeps the variance and ends where it began.",
    latex=r"v=\frac{2t-1}{(1-t)^2+t^2}\,x,\quad\phi_1(x)=x",
    formula=right,
    tests=(
        Test("balls", end, EQUAL_ENDS),
        *identity(second_moments, EQUAL_ENDS),
        *identity(equals(conditional.drift), EQUAL_ENDS),
        *network((LINE_STANDARD,)),
    ),
    near_misses={
        "(1 + t)^2 below": line_drift,
        "half the slope": lambda pair, t, x: (2 * t - 1) / (2 * ((1 - t) ** 2 + t**2)) * x,
        "shifted clock": lambda pair, t, x: (2 * t - 1 + t * (1 - t)) / ((1 - t) ** 2 + t**2) * x,
    },
)
