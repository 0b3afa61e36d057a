"""The guided score taken for the score of the noised tilted law."""

from analytic import guidance
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.guidance import NOISED, UNGUIDED
from verify.residuals import equals
from verify.routes import tilted_line


def score(law: Law, t: Time, x: Points) -> Array:
    return guidance.guided_score(law.mix, law.k, law.w, t, x)


REFERENCE = equals(tilted_line.score)

claim = Claim(
    id="FX-36q",
    source="converse of FX-36g, for mixtures: to noise and to tilt do not commute",
    says="The guided score is that of the noised tilted law: of x_t = a x0 + b x1 with x1 from p(x)^(1 - w) p(x|c)^w.",
    latex=r"s_w=\nabla\log\int p(x_1)^{1-w}p(x_1|c)^wN(x;am_0+bx_1,a^2S_0)dx_1",
    formula=score,
    tests=identity(REFERENCE, NOISED, floats=False),
    right_where=identity(REFERENCE, UNGUIDED, floats=False),
    repairs={"mean of the guided score at the end": tilted_line.score_at_the_end},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-36g",
)
